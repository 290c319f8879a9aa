"""Describe what an undo does, or would do, to the databases and scripts. Reads them, and the copies."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from migration_lab.backends.database import Database
from migration_lab.backends.kinds import live_database
from migration_lab.errors import LabError, printable
from migration_lab.project.undo.moments import Moment
from migration_lab.project.undo.script_copies import fates
from migration_lab.rows.between import changed_counts
from migration_lab.schema import Difference, Renames, Schema, compare
from migration_lab.schema.renames import NOTHING_RENAMED
from migration_lab.values.wording import number

if TYPE_CHECKING:
    from migration_lab.project.project_databases import ProjectDatabases
    from migration_lab.project.seen_databases import SeenDatabases


def databases_of(where: ProjectDatabases, moment: Moment) -> dict[str, Database]:
    """Return the app's databases by bind, and by name the databases that the command changed and the app does not name.

    The app may be another one now.
    """
    named = {where.undo_name(database) for database in where.databases.values()}
    others = [name for name in moment.touched_databases if name not in named]
    return {**where.databases, **{name: Database(live_database(where.root, name).address()) for name in others}}


def effect_of(where: ProjectDatabases, moment: Moment) -> list[str]:
    """Say what bringing that moment back would do to tables and scripts, as far as that can be read."""
    databases = databases_of(where, moment)
    seen, lines = where.glance(databases, may_wait=False), []
    for bind, database in databases.items():
        name = where.undo_name(database) or ""
        now, copy = seen.schemas.get(bind), moment.copy_of(name)
        if name not in moment.touched_databases:
            continue
        said: list[str] = []
        if now is not None:
            then = read(copy, now)
            said = [*map(str, compare(now, then, renames_back(moment))), *counts(database, copy, now, then)]
        lines += [f"{name}: {line}" if bind else line for line in said] or [f"{name}: {moment.as_it_was}"]
    after = moment.after
    known = after is not None and after.ended
    touched = after.touched if after and known else ()
    changes = fates(where.root, moment.scripts, moment.archive) if touched else ()
    lines += [f"{printable(name)}: {fate}" for name, fate in changes if name in touched]
    return lines


def change_of(
    where: ProjectDatabases,
    bind: str,
    databases: Mapping[str, Database],
    before: SeenDatabases,
    after: SeenDatabases,
    kept: Moment,
    renames: Renames = NOTHING_RENAMED,
) -> tuple[Difference, Any]:
    """Return what an undo changed in that database: structure and row counts; ``kept`` is the state before the undo."""
    was, now = before.schemas.get(bind), after.schemas.get(bind)
    if was is None or now is None:
        return Difference(), ()
    database = databases[bind]
    copy = kept.copy_of(where.undo_name(database) or "")
    try:
        rows = changed_counts(Database.of_copy(copy) if copy else None, database, was, now)
    except LabError:
        rows = ()
    return compare(was, now, renames), rows


def renames_back(moment: Moment) -> Renames:
    """Return what an undo of the command renames, because the command did."""
    return moment.after.renames.back if moment.after else NOTHING_RENAMED


def read(copy: Path | None, like: Schema) -> Schema:
    """Read the structure of the copy; without one, return that of an empty database of the same kind as the other."""
    return Database.of_copy(copy).read() if copy else Schema(like.dialect)


def counts(database: Database, copy: Path | None, now: Schema, then: Schema) -> list[str]:
    """Return the row counts that differ, now and in the copy; empty if they cannot be read."""
    if copy is None:
        return []
    try:
        changed = changed_counts(database, Database.of_copy(copy), now, then)
    except LabError:
        return []
    return [f"{table}: {number(was, 'row')} now, {number(had, 'row')} then" for table, was, had in changed]


def became(name: str, moment: Moment, kept: Moment, folders: set[str], unread: set[str | None]) -> str:
    """Say what an undo did to that database; empty if it did nothing."""
    if moment.prints.get(name) == kept.prints.get(name):
        return ""
    if name in folders:
        return f"was a folder, which is now beside it under another name; the database is back {moment.as_it_was}"
    if kept.copy_of(name) is None:
        return "was gone, and is back" if moment.copy_of(name) else ""
    if name in unread:
        return f"could not be read, so the lab cannot tell what has changed in it; it is {moment.as_it_was}"
    return f"is {moment.as_it_was}" if moment.copy_of(name) else "is empty again, as it was"
