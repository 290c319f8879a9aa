"""What happened to a table's rows and values, as facts: nothing here finds them out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from migration_lab.values.result import Rows

How = Literal["whole", "parts", "merged", "elsewhere", "unordered"]


@dataclass(frozen=True, slots=True)
class Moved:
    """A dropped column, and where its values are now."""

    column: str
    to: tuple[str, ...]
    """The columns that hold them now, as ``table.column``."""
    values: int
    """How many of its values were found again."""
    of: int
    """How many there were, in the rows compared."""
    how: How = "whole"
    """``whole``: as they were. ``parts``: spread over several columns. ``merged``: as a part of what these hold.
    ``elsewhere``: in rows of other tables that belong to the row. ``unordered``: they are all there, but perhaps
    not in the rows to which they belonged.
    """

    @property
    def all_found(self) -> bool:
        return self.values == self.of


Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """What an added column holds."""

    column: str
    values: int
    """In how many of the compared rows after the command it is not NULL."""
    of: int
    same: bool = False
    """Whether all of these have the same value."""
    value: str | None = None
    """That value, as text; ``None`` for NULL."""


@dataclass(frozen=True, slots=True)
class RowsMoved:
    """Rows that moved from one table to another."""

    table: str
    """The other table."""
    rows: int
    without: str = ""
    """The primary key, as ``table.column``, where the rows have a different number in it now, or none."""


@dataclass(frozen=True, slots=True)
class AlignedRow:
    """One row before and after, as short texts; a side is ``None`` where the row is not there."""

    before: tuple[str | None, ...] | None
    after: tuple[str | None, ...] | None
    differs: tuple[str, ...] = ()
    """The columns that stay in which it has another value now, judged by the whole values."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """A few rows, each before and after in one: those that are different, or else the first ones."""

    before: tuple[str, ...]
    """The columns before, by their new names."""
    after: tuple[str, ...]
    """The columns after."""
    rows: tuple[AlignedRow, ...]
    gone: int
    """How many rows, of those compared, disappeared."""
    changed: int
    come: int


@dataclass(frozen=True, slots=True)
class Became:
    """What happened to one table's rows and values."""

    table: str
    rows_before: int
    rows_after: int
    rows_gone: int | None
    """How many rows are no longer there, nor in another table; ``None`` when that is not known."""
    rows_come: int | None
    """How many rows were not there before, nor in another table; ``None`` when that is not known."""
    values_lost: Counts = ()
    """Each dropped column whose values were lost, with how many of them are nowhere now."""
    values_changed: Counts = ()
    """Each column that stays and has other values, with the number of rows in which it has."""
    renames: tuple[tuple[str, str], ...] = ()
    """The old and the new name of each column that was renamed; the other names here are the new ones."""
    compared: int = 0
    """How many of the rows before were compared, so that "all" is only said when it was all."""
    rows_changed: int = 0
    """How many rows on both sides have another value in a column that stays."""
    overwritten: Counts = ()
    """Of ``values_changed``: where another value, or NULL, replaced a value, with the number of rows."""
    cut: Counts = ()
    """Of ``overwritten``: where only the beginning of the value is left, with the number of rows."""
    emptied: Counts = ()
    """Of ``overwritten``: where NULL or an empty value is left, with the number of rows."""
    kept: Counts = ()
    """Of ``overwritten``: where the value is in another column now, or in another table, with the number of rows."""
    moved: tuple[Moved, ...] = ()
    """The dropped columns whose values are found again elsewhere."""
    filled: tuple[Filled, ...] = ()
    """The added columns, except those to which values moved, in rows that were there before."""
    made: bool = False
    """Whether the table was not there before."""
    dropped: bool = False
    """Whether the table is not there after."""
    now_in: str = ""
    """The new table that has all rows of a dropped one."""
    was_in: str = ""
    """The dropped table whose rows these were."""
    rows_to: tuple[RowsMoved, ...] = ()
    """The tables to which rows of this one moved."""
    rows_from: tuple[RowsMoved, ...] = ()
    """The tables from which rows came to this one."""
    not_looked_for: bool = False
    """Whether rows disappeared that may be in another table now, but are too many to look for."""
    read: int = 0
    """How many of the rows before were read, including those that no longer exist."""
    went: Rows | None = None
    """The first rows that disappeared or changed, with their number; ``None`` when the sides cannot be compared."""
    came: Rows | None = None
    """Likewise the rows that are new or changed, as they are after the command."""
    aligned: Aligned | None = None
    """A few rows to show, each before and after in one; ``None`` when no row can be found again."""

    @property
    def stays(self) -> bool:
        """Whether the table exists before and after."""
        return not (self.made or self.dropped)

    @property
    def all_compared(self) -> bool:
        """Whether every row before was compared, and every row after."""
        return self.compared == self.rows_before

    @property
    def cannot_compare(self) -> bool:
        """Whether nothing tells the rows apart, so that no row could be found again."""
        return bool(self.stays and self.rows_before and self.rows_after and not self.compared)

    @property
    def is_added_to(self) -> bool:
        """Whether the same table has more rows than before, and none of them came from another table."""
        elsewhere = self.made or self.dropped or self.now_in or self.was_in or self.rows_to or self.rows_from
        return not elsewhere and self.rows_after > self.rows_before

    @property
    def all_kept(self) -> bool:
        """Whether every row is still there with all its values, and no row was added."""
        same_rows = self.all_compared and self.rows_gone == self.rows_come == 0
        return same_rows and not (self.values_lost or self.overwritten or self.rows_to or self.rows_from)
