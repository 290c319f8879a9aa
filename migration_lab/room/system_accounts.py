"""System accounts for the people of a room, on Linux, made by root: one for each, with no password and no other rights.

An account is called ``lab-<id of the room>-<name>``. It counts as a room's only if its home and its comment say so: no
name that somebody types can ever lead to another account of the machine.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from migration_lab.errors import LabError

if TYPE_CHECKING:
    from pwd import struct_passwd

FIRST_UID = 100
"""Below are accounts that come with the system."""


def can_make_accounts() -> bool:
    """Tell whether this process may make system accounts, and take on their rights."""
    return sys.platform.startswith("linux") and os.geteuid() == 0


def account_name(room_id: str, name: str) -> str:
    return f"lab-{room_id}-{name}"


def comment(room_id: str) -> str:
    return f"migration-lab room {room_id}"


def find_account(room_id: str, name: str, home: Path) -> struct_passwd | None:
    """Return that person's account; None if there is none. Raises ``LabError`` if it is not one of this room."""
    import pwd

    try:
        found = pwd.getpwnam(account_name(room_id, name))
    except KeyError:
        return None
    ours = found.pw_gecos == comment(room_id) and found.pw_dir == str(home) and found.pw_uid >= FIRST_UID
    if not ours or found.pw_gid < FIRST_UID:
        raise LabError(f"The account {found.pw_name} of this machine is not one of this room, so nobody can use it.")
    return found


def make_account(room_id: str, name: str, home: Path) -> struct_passwd:
    """Return that person's account, made if needed. Raises ``LabError``."""
    found = find_account(room_id, name, home)
    if found is None:
        words = ["--system", "--user-group", "--no-create-home", "--home-dir", str(home), "--shell", "/bin/bash"]
        _run(["useradd", *words, "--comment", comment(room_id), account_name(room_id, name)])
        found = find_account(room_id, name, home)
    if found is None:
        raise LabError(f"useradd has not made the account {account_name(room_id, name)}.")
    return found


def remove_account(room_id: str, name: str, home: Path) -> None:
    """End that person's processes and remove the account; the home stays. Raises ``LabError``."""
    found = find_account(room_id, name, home)
    if found is not None:
        end_processes(found.pw_uid)
        _run(["userdel", found.pw_name])


def refuse_closed_folders(homes: Path) -> None:
    """Raise ``LabError`` if the accounts of people could not run this Python, or could not reach their homes."""
    if not _as_nobody("import migration_lab, jupyterhub"):
        python = os.path.realpath(sys.executable)
        raise LabError(
            f"The people's accounts cannot run this Python, {python}, or not read what is installed for it"
            f"{_closed_to_all(Path(python), Path(__file__))}. Make the environment in a folder that everybody can "
            "read, such as in /opt, with a Python that everybody can run, such as /usr/bin/python3."
        )
    there = next(one for one in (homes, *homes.parents) if one.exists())
    if not _as_nobody("import os, sys; sys.exit(not os.access(sys.argv[1], os.X_OK))", str(there)):
        raise LabError(
            f"The people's accounts cannot reach {homes}{_closed_to_all(homes)}. Name another folder for the room."
        )


def _closed_to_all(*paths: Path) -> str:
    """Return which folder above is closed to most accounts, as the end of a sentence; empty if none is found."""
    for path in paths:
        for folder in reversed(path.parents):
            with suppress(OSError):
                if not folder.stat().st_mode & 0o001:
                    return f": {folder} is closed to them"
    return ""


def _as_nobody(program: str, *words: str) -> bool:
    """Run a program of Python with no rights, and tell whether it succeeds."""
    import pwd

    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", program, *words],
            cwd="/",
            env={"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"},
            preexec_fn=become(pwd.getpwnam("nobody")),
            capture_output=True,
        )
    except OSError:
        return False
    return done.returncode == 0


def become(account: struct_passwd) -> Callable[[], None]:
    """Return what a new process has to do to have that account's rights, and no others."""
    uid, gid = account.pw_uid, account.pw_gid

    def give_up_rights() -> None:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
        os.umask(0o077)

    return give_up_rights


def end_processes(*uids: int) -> None:
    """End every process of those accounts, whoever has started it: those that end by themselves have time for that.

    Returns when none is left, or after half a minute. Raises ``LabError`` for an account of the system.
    """
    if min(uids, default=FIRST_UID) < FIRST_UID:
        raise LabError("That is an account of the system.")
    for ending, seconds in ((0, 5.0), (signal.SIGTERM, 5.0), (signal.SIGKILL, 20.0)):  # 0 does nothing
        until = time.monotonic() + seconds
        while found := [one for uid in uids for one in processes_of(uid)]:
            if time.monotonic() > until:
                break
            for process in found:
                with suppress(ProcessLookupError):
                    os.kill(process, ending)
            time.sleep(0.1)
        else:
            return


def processes_of(uid: int) -> list[int]:
    """Return the numbers of that account's processes, but those that have ended and wait to be noticed."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, KeyError, ValueError):
            lines = (path / "status").read_text(errors="replace").splitlines()
            said = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
            if str(uid) in said["Uid"].split() and not said["State"].startswith(("Z", "X")):
                found.append(int(path.name))
    return found


def _run(command: Sequence[str]) -> None:
    """Run a program of the system. Raises ``LabError`` with what it said."""
    try:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace")
    except OSError as error:
        raise LabError(f"{command[0]} cannot be run: {error.strerror}. It makes the accounts of the room.") from error
    if done.returncode:
        raise LabError(f"{command[0]} has failed: {' '.join(done.stderr.split())[:300]}")
