"""End a room: its hub in order, and then whatever that left, because it was killed or has failed. Work stays."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from contextlib import closing, suppress

from migration_lab.errors import LabError
from migration_lab.room.person_folders import temporary_of_room
from migration_lab.room.room_options import RoomOptions
from migration_lab.room.running_processes import SERVER, command_line, number_in
from migration_lab.room.system_accounts import end_processes, find_account

PATIENCE = 120.0
"""Seconds that the hub may take to end."""
OF_ONE = 20.0
"""Seconds that the proxy or a person's server may take."""


def end_hub(hub: subprocess.Popen[bytes]) -> None:
    """Let the hub end what it has started, and then itself; kill it if it does not."""
    if hub.poll() is None:
        hub.send_signal(signal.SIGTERM)
    try:
        hub.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        hub.kill()
        hub.wait()


def end_what_it_left(options: RoomOptions) -> None:
    """End the proxy, people's servers, and whatever the accounts of the room still run; remove their sockets."""
    identity, accounts = options.room.identity(), list[int]()
    proxy = number_in(options.room.hub / "proxy.pid")
    end_each([proxy] if is_proxy(proxy) else [])
    end_each(servers_of_hub(options))
    for name in options.room.people() if options.separate else ():
        with suppress(LabError):
            account = find_account(identity.id, name, options.room.home(name))
            accounts += [account.pw_uid] if account else []
    end_processes(*accounts)
    shutil.rmtree(temporary_of_room(identity.id), ignore_errors=True)


def is_proxy(process: int) -> bool:
    return process > 0 and "proxy" in command_line(process)


def servers_of_hub(options: RoomOptions) -> list[int]:
    """Return the numbers of people's servers that still run, as the hub has noted them in its database."""
    file, found = options.room.hub / "jupyterhub.sqlite", list[int]()
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as kept:
        for (state,) in kept.execute("SELECT state FROM spawners"):
            with suppress(TypeError, ValueError):
                found.append(int((json.loads(state or "{}") or {}).get("pid", 0)))
    return [one for one in found if one > 0 and SERVER in command_line(one)]


def end_each(processes: list[int]) -> None:
    """End them, and wait until they have; kill those that take too long. A server ends its own kernels."""
    for ending in (signal.SIGTERM, signal.SIGKILL):
        for process in processes:
            with suppress(ProcessLookupError):
                os.kill(process, ending)
        until = time.monotonic() + OF_ONE
        while processes and time.monotonic() < until:
            time.sleep(0.1)
            processes = [one for one in processes if command_line(one)]
