"""The folder of a room: what the hub keeps, which only the instructor can read, and a home for each person.

hub/        room.json, the hub's database, secrets, passwords and log; mode 0700
homes/      a folder for each person, and in it the course
removed/    the homes of those whose system accounts were removed; mode 0700
exported/   the archives with everybody's work; mode 0700
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from migration_lab.errors import LabError

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""No two of them look alike on a whiteboard."""
CODE = 12
COURSE = "migration-lab"
"""The folder in a person's home that has the course."""
SERVER_LOG = ".jupyterlab.log"
"""In the home: what a person's server has to say is nobody else's business, and not the hub's."""


@dataclass(frozen=True, slots=True)
class RoomIdentity:
    """What is decided when a room is made, and stays."""

    id: str
    """Part of the names of its accounts, so that two rooms on a machine have different ones."""
    code: str
    """Whoever knows it can join, if people join by a link."""
    proxy_token: str


@dataclass(frozen=True, slots=True)
class RoomFolder:
    """The paths in it."""

    root: Path

    @property
    def hub(self) -> Path:
        return self.root / "hub"

    @property
    def homes(self) -> Path:
        return self.root / "homes"

    @property
    def removed(self) -> Path:
        return self.root / "removed"

    @property
    def exported(self) -> Path:
        return self.root / "exported"

    @property
    def log(self) -> Path:
        return self.hub / "room.log"

    @property
    def passwords(self) -> Path:
        return self.hub / "passwords"

    def home(self, name: str) -> Path:
        return self.homes / name

    def course(self, name: str) -> Path:
        return self.home(name) / COURSE

    def people(self) -> list[str]:
        """Return the names of those who have a home here."""
        return sorted(one.name for one in self.homes.iterdir()) if self.homes.is_dir() else []

    def make(self, *, shared: bool) -> RoomIdentity:
        """Make what is missing, and return what was decided about the room. ``shared``: others have homes in it.

        Raises ``LabError`` if it cannot be made, or if the folder is somebody else's or has other things in it.
        """
        try:
            if self.root.exists() and not self.hub.exists() and any(self.root.iterdir()):
                raise LabError(f"{self.root} is no folder of a room, and it is not empty. Name another folder.")
            self.root.mkdir(parents=True, exist_ok=True)
            if self.root.stat().st_uid != os.geteuid():
                raise LabError(f"{self.root} belongs to another account. Name another folder.")
            self.root.chmod(0o711 if shared else 0o700)
            for folder, mode in ((self.hub, 0o700), (self.homes, 0o711), (self.exported, 0o700)):
                folder.mkdir(exist_ok=True)
                folder.chmod(mode)
            return self._identity()
        except OSError as error:
            raise LabError(f"The folder of the room cannot be made: {error.strerror}: {error.filename}") from error

    def is_room(self) -> bool:
        """Tell whether a room was made there. Raises ``LabError`` if this account may not look."""
        try:
            (self.hub / "room.json").stat()
        except PermissionError as error:
            raise LabError(
                f"{self.root} is the room of another account, and this one may not look into it. If you started it "
                "with sudo, write sudo here too."
            ) from error
        except OSError:
            return False
        return True

    def identity(self) -> RoomIdentity:
        """Return what was decided about the room. Raises ``LabError`` if there is none, or nobody may read it."""
        try:
            return RoomIdentity(**json.loads((self.hub / "room.json").read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise LabError(f"{self.root} is no folder of a room, or it cannot be read from this account.") from error

    def _identity(self) -> RoomIdentity:
        if not self.is_room():
            made = RoomIdentity(secrets.token_hex(2), new_word(CODE), secrets.token_hex(32))
            write_secret(self.hub / "room.json", json.dumps(asdict(made)) + "\n")
        return self.identity()


def new_word(letters: int) -> str:
    """Return a word that nobody can guess, and that can be read aloud: ``k7mw-p2xa-…``."""
    word = "".join(secrets.choice(LETTERS) for _ in range(letters))
    return "-".join(word[at : at + 4] for at in range(0, letters, 4))


def write_secret(file: Path, text: str) -> None:
    """Write a file that only this account can read."""
    whole = file.with_name(f".{file.name}.new")
    whole.unlink(missing_ok=True)
    with os.fdopen(os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    whole.replace(file)
