"""A person's folders: the home, and the one for sockets and temporary files, in which nobody else can look.

Nothing is written into a person's folder with other rights than the person's own: what runs there is a process that has
given up all others.
"""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from migration_lab.errors import LabError
from migration_lab.room.room_options import RoomOptions
from migration_lab.room.system_accounts import become, find_account, make_account

PATIENCE = 300
"""Seconds for one task in a person's folder."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a room, with folders that are there."""

    name: str
    home: Path
    course: Path
    temporary: Path
    uid: int
    gid: int
    give_up_rights: Callable[[], None]
    """What a new process does first, to run as this person."""

    def environment(self) -> dict[str, str]:
        """Return the variables that say whose process it is; nothing of the hub's own is among them."""
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "VIRTUAL_ENV") if name in os.environ}
        return kept | {
            "HOME": str(self.home),
            "USER": self.name,
            "LOGNAME": self.name,
            "SHELL": "/bin/bash",
            "TMPDIR": str(self.temporary),
            "JUPYTER_RUNTIME_DIR": str(self.temporary / "jupyter"),
            "XDG_RUNTIME_DIR": str(self.temporary),
        }

    def run(self, module: str, *words: str) -> subprocess.CompletedProcess[bytes]:
        """Run one of our modules as this person. Raises ``LabError`` with what it said if it fails."""
        done = subprocess.run(
            [sys.executable, "-P", "-m", module, *words],
            cwd=self.home,
            env=self.environment(),
            preexec_fn=self.give_up_rights,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
        )
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip().splitlines() or ["no word why"]
            raise LabError(f"{module.rpartition('.')[2]} for {self.name} has failed: {said[-1][:300]}")
        return done


def person_in(options: RoomOptions, room_id: str, name: str, *, make: bool = True) -> Person:
    """Return that person of the room, with account and folders; without ``make``, only if they are there.

    Raises ``LabError``.
    """
    room, home = options.room, options.room.home(name)
    if not options.separate:
        if make:
            _own_folder(home, os.geteuid(), os.getegid(), 0o700)
        temporary = _temporary(room_id, name, os.geteuid(), os.getegid(), shared=False)
        return Person(name, home, room.course(name), temporary, os.geteuid(), os.getegid(), _private_files)
    account = make_account(room_id, name, home) if make else find_account(room_id, name, home)
    if account is None:
        raise LabError(f"{name} has no account in this room.")
    if make:
        _own_folder(home, account.pw_uid, account.pw_gid, 0o700)
    temporary = _temporary(room_id, name, account.pw_uid, account.pw_gid, shared=True)
    course = room.course(name)
    return Person(name, home, course, temporary, account.pw_uid, account.pw_gid, become(account))


def _private_files() -> None:
    os.umask(0o077)


def temporary_of_room(room_id: str) -> Path:
    """Return the folder of the room for sockets: a short path, as a socket's may have 100 characters or so."""
    return Path(tempfile.gettempdir(), f"mlab-{room_id}-{os.geteuid()}")


def _temporary(room_id: str, name: str, uid: int, gid: int, *, shared: bool) -> Path:
    whole = temporary_of_room(room_id)
    _own_folder(whole, os.geteuid(), os.getegid(), 0o711 if shared else 0o700)
    mine = whole / name
    _own_folder(mine, uid, gid, 0o700)
    return mine


def _own_folder(folder: Path, uid: int, gid: int, mode: int) -> None:
    """Make that folder for an account, or see that it is one. Raises ``LabError`` if it is anything else.

    The folder above it belongs to the hub, or is the system's for temporary files, where nobody can replace it.
    """
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != uid:
            raise LabError(f"{folder} is not the room's: something else has this name. Remove it first.") from None
        return
    folder.chmod(mode)
    if uid != os.geteuid():
        os.chown(folder, uid, gid)
