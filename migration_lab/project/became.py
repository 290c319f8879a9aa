"""What became of a table's rows and values, judged from what stood in it before and after. Pure: rows in, facts out.

It never says more than the rows that were compared can show; the words for it are found elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from migration_lab.project.matching import Matching
from migration_lab.project.result import Rows, TableRows
from migration_lab.schema import Table

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Became:
    """What became of one table's rows and values."""

    table: str
    rows_before: int
    rows_after: int
    rows_gone: int | None
    """How many rows are not there after; ``None`` when that cannot be told."""
    rows_come: int | None
    """How many rows were not there before; ``None`` when that cannot be told."""
    values_lost: Counts = ()
    """Each column that is gone and took values with it, with how many of its values are nowhere after."""
    values_changed: Counts = ()
    """Each column that stays and has other values, with the number of rows in which it has."""
    renames: tuple[tuple[str, str], ...] = ()
    """The old name and the new one of each column that is seen to have only changed its name."""
    compared: int = 0
    """How many of the rows before were compared, so that "all" is only said when it was all."""

    @property
    def all_compared(self) -> bool:
        return self.compared == self.rows_before


def what_became(rows: TableRows, before: Table | None, after: Table | None) -> Became | None:
    """Judge one table's rows; ``None`` when they are not known on a side on which the table is."""
    old, new = rows.before, rows.after
    if (old is None and before is not None) or (new is None and after is not None) or (old is None and new is None):
        return None
    if old is None or new is None:
        return _one_side(rows.table, old, new)
    matching = Matching(old, new, before, after)
    gone, come = _moves(matching)
    return Became(
        rows.table,
        old.count,
        new.count,
        gone,
        come,
        values_lost=tuple((column, lost) for column in matching.gone if (lost := _lost(column, matching))),
        values_changed=tuple((column, many) for column in matching.common if (many := matching.differing(column))),
        renames=matching.renames,
        compared=old.count if matching.whole else len(matching.pairs),
    )


def _one_side(table: str, old: Rows | None, new: Rows | None) -> Became:
    """A table that was made or dropped."""
    gone, come = old.count if old else 0, new.count if new else 0
    held = [(column, _held(column, old)) for column in old.columns] if old else []
    lost = tuple((column, many) for column, many in held if many)
    return Became(table, gone, come, gone, come, values_lost=lost, compared=len(old.known) if old else 0)


def _moves(matching: Matching) -> tuple[int | None, int | None]:
    """How many rows went and how many came, as far as that can be told."""
    old, new = matching.old, matching.new
    if not old.count or not new.count:
        return old.count, new.count
    if not matching.whole or not matching.pairs:
        return None, None
    return old.count - len(matching.pairs), new.count - len(matching.pairs)


def _lost(column: str, matching: Matching) -> int:
    """How many values went with a column: none when another column holds them now."""
    return 0 if matching.heirs(column) or not matching.new.count else _held(column, matching.old)


def _held(column: str, rows: Rows) -> int:
    at = rows.columns.index(column)
    return sum(row[at] is not None for row in rows.known)
