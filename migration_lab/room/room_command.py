"""``migration-lab room``: a JupyterHub for a workshop on this machine, or one of the tasks around it."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from migration_lab.errors import LabError
from migration_lab.installing import install_command
from migration_lab.room.one_command import RUNS, beyond_the_terminal, only_command, running_command
from migration_lab.room.people_list import give_passwords, instructor_account, names_in
from migration_lab.room.room_folder import RoomFolder, RoomIdentity
from migration_lab.room.room_options import RoomOptions, join_path, last_options
from migration_lab.room.room_tasks import carry_out_task, end_room, export_at_end
from migration_lab.room.room_words import addresses, room_lines
from migration_lab.room.running_room import refuse_taken_ports, run_room
from migration_lab.room.system_accounts import can_make_accounts, refuse_closed_folders

CHOSEN = ("ip", "port", "people", "memory", "processes", "idle_kernel", "idle_server", "admin", "cert", "key", "proxy")
NEEDED = ("jupyterhub", "configurable_http_proxy", "firstuseauthenticator", "jupyterhub_idle_culler")
ROOM = "migration-lab-room"
"""The folder that is taken if none is named."""


def room_command(words: argparse.Namespace) -> int:
    """Do what the options ask for, and return the exit code. Raises ``LabError``."""
    refuse_system()
    options = chosen_options(words)
    if words.dry_run:
        for line in room_lines(options, "/hub/login" if options.by_list else "/hub/login?code=…"):
            print(line)
        print(f"Nothing was done. {_would_do(options)}")
        refuse_what_cannot_start(options)
        return 0
    if words.end:
        return end_room(options)
    if words.export or words.update or words.new_password or words.remove:
        return carry_out_task(words, options)
    return _run(words, options)


def refuse_system() -> None:
    """Raise ``LabError`` where there can be no room."""
    if sys.platform == "win32":
        raise LabError(
            "JupyterHub does not run on Windows, so a room cannot either: start it on Linux or macOS, or in WSL. "
            "People join it from Windows with a browser."
        )
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise LabError(f"A room needs JupyterHub, which is not installed. Run {install_command('migration-lab[room]')}")
    if os.geteuid() == 0 and not can_make_accounts():
        raise LabError(
            "As root, a room makes an account for each person, and on this system it cannot: everybody would be root. "
            "Start it from an account without such rights."
        )


def chosen_options(words: argparse.Namespace) -> RoomOptions:
    """Return the room's options: as they were the last time, but for those that are given now. Raises ``LabError``."""
    room = RoomFolder(Path(words.folder or ROOM).expanduser().absolute())
    given = {name: getattr(words, name) for name in CHOSEN if getattr(words, name) is not None}
    before = last_options(room) if room.is_room() else RoomOptions(str(room.root))
    options = replace(before, separate=can_make_accounts(), **given)
    if words.list:
        names = names_in(Path(words.list))
        options = replace(options, by_list=True, people=max(len(names), words.people or 0))
    if words.link:
        options = replace(options, by_list=False)
    if bool(options.cert) != bool(options.key):
        raise LabError("--cert and --key go together.")
    for file in (options.cert, options.key):
        if file and not Path(file).is_file():
            raise LabError(f"There is no file {file}.")
    if not 1 <= options.port <= 65532:
        raise LabError("A room needs four ports in a row, so --port is from 1 to 65532.")
    return replace(options, cert=_absolute(options.cert), key=_absolute(options.key))


def refuse_what_cannot_start(options: RoomOptions) -> None:
    """Raise ``LabError`` if the room would not start. Nothing is written, so it also tells after a dry run."""
    room = options.room
    if room.is_room() and (process := running_command(room)):
        raise LabError(RUNS.format(process))
    refuse_taken_ports(options)
    if options.separate:
        refuse_closed_folders(room.homes)


def _run(words: argparse.Namespace, options: RoomOptions) -> int:
    refuse_what_cannot_start(options)
    identity = options.room.make(shared=options.separate)
    with only_command(options.room), beyond_the_terminal():
        return _run_alone(words, options, identity)


def _run_alone(words: argparse.Namespace, options: RoomOptions, identity: RoomIdentity) -> int:
    room, here = options.room, addresses(options)[0]
    file = give_passwords(room, names_in(Path(words.list)), here) if words.list else None
    instructor = instructor_account(room, here)

    def ready() -> None:
        for line in room_lines(options, join_path(options, identity)):
            print(line)
        if file:
            print(f"  Names and passwords to hand out, for your eyes only: {file}")
        print(f"  Your own account: {instructor}")
        print(f"  The hub's log: {room.log}")
        print("To end the room, press Ctrl+C here. The work is exported, and all can come back later.", flush=True)

    def again(code: int) -> None:
        print(f"JupyterHub has ended by itself (exit code {code}); it is started again.", flush=True)

    run_room(options, ready, again)
    print("\nThe room has ended. Exporting everybody's work; Ctrl+C leaves that out.", flush=True)
    try:
        export_at_end(options)
    except KeyboardInterrupt:
        print("Not exported. migration-lab room FOLDER --export FILE does it at any time.")
    return 0


def _would_do(options: RoomOptions) -> str:
    if options.room.is_room():
        return ""
    what = "a home and a system account lab-…-NAME" if options.separate else "a home"
    return (
        f"It would make the folder\n{options.folder}, in it {what} for each who joins, with the course,\n"
        "and at the end an archive with the work of all."
    )


def _absolute(path: str) -> str:
    return str(Path(path).expanduser().absolute()) if path else ""
