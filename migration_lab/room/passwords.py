"""The passwords of a room, as FirstUseAuthenticator keeps them: each as a bcrypt hash, in a file of the hub's.

Touches no database but that file.
"""

from __future__ import annotations

import dbm
from pathlib import Path

from migration_lab.errors import LabError

SHORTEST = 8
LONGEST = 72
"""Bytes; bcrypt takes no more."""


def members(file: Path) -> set[str]:
    """Return the names that have a password. Raises ``LabError`` if the file is damaged."""
    try:
        with dbm.open(str(file), "c", 0o600) as kept:
            return {name if isinstance(name, str) else name.decode() for name in kept.keys()}  # noqa: SIM118  # it is no dict
    except dbm.error as error:
        raise LabError(
            f"The passwords in {file} cannot be read: {error}. Move that file away; then everybody needs a new "
            "password (migration-lab room FOLDER --new-password NAME). Their work is not in it."
        ) from error


def set_password(file: Path, name: str, password: str) -> None:
    """Give that name this password, in place of any from before."""
    import bcrypt

    with dbm.open(str(file), "c", 0o600) as kept:
        kept[name.encode()] = bcrypt.hashpw(password.encode(), bcrypt.gensalt())


def forget_password(file: Path, name: str) -> None:
    with dbm.open(str(file), "c", 0o600) as kept:
        if name.encode() in kept:
            del kept[name.encode()]
