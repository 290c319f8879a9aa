"""What an instructor does with a room besides running it: export the work, renew the course, passwords, accounts."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from migration_lab.backends.atomic import free
from migration_lab.errors import LabError
from migration_lab.room.one_command import left_hub, only_command, running_command
from migration_lab.room.people_list import write_passwords
from migration_lab.room.person_folders import person_in, temporary_of_room
from migration_lab.room.person_names import plain_name
from migration_lab.room.room_end import end_what_it_left
from migration_lab.room.room_options import RoomOptions
from migration_lab.room.room_words import addresses
from migration_lab.room.system_accounts import remove_account
from migration_lab.room.work_export import WorkExport, export_work
from migration_lab.values.visible_text import plain
from migration_lab.values.wording import number

SAID_NO = 1


def carry_out_task(words: argparse.Namespace, options: RoomOptions) -> int:
    """Do the one that is asked for, in a room that is there; return the exit code. Raises ``LabError``."""
    options.room.identity()
    if words.export:
        return say_exported(export_work(options, Path(words.export)))
    if words.update:
        return update_courses(options)
    if words.new_password:
        return new_password(options, words.new_password)
    return remove_accounts(options, sure=words.yes)


def end_room(options: RoomOptions) -> int:
    """End the room from another terminal, as Ctrl+C does in its own: with an export, and with nothing left running."""
    room = options.room
    room.identity()
    earlier = set(room.exported.glob("*.zip"))
    if process := running_command(room):
        os.kill(process, signal.SIGTERM)
        _wait_until(lambda: not running_command(room))
    elif process := left_hub(room):
        os.kill(process, signal.SIGTERM)
        _wait_until(lambda: not left_hub(room))
        end_what_it_left(options)
        return export_at_end(options)
    else:
        print("This room does not run.")
        return 0
    print("The room has ended.")
    for archive in sorted(set(room.exported.glob("*.zip")) - earlier):
        print(f"Everybody's work is in {archive}")
    return 0


def _wait_until(done: Callable[[], bool]) -> None:
    """Wait, as long as it takes: an export of much work is slow. Ctrl+C ends the waiting only."""
    while not done():
        time.sleep(0.2)


def export_at_end(options: RoomOptions) -> int:
    """Export everybody's work to a new file in the room's folder, of a room that does not run any more.

    The temporary folders that this needs are removed: a new account may have another number, and could not use them.
    """
    try:
        file = free(options.room.exported, time.strftime("work-%Y-%m-%d-%H%M"), ".zip")
        return say_exported(export_work(options, file))
    finally:
        shutil.rmtree(temporary_of_room(options.room.identity().id), ignore_errors=True)


def say_exported(done: WorkExport) -> int:
    people = "1 person" if len(done.files) == 1 else f"{len(done.files)} people"
    print(f"The work of {people}, in {sum(done.files.values())} files, is in {done.file}")
    print("In it: people/NAME/ with notebooks, workspaces and databases, progress/ for migration-lab collect, and")
    print("contents.txt. Not in it: what came with the course and was not changed, and files of more than 512 MB.")
    for name, why in done.failed.items():
        print(f"  not whole: {name}: {plain(why)}")
    return 1 if done.failed else 0


def update_courses(options: RoomOptions) -> int:
    """Renew the course in every home; what people have changed stays, and the new file is put beside it."""
    failed = 0
    for name in options.room.people():
        try:
            person = person_in(options, options.room.identity().id, name, make=False)
            said = person.run("migration_lab.room.home_course", str(person.course), "--update").stdout
            for line in said.decode(errors="replace").splitlines():
                print(f"{name}: {plain(line)}")
        except LabError as error:
            failed += 1
            print(f"{name}: {plain(str(error))}")
    return 1 if failed else 0


def new_password(options: RoomOptions, typed: str) -> int:
    """Give somebody who has forgotten it a new password, in a file that only the instructor can read."""
    name = plain_name(typed)
    if name is None or name not in options.room.people():
        raise LabError(f"Nobody called {plain(typed)!r} has been here.")
    print(f"The new password is in {write_passwords(options.room, [name], addresses(options)[0])}")
    return 0


def remove_accounts(options: RoomOptions, *, sure: bool) -> int:
    """Remove the system accounts of the room; their work is exported first, and the homes become the instructor's."""
    if not options.separate:
        raise LabError("This room has made no system accounts. To remove it, remove its folder.")
    with only_command(options.room):
        return _remove_accounts(options, sure=sure)


def _remove_accounts(options: RoomOptions, *, sure: bool) -> int:
    people = options.room.people()
    if not sure and not _sure(f"Remove {number(len(people), 'system account')}, after an export? Homes stay. [y/N] "):
        print("Nothing has changed.")
        return SAID_NO
    if export_at_end(options):
        raise LabError("Not all work could be exported, so no account was removed.")
    for name in people:
        home = options.room.home(name)
        remove_account(options.room.identity().id, name, home)
        take_over(home)
        put_away(home, options.room.removed)
    print(f"{number(len(people), 'system account')} removed. Their homes are yours now, in {options.room.removed}.")
    return 0


def take_over(home: Path) -> None:
    """Make everything in it this account's, without following a link. Nobody else runs anything there any more."""
    os.chown(home, os.geteuid(), os.getegid())
    for folder, folders, files in os.walk(home):
        for one in (*folders, *files):
            os.lchown(Path(folder, one), os.geteuid(), os.getegid())


def put_away(home: Path, to: Path) -> None:
    """Move a home to where the hub looks for none: whoever comes again under that name begins with a new one."""
    to.mkdir(mode=0o700, exist_ok=True)
    home.rename(free(to, home.name))


def _sure(question: str) -> bool:
    if not sys.stdin.isatty():
        raise LabError("This asks before it removes anything, and here nobody can answer. With --yes it does not ask.")
    return input(question).strip().lower() in ("y", "yes")
