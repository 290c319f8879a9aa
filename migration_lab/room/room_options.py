"""What an instructor asks of a room, as the command and the hub's own process pass it on."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from migration_lab.errors import LabError
from migration_lab.room.room_folder import RoomFolder, RoomIdentity, write_secret

VARIABLE = "MIGRATION_LAB_ROOM"
"""Names the folder of the room for the processes of its hub."""
FILE = "options.json"
GIGABYTE = 1024**3


@dataclass(frozen=True, slots=True)
class RoomOptions:
    """Everything that can be chosen, with what holds if nothing is said."""

    folder: str
    ip: str = "0.0.0.0"
    port: int = 8000
    people: int = 30
    by_list: bool = False
    """People come by a list of names; else by one link for all."""
    separate: bool = False
    """Each person has a system account of their own."""
    whole: bool = False
    """The system holds each person as a whole to limits, and not only each process."""
    memory: int = 2 * GIGABYTE
    """Bytes that one process may have."""
    memory_person: int = 3 * GIGABYTE
    """Bytes that all processes of a person may have together, where people are limited as a whole."""
    processes: int = 400
    """Processes and threads of one person; only with accounts of their own."""
    idle_kernel: int = 60
    """Minutes after which a kernel is ended that does nothing and that nobody looks at."""
    idle_server: int = 180
    """Minutes after which the server of somebody who does nothing is ended."""
    admin: bool = False
    """The instructor may open everybody's server."""
    cert: str = ""
    key: str = ""
    proxy: str = ""
    """Another configurable-http-proxy than our own."""

    @property
    def room(self) -> RoomFolder:
        return RoomFolder(Path(self.folder))

    @property
    def address(self) -> str:
        """Where the room is, as seen from this machine."""
        host = "127.0.0.1" if self.ip in ("0.0.0.0", "", "::") else self.ip
        return f"{'https' if self.cert else 'http'}://{f'[{host}]' if ':' in host else host}:{self.port}"

    def save(self) -> None:
        write_secret(self.room.hub / FILE, json.dumps(asdict(self), indent=1) + "\n")


def join_path(options: RoomOptions, identity: RoomIdentity) -> str:
    """Return the path of the page on which people join, with the code if that is how they do it."""
    return "/hub/login" if options.by_list else f"/hub/login?code={identity.code}"


def saved_options() -> RoomOptions:
    """Return the options of the room that this process belongs to."""
    return last_options(RoomFolder(Path(os.environ[VARIABLE])))


def last_options(room: RoomFolder) -> RoomOptions:
    """Return the options with which that room ran last; those that hold if nothing is said for a new one.

    Raises ``LabError`` if they cannot be read.
    """
    file = room.hub / FILE
    try:
        kept = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
        return RoomOptions(**kept | {"folder": str(room.root)})
    except (OSError, ValueError, TypeError) as error:
        raise LabError(f"{file} cannot be read: {error}. Remove it, and say the options again.") from error
