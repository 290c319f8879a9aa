"""What the board shows of one page of a table's rows, with the links that its foreign keys make. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from migration_lab.schema import ForeignKey, Schema, Table
from migration_lab.values.value_forms import text
from migration_lab.values.visible_text import plain
from migration_lab.widgets.sample import longest_value
from migration_lab.widgets.words import count, value

if TYPE_CHECKING:
    from migration_lab.backends.row_pages import RowPage, Wanted

SAFE = 2**53
"""Beyond this, JavaScript cannot tell whole numbers apart."""
LINKED = (str, int, date, datetime, time, Decimal, UUID)
"""Values that can be looked up by their text, if they are no whole numbers."""
Value = int | str


@dataclass(frozen=True, slots=True)
class RowLink:
    """What a foreign key makes of a column: each of its values leads to a row of another table."""

    at: int
    """The place of the column."""
    table: str
    """The table that it leads to, as it is shown."""
    key: str
    """The same, by its own name."""
    columns: tuple[str, ...]
    """The columns that identify the row there."""
    values: tuple[tuple[Value, ...] | None, ...]
    """Their values, for each row of the page; ``None`` where the row leads nowhere."""


@dataclass(frozen=True, slots=True)
class RowPageState:
    """One page of rows."""

    words: str
    """Which rows they are: ``rows 26 to 50 of 1,204``."""
    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    links: tuple[RowLink, ...]
    first: int
    size: int
    total: int
    where: str
    """What the rows were chosen by: ``id = 3``; empty if by nothing."""


def row_page_state(page: RowPage, wanted: Wanted, schema: Schema, table: Table) -> RowPageState:
    """Return what JavaScript draws."""
    longest = longest_value(len(page.columns))
    return RowPageState(
        _words(page, wanted),
        tuple(map(plain, page.columns)),
        tuple(tuple(value(text(each), longest) for each in row) for row in page.rows),
        tuple(_links(page, schema, table)),
        page.first,
        wanted.size,
        page.total,
        " and ".join(f"{plain(name)} = {plain(str(one))}" for name, one in (wanted.where or {}).items()),
    )


def _words(page: RowPage, wanted: Wanted) -> str:
    chosen = bool(wanted.containing or wanted.where)
    if not page.total:
        return "no row like that" if chosen else "no rows"
    whole = len(page.rows) == page.total
    number = (
        count(page.total, "row")
        if whole
        else f"{page.first + 1:,} to {page.first + len(page.rows):,} of {page.total:,}"
    )
    words = number if whole else f"rows {number}"
    return words if whole or page.ordered else f"{words}, in no fixed order: the table has no primary key"


def _links(page: RowPage, schema: Schema, table: Table) -> Iterator[RowLink]:
    for key in table.foreign_keys:
        if key.target not in schema.table_names or not set(key.columns) <= set(page.columns):
            continue
        target = _target_columns(key, schema.table(key.target))
        if len(target) != len(key.columns):
            continue
        places = [page.columns.index(one) for one in key.columns]
        values = tuple(_looked_up(row, places) for row in page.rows)
        for at in places:
            yield RowLink(at, plain(key.target), key.target, target, values)


def _target_columns(key: ForeignKey, target: Table) -> tuple[str, ...]:
    """Return the columns that the key refers to; where it names none, those of the primary key."""
    primary = target.primary_key
    return key.target_columns or (primary.columns if primary is not None else ())


def _looked_up(row: Sequence[Any], places: Iterable[int]) -> tuple[Value, ...] | None:
    values = [row[at] for at in places]
    if not all(isinstance(one, LINKED) for one in values):
        return None
    return tuple(one if _whole(one) else str(one) for one in values)


def _whole(one: object) -> bool:
    return isinstance(one, int) and not isinstance(one, bool) and abs(one) < SAFE
