"""Read what a chapter asks from its file in ``notebooks/questions/``, ``03.toml`` for chapter 03. Touches no database.

Such a file has ``[[prediction]]`` and ``[[exercise]]`` entries; the clinic's, ``clinic.toml``, has ``[[diagnosis]]`` in
place of the first. It may say ``starts_after = "04"`` for a chapter that stands by itself: it begins where chapter 04
ends, and no later chapter builds on it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Protocol, TypeVar

from migration_lab.errors import LabError

KINDS = ("prediction", "diagnosis", "exercise")
STARTS_AFTER = "starts_after"


class _WithId(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def title(self) -> str: ...


Asked = TypeVar("Asked", bound=_WithId)


def starts_after(number: str, questions: Path) -> str | None:
    """Return the chapter where this one begins, if it stands by itself; ``None`` for one of the main line."""
    return load(file).get(STARTS_AFTER) if (file := questions / f"{number}.toml").exists() else None


def read_all(place: Path, kind: str, read: Callable[[Any], Asked]) -> tuple[Asked, ...]:
    """Return all entries of that kind: of one file, or of every file in a folder, by name; there need not be a folder.

    Raises ``LabError`` that names the file and the entry for a wrong one, one that is there twice, and one that is in
    another chapter's file.
    """
    found: dict[str, Asked] = {}
    for file in [place] if place.suffix == ".toml" else sorted(place.glob("*.toml")):
        for number, entry in enumerate(load(file).get(kind, []), 1):
            name = entry.get("id", f"number {number}") if isinstance(entry, dict) else f"number {number}"
            try:
                one = read(entry)
            except LabError as error:
                raise LabError(f"{file.name}, {kind} {name}: {error}") from error
            if one.id in found:
                raise LabError(f"{file.name}, {kind} {name}: there are two of that id.")
            if place.is_dir() and not one.id.startswith(f"{file.stem}."):
                raise LabError(f"{file.name}, {kind} {name}: belongs in {one.id.partition('.')[0]}.toml.")
            found[one.id] = one
    return tuple(found.values())


def find(id: Any, known: tuple[Asked, ...], kind: str) -> Asked:
    """Find one of them; ``3.1`` is ``03.1``. Raises ``LabError`` with a list of all."""
    wanted = str(id).strip()
    for one in known:
        if wanted in (one.id, one.id.removeprefix("0")):
            return one
    there = "\n".join(f"  {one.id} {one.title}" for one in known)
    raise LabError(f"There is no {kind} {id!r}. The {kind}s are:\n{there}")


@cache
def load(file: Path) -> dict[str, Any]:
    """Return the file as it is. Raises ``LabError`` for one that cannot be read, or has an unknown key at the top."""
    try:
        entries = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LabError(f"{file.name} cannot be read: {error}") from error
    if unknown := entries.keys() - {*KINDS, STARTS_AFTER}:
        raise LabError(f"{file.name}: unknown key {', '.join(sorted(unknown))} at the top.")
    last = entries.get(STARTS_AFTER, "00")
    if not isinstance(last, str) or not re.fullmatch(r"\d\d", last):
        raise LabError(f'{file.name}: {STARTS_AFTER} should be the number of a chapter, as "04": {last!r}')
    return entries
