"""Read one page of a table's rows: those from a place on, or those that contain a text, or have certain values.

It only reads, and never more rows than a page has; how many there are is counted by the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from migration_lab.backends.database import Database
    from migration_lab.schema import Schema

MOST = 100
"""The number of rows that a page may have."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows: at most ``size`` from the place ``first`` on, of those that the other two let through."""

    first: int = 0
    size: int = 25
    containing: str = ""
    """A text that a value of the row contains, in any column; capitals make no difference."""
    where: Mapping[str, int | str] | None = None
    """The values that these columns have; a text is compared with the text of the column."""


@dataclass(frozen=True, slots=True)
class RowPage:
    """Whole values, as the database gives them."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    first: int
    """The place of the first of them, from 0; not beyond the last row."""
    total: int
    """The number of rows that were let through."""
    ordered: bool
    """Whether a primary key gives the rows their order."""


def page_of(database: Database, schema: Schema, name: str, wanted: Wanted) -> RowPage:
    """Return that page of a table that ``schema``, just read, contains.

    Raises ``SchemaError`` if the table cannot be read. A column in ``where`` that the table does not have lets no row
    through.
    """
    from sqlalchemy import column, false, func, select, table
    from sqlalchemy.sql.elements import quoted_name

    there = schema.table(name)
    columns: dict[str, Any] = {one.name: column(quoted_name(one.name, True)) for one in there.columns}
    home, dot, rest = name.partition(".")
    qualified = dot and home in schema.schemas
    own, place = (rest, quoted_name(home, True)) if qualified else (name, None)
    source = table(quoted_name(own, True), *columns.values(), schema=place)
    known = all(one in columns for one in wanted.where or {})
    let_through = _conditions(columns, wanted) if known else [false()]
    order = there.primary_key.columns if there.primary_key is not None else ()
    with database.reading() as connection:
        total = connection.execute(select(func.count()).select_from(source).where(*let_through)).scalar_one()
        first = min(max(wanted.first, 0), max(total - 1, 0))
        chosen = select(*columns.values()).select_from(source).where(*let_through)
        chosen = chosen.order_by(*(columns[one] for one in order if one in columns)).offset(first)
        found = connection.execute(chosen.limit(min(max(wanted.size, 1), MOST))) if columns else ()
        rows = tuple(tuple(row) for row in found)
    return RowPage(tuple(columns), rows, first, total, bool(order))


def _conditions(columns: Mapping[str, Any], wanted: Wanted) -> list[Any]:
    from sqlalchemy import Text, cast, false, or_

    made = []
    for name, value in (wanted.where or {}).items():
        made.append(columns[name] == value if isinstance(value, int) else cast(columns[name], Text) == value)
    if wanted.containing:
        parts = [cast(one, Text).icontains(wanted.containing, autoescape=True) for one in columns.values()]
        made.append(or_(false(), *parts))
    return made
