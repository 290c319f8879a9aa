"""Find rows of a dropped table whose values went to several tables, some columns to each. Pure.

In each of these tables, one new row must hold all the values of a row that went there, and every column must have found
a table. As elsewhere, the row's own number does not count, and rows of numbers alone are not searched for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from migration_lab.rows.matching import type_of
from migration_lab.schema import Table
from migration_lab.values.value_forms import Form, as_text, form_for

Row = tuple[Any, ...]
Home = tuple[int, int, Form]
"""The position of a column before, that of the column which holds its values now, and how the two are compared."""


def spread(
    rows: Sequence[Row],
    columns: Sequence[str],
    table: Table | None,
    number: int | None,
    others: Iterable[tuple[str, Table | None, Sequence[str], Sequence[Row]]],
) -> list[str]:
    """Return the names of the tables that together hold all values of all these rows; none if some are nowhere.

    ``number`` is the position of the row's own number; ``others`` are the tables with new rows: each with its name, its
    structure, its columns and those rows.
    """
    held = {at for at in range(len(columns)) if at != number and any(row[at] is not None for row in rows)}
    found: dict[str, set[int]] = {}
    for name, there, names, come in others:
        homes = [home for at in sorted(held) if (home := home_of(at, columns, table, rows, there, names, come))]
        if homes and told_apart(rows, homes) and side_by_side(rows, homes, come):
            found[name] = {at for at, _, _ in homes}
    return [*found] if found and held == set().union(*found.values()) else []


def home_of(
    at: int,
    columns: Sequence[str],
    table: Table | None,
    rows: Sequence[Row],
    there: Table | None,
    names: Sequence[str],
    come: Sequence[Row],
) -> Home | None:
    """Return the column of another table that holds all values of a column: one of the same name before any other."""
    for to in sorted(range(len(names)), key=lambda one: names[one] != columns[at]):
        form = form_for(type_of(table, columns[at]), type_of(there, names[to]))
        if Counter(form(row[at]) for row in rows) <= Counter(form(row[to]) for row in come):
            return at, to, form
    return None


def told_apart(rows: Sequence[Row], homes: Sequence[Home]) -> bool:
    """Tell whether the values that went there are more than numbers, and not all the same."""
    words = {
        tuple(text for at, _, _ in homes if (text := as_text(row[at])) and not text.isdecimal()) for row in rows
    } - {()}
    return len(words) > 1 or bool(words and len(rows) == 1)


def side_by_side(rows: Sequence[Row], homes: Sequence[Home], come: Sequence[Row]) -> bool:
    """Tell whether the values of each row stand in one new row, and no two rows in the same one."""
    wanted = Counter(tuple(form(row[at]) for at, _, form in homes) for row in rows)
    return wanted <= Counter(tuple(form(row[to]) for _, to, form in homes) for row in come)
