"""For exercises without scripts: find out whether the model is wrong or the table, by what ``create_all()`` makes.

The app is started on a scratch copy of the project, with a new database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from migration_lab.course.chapters.main_line import OpenProject
from migration_lab.course.workspaces.scratch import refuse_elsewhere, scratch_copy
from migration_lab.schema import Change, Difference, Schema

if TYPE_CHECKING:
    from migration_lab.project.project import Project

NO_MODEL = "no model that the app loads has this name. Is its class in models.py?"
START = 'start the app again with lab.get("/")'


def creation_missing(
    said: list[tuple[Change, str]],
    project: Project,
    asked: Callable[[Schema], Difference],
    open_project: OpenProject | None,
) -> Iterator[str]:
    """Say what to do about each change of ``said``, which has its sentence beside it.

    ``asked`` returns what another database still lacks of the goal.
    """
    with scratch_copy(project, open_project) as scratch:
        result = scratch.run("routes").result
        if not result.ok:
            yield f"The app does not load: {result.cause}"
            yield from (sentence for _, sentence in said)
            return
        refuse_elsewhere(scratch)
        made = scratch.read()
    wrong = set(asked(made).tables)
    older, without = set(), {}
    for change, sentence in said:
        if change.kind == "table" and change.action == "added":
            yield f"{sentence.removesuffix('.')}{_absent(change.name, made)}"
        elif change.table in made.table_names and change.table not in wrong:
            older.add(change.table)
        else:
            yield sentence
            if change.table not in made.table_names and made.tables:
                without[change.table] = f"The table {change.table} is there, but {NO_MODEL}"
    yield from without.values()
    if older:
        yield (
            "Your model is right, but the table is older: create_all() never changes a table that exists. "
            f"{_take_back(project, older)}"
        )


def models_missing(
    project: Project, asked: Callable[[Schema], Difference], open_project: OpenProject | None
) -> Iterator[str]:
    """Say what the app would not make again, of a database that is right.

    Nothing, if the app makes no tables when it starts.
    """
    with scratch_copy(project, open_project) as scratch:
        result = scratch.run("routes").result
        if not result.ok:
            yield f"The app does not load: {result.cause}"
            return
        refuse_elsewhere(scratch)
        made = scratch.read()
    for table in asked(made).tables if made.tables else ():
        if table in made.table_names:
            yield (
                f"The table {table} is right, but its model has changed since: a new database would get a different "
                "table."
            )
        else:
            yield f"The table {table} is there, but {NO_MODEL}"


def _absent(table: str, made: Schema) -> str:
    """Say why a table is missing."""
    if table in made.table_names:
        return ': its model is there, but the app has not been started since. Start it with lab.get("/").'
    if not made.tables:
        return ", because the app makes no tables when it starts: is db.create_all() still in app.py?"
    return f": {NO_MODEL}"


def _take_back(project: Project, tables: set[str]) -> str:
    """Say how to get rid of the old tables."""
    times = _undos(project, tables)
    if times:
        often = "" if times == 1 else f", {times} times"
        return f"Take it back with lab.undo(){often}, then {START}."
    path = project.database.path
    from migration_lab.backends.relative_paths import relative

    file = relative(path, project.path) if path else "the database"
    return (
        f"There is no command that lab.undo() would take back with it, so delete {file}, then {START} and fill the "
        "tables with %flask seed."
    )


def _undos(project: Project, tables: set[str]) -> int | None:
    """Count the undos that lead to a database without these tables; ``None`` when no copy is that old, or the tables
    were made by hand after the last command: an undo would take that one back too.
    """
    from migration_lab.backends.database import Database
    from migration_lab.backends.relative_paths import relative
    from migration_lab.project.undo.changed_since import changed_since

    live = project.database.path
    for times, moment in enumerate(reversed(project.undo_copies.moments()), 1):
        copy = moment.copy_of(relative(live, project.path)) if live else None
        if copy is None or not tables & set(Database.of_copy(copy).read().table_names):
            by_hand = times == 1 and changed_since(project.path, moment)
            return None if by_hand else times
    return None
