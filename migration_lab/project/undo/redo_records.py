"""Keep on disk what a redo needs: what an undo has brought back, and how the project was right after it.

The record of an undo lies beside the copies of what was there before it, in ``.lab/undone``. Reads and writes such
records; touches no database.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from migration_lab.backends.atomic import write_text
from migration_lab.project.undo.moments import Moment, Prints, numbered, prints_of, renames_of
from migration_lab.schema.renames import NOTHING_RENAMED, Renames

REDO = "redo.json"


@dataclass(frozen=True, slots=True)
class RedoRecord:
    """What one undo has brought back. A redo brings back what was there before that undo."""

    folder: Path
    """The folder in which that is kept."""
    number: int
    """The undo with the largest number is the last one."""
    command: str
    name: str
    """The name that the moment of the command had."""
    newest: str
    """The name of the newest moment that was left after the undo; empty if there was none."""
    prints: Prints
    """The fingerprints of the databases right after the undo."""
    digests: Mapping[str, str | None]
    """A digest of each script that the undo was about, right after it."""
    not_copied: tuple[str, ...] = ()
    not_kept: tuple[str, ...] = ()
    outside: bool = False
    failed: bool = False
    later: tuple[str, ...] = ()
    """The names, in ``.lab/undone``, of the moments of later commands that the undo has set aside."""
    void: str = ""
    """The command that has changed something since, so that nothing can be redone."""
    renames: Renames = NOTHING_RENAMED
    """What the command renamed."""


def redo_records(undone: Path) -> list[RedoRecord]:
    """Return the records that can be read, of the last undo last."""
    found = (read_redo(path.parent) for path in undone.glob(f"[0-9]*/{REDO}"))
    return sorted((one for one in found if one is not None), key=lambda one: one.number)


def read_redo(folder: Path) -> RedoRecord | None:
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        record = json.loads((folder / REDO).read_text(encoding="utf-8"))
        return RedoRecord(
            folder,
            int(record["number"]),
            str(record["command"]),
            str(record["name"]),
            str(record["newest"]),
            prints_of(record["prints"]),
            dict(record["digests"]),
            tuple(record["not_copied"]),
            tuple(record["not_kept"]),
            bool(record["outside"]),
            bool(record["failed"]),
            tuple(record["later"]),
            str(record["void"]),
            renames_of(record.get("renames", ((), ()))),
        )
    return None


def write_redo(record: RedoRecord) -> None:
    values: dict[str, Any] = {name: value for name, value in asdict(record).items() if name != "folder"}
    renames = [record.renames.tables, record.renames.columns]
    write_text(record.folder / REDO, json.dumps({**values, "renames": renames}))


def note_undo(
    folder: Path, moment: Moment, now: Prints, digests: Mapping[str, str | None], stack: Path, later: tuple[str, ...]
) -> None:
    """Note that ``moment`` has been brought back, after which the databases are as ``now`` says.

    ``folder`` has what was there before, and ``stack`` is the folder of the moments, with ``moment`` still in it.
    """
    before, same = redo_records(folder.parent), read_redo(folder)
    left = [one.name for one in numbered(stack) if one != moment.folder]
    after, number = moment.after, before[-1].number + 1 if before else 1
    if same is not None:  # the undo was cut off as it ended
        write_redo(replace(same, number=number, prints={name: now[name] for name in same.prints}))
        return
    write_redo(
        RedoRecord(
            folder,
            number,
            moment.command,
            moment.folder.name,
            left[-1] if left else "",
            {name: now[name] for name in moment.touched_databases},
            digests,
            moment.not_copied,
            after.not_kept if after else (),
            after.outside if after else False,
            after.failed if after else False,
            later,
            renames=after.renames if after else NOTHING_RENAMED,
        )
    )


def void_all(undone: Path, command: str) -> None:
    """Note that ``command`` has changed something, so that what was undone before it cannot be redone."""
    for record in redo_records(undone):
        if not record.void:
            write_redo(replace(record, void=command))


def rename_redo(undone: Path, was: Prints, now: Prints) -> None:
    """Replace the fingerprints ``was`` by ``now`` in all records: the databases have the same content."""
    for record in redo_records(undone):
        prints = {name: now[name] if one == was.get(name) else one for name, one in record.prints.items()}
        if prints != record.prints:
            write_redo(replace(record, prints=prints))
