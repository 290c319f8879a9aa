"""People who come by a list: each gets a password, written once to a file that only the instructor can read."""

from __future__ import annotations

from pathlib import Path

from migration_lab.backends.atomic import free
from migration_lab.errors import LabError
from migration_lab.room.passwords import forget_password, members, set_password
from migration_lab.room.person_names import INSTRUCTOR, RULE, plain_name
from migration_lab.room.room_folder import RoomFolder, new_word, write_secret

WORD = 12
MOST = 1000


def names_in(file: Path) -> list[str]:
    """Return the names in a file, one a line, each in its one form; empty lines and those with ``#`` are no names.

    Raises ``LabError`` that says which line is wrong.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LabError(f"The list {file} cannot be read: {error}.") from error
    found: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        name = plain_name(line)
        if name is None or name == INSTRUCTOR:
            raise LabError(f"{file}, line {number}: {line.strip()[:40]!r} cannot be a name here. {RULE}")
        if name in found:
            raise LabError(f"{file}, lines {found[name]} and {number}: both are {name} here. Make them different.")
        found[name] = number
    if not found or len(found) > MOST:
        raise LabError(f"The list {file} has {len(found)} names.")
    return list(found)


def give_passwords(room: RoomFolder, names: list[str], address: str) -> Path | None:
    """Give those who have none a password, and return the file with them; None if everybody has one.

    Whoever is no more on the list, and has no home here, cannot come in any more; whoever has made something keeps it.
    """
    there = members(room.passwords)
    for gone in there - {*names, *room.people(), INSTRUCTOR}:
        forget_password(room.passwords, gone)
    return write_passwords(room, [name for name in names if name not in there], address)


def write_passwords(room: RoomFolder, names: list[str], address: str) -> Path | None:
    """Give each of them a new password, and return the file with them; None if there are none."""
    if not names:
        return None
    words = {name: new_word(WORD) for name in names}
    lines = [f"{address}/hub/login", *(f"{name}  {word}" for name, word in words.items())]
    file = free(room.hub, "passwords-to-hand-out", ".txt")
    write_secret(file, "\n".join(lines) + "\n")
    for name, word in words.items():
        set_password(room.passwords, name, word)
    return file


def instructor_account(room: RoomFolder, address: str) -> Path:
    """See that the instructor has an account, and return the file with its password."""
    file = room.hub / "instructor.txt"
    if INSTRUCTOR not in members(room.passwords) or not file.exists():
        word = new_word(WORD)
        set_password(room.passwords, INSTRUCTOR, word)
        write_secret(file, f"{address}/hub/login\n{INSTRUCTOR}  {word}\n")
    return file
