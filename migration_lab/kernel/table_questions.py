"""Answer what the page of the tables asks: a page of rows, one table's structure, where a name occurs. Only reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from migration_lab.project import Project

LONGEST_SEARCHED = 200
MOST_NAMED = 3
"""Of the columns in which a name was found, so many are named."""


def rows(project: Project, question: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return one page of a table's rows. Raises ``NoSuchTable``, and ``SchemaError`` if they cannot be read."""
    from migration_lab.backends.database import NoSuchTable
    from migration_lab.backends.row_pages import Wanted, page_of
    from migration_lab.widgets.row_page_state import row_page_state
    from migration_lab.widgets.words import name

    schema, asked = project.read(), str(question.get("table"))
    if asked not in schema.table_names:
        raise NoSuchTable(f"There is no table {name(asked)} in the database any more.")
    wanted = Wanted(
        int(question.get("first") or 0),
        containing=str(question.get("containing") or "")[:LONGEST_SEARCHED],
        where=_values(question.get("where")),
    )
    page = page_of(project.database, schema, asked, wanted)
    return asdict(row_page_state(page, wanted, schema, schema.table(asked)))


def _values(asked: Any) -> Mapping[str, int | str] | None:
    return {str(name): one if type(one) is int else str(one) for name, one in asked.items()} if asked else None


def table(project: Project, question: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the structure of one table. Raises ``LabError`` if it is not there."""
    from migration_lab.widgets import TablesView

    return {"table": TablesView(project.read(), [str(question.get("table"))]).state()["tables"][0]}


def find(project: Project, question: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the tables in which a column's name contains a text, each with those columns."""
    from migration_lab.values.visible_text import plain
    from migration_lab.widgets.words import names

    sought = str(question.get("text") or "").casefold()
    found = {
        one.name: [column.name for column in one.columns if sought in plain(column.name).casefold()]
        for one in project.read().tables
    }
    return {"tables": {one: names(columns, MOST_NAMED) for one, columns in found.items() if columns}}
