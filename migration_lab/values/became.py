"""What became of a table's rows and values, as facts: nothing here finds them out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from migration_lab.values.result import Rows

How = Literal["whole", "parts", "merged", "elsewhere", "unordered"]


@dataclass(frozen=True, slots=True)
class Moved:
    """A column that went, and where its values are now."""

    column: str
    to: tuple[str, ...]
    """The columns that hold them, as ``table.column``."""
    values: int
    """How many of its values were found again."""
    of: int
    """How many there were, in the rows compared."""
    how: How = "whole"
    """``whole``: as they were. ``parts``: spread over several columns. ``merged``: as a part of what these hold.
    ``elsewhere``: in rows of other tables that belong to the row. ``unordered``: they are all there, but not seen to
    belong to the rows that they belonged to.
    """

    @property
    def all_found(self) -> bool:
        return self.values == self.of


Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in a column that came."""

    column: str
    values: int
    """In how many rows it is not NULL, of those looked at after."""
    of: int
    same: bool = False
    """Whether it is one and the same in all of them."""
    value: str | None = None
    """That one, as text; ``None`` for NULL."""


@dataclass(frozen=True, slots=True)
class RowsMoved:
    """Rows that went from one table to another."""

    table: str
    """The other table."""
    rows: int
    without: str = ""
    """The number by which the rows were known, as ``table.column``, where they have another one now, or none."""


@dataclass(frozen=True, slots=True)
class Became:
    """What became of one table's rows and values."""

    table: str
    rows_before: int
    rows_after: int
    rows_gone: int | None
    """How many rows are not there after, nor in another table; ``None`` when that cannot be told."""
    rows_come: int | None
    """How many rows were not there before, nor in another table; ``None`` when that cannot be told."""
    values_lost: Counts = ()
    """Each column that is gone and took values with it, with how many of its values are nowhere after."""
    values_changed: Counts = ()
    """Each column that stays and has other values, with the number of rows in which it has."""
    renames: tuple[tuple[str, str], ...] = ()
    """The old name and the new one of each column that is seen to have only changed its name."""
    compared: int = 0
    """How many of the rows before were compared, so that "all" is only said when it was all."""
    rows_changed: int = 0
    """How many rows on both sides have another value in a column that stays."""
    overwritten: Counts = ()
    """Of ``values_changed`` those where a value gave way to another or to NULL, with the number of rows."""
    cut: Counts = ()
    """Of ``overwritten`` those where only the beginning of the value is left, with the number of rows."""
    emptied: Counts = ()
    """Of ``overwritten`` those where NULL, or a value without anything in it, is left, with the number of rows."""
    moved: tuple[Moved, ...] = ()
    """The columns that are gone and whose values are found again elsewhere."""
    filled: tuple[Filled, ...] = ()
    """The columns that came, but for those into which values moved, in rows that were there before."""
    made: bool = False
    """Whether the table was not there before."""
    dropped: bool = False
    """Whether the table is not there after."""
    now_in: str = ""
    """The new table in which all rows of a dropped one are found again."""
    was_in: str = ""
    """The dropped table whose rows these were."""
    rows_to: tuple[RowsMoved, ...] = ()
    """The tables in which rows that went from this one are found again."""
    rows_from: tuple[RowsMoved, ...] = ()
    """The tables from which rows came to this one."""
    not_looked_for: bool = False
    """Whether rows went that may stand in another table now, and too many to be looked for."""
    read: int = 0
    """How many of the rows before were read, those included that are not among the rows after."""
    went: Rows | None = None
    """The first of the rows that are gone or changed, with their number; ``None`` when the sides do not compare."""
    came: Rows | None = None
    """Likewise the rows that are new or changed, as they are after."""

    @property
    def stays(self) -> bool:
        """Whether the table is there before and after."""
        return not (self.made or self.dropped)

    @property
    def all_compared(self) -> bool:
        """Whether every row before was looked at, and every row after."""
        return self.compared == self.rows_before

    @property
    def cannot_compare(self) -> bool:
        """Whether nothing tells the rows apart, so that not one was found again among those after."""
        return bool(self.stays and self.rows_before and self.rows_after and not self.compared)

    @property
    def all_kept(self) -> bool:
        """Whether every row is there still, and none beside them, each with all its values."""
        same_rows = self.all_compared and self.rows_gone == self.rows_come == 0
        return same_rows and not (self.values_lost or self.overwritten or self.rows_to or self.rows_from)
