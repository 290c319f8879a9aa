"""Compare two revisions: the steps from one to the other, what they change, and which of them lose something.

It replays the scripts on scratch databases; the project's own databases are not touched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from migration_lab.errors import LabError
from migration_lab.kernel.steps_between import Between, steps_between
from migration_lab.values.visible_text import plain
from migration_lab.widgets.words import count, names

if TYPE_CHECKING:
    from migration_lab.project import Project
    from migration_lab.schema import Renames, Schema
    from migration_lab.values.statement import Statement

    Made = Mapping[str, tuple[Schema | None, tuple[Statement, ...]]]
    """By revision: the structure after it, and what its script ran."""

MOST_LOOKED_INTO = 200
"""Of so many steps it is said what each of them changes."""
MOST_SAID = 4
"""The number of changes that are listed for a step."""


def compare(project: Project, question: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return how to get from one revision to another, and what differs; an empty id is before the first revision."""
    from migration_lab.widgets.board import tables_between

    start, end = (str(question.get(key) or "") for key in ("from", "to"))
    between = steps_between(project.history(), start, end)
    try:
        before, after = (project.schema_at(id or "base") for id in (start, end))
        made = project.all_steps()
        steps = list(_steps(project, between, made))
        tables = tables_between(before, after, _renames(between, made))
        return {"tables": tables, "words": _words(between, steps), "steps": steps}
    except LabError as error:
        return {"problem": str(error), "tables": [], "words": _words(between, ()), "steps": []}


def _renames(between: Between, made: Made) -> Renames:
    """Return what has another name at the end. On a way down and up again nothing is known to be the same."""
    from migration_lab.rows.sql_renames import sql_renames
    from migration_lab.schema.renames import NOTHING_RENAMED

    if between.down and between.up:
        return NOTHING_RENAMED
    up = (*between.up, *reversed(between.down))
    found = sql_renames(statement for one in up if one.id in made for statement in made[one.id][1])
    return found.back if between.down else found


def _words(between: Between, steps: Sequence[Mapping[str, Any]]) -> str:
    ways = [count(len(many), way) for many, way in ((between.down, "downgrade"), (between.up, "upgrade")) if many]
    if not ways:
        return "That is the same revision."
    losing = sum(bool(step["loses"]) for step in steps)
    loss = (
        f"{count(losing, 'step')} {'drops' if losing == 1 else 'drop'} something that may hold data" if losing else ""
    )
    return (
        f"{', then '.join(ways)}; {loss or 'no step drops a table or a column'}."
        if steps
        else f"{', then '.join(ways)}."
    )


def _steps(project: Project, between: Between, made: Made) -> Iterator[Mapping[str, Any]]:
    """Yield each step with what it changes, as far as the scripts' upgrades show it."""
    from migration_lab.project.replays import works_on_rows
    from migration_lab.rows.sql_renames import sql_renames

    todo = [("downgrade", one) for one in between.down] + [("upgrade", one) for one in between.up]
    for at, (way, revision) in enumerate(todo):
        after, ran = made.get(revision.id, (None, ()))
        before = _before(project, made, revision.parents)
        said: Mapping[str, Any] = {"changes": [], "loses": ""}
        if known := at < MOST_LOOKED_INTO and before is not None and after is not None:
            renames = sql_renames(ran)
            up = way == "upgrade"
            said = _changes(before, after, renames) if up else _changes(after, before, renames.back)
            if up and any(works_on_rows(statement.sql) for statement in ran):
                said = {**said, "changes": [*said["changes"], "works on rows"]}
        yield {"id": plain(revision.id), "message": plain(revision.message), "way": way, "known": known, **said}


def _before(project: Project, made: Made, parents: Sequence[str]) -> Schema | None:
    if not parents:
        return project.schema_at("base")
    return made[parents[0]][0] if len(parents) == 1 and parents[0] in made else None


def _changes(before: Schema, after: Schema, renames: Renames) -> Mapping[str, Any]:
    """Say what a step changes, and which tables and columns are gone after it. A rename is no loss."""
    from migration_lab.widgets.board import tables_between

    tables = [one for one in tables_between(*_differing(before, after), renames) if one["state"] != "unchanged"]
    changes = [f"{one['name']}: {one['words']}" for one in tables]
    gone = [one["name"] for one in tables if one["state"] == "dropped"]
    columns = [
        f"{one['name']}.{line['before'][0]}"
        for one in tables
        if one["state"] == "changed" and not _perhaps_renamed(one["columns"])
        for line in one["columns"]
        if line["mark"] == "-"
    ]
    more = [f"and {len(changes) - MOST_SAID} more tables"] if len(changes) > MOST_SAID else []
    kinds = (("table", gone), ("column", columns))
    lost = [f"{kind if len(many) == 1 else kind + 's'} {names(many, MOST_SAID)}" for kind, many in kinds if many]
    return {"changes": [*changes[:MOST_SAID], *more], "loses": " and ".join(lost)}


def _differing(before: Schema, after: Schema) -> tuple[Schema, Schema]:
    """Return both without the tables that are equal: of many tables, a step changes few."""
    old = {table.name: table for table in before.tables}
    same = {table.name for table in after.tables if old.get(table.name) == table}
    few = (tuple(table for table in side.tables if table.name not in same) for side in (before, after))
    return replace(before, tables=next(few)), replace(after, tables=next(few))


def _perhaps_renamed(columns: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether a column was added as well: then a dropped one may live on in it."""
    return any(line["mark"] == "+" for line in columns)
