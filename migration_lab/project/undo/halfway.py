"""Find out from the copies for undo whether the last command failed halfway, and what it has left.

Reads the copies, and the databases to compare with them; changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from migration_lab.backends.database import Database
from migration_lab.errors import LabError
from migration_lab.project.undo.changed_since import changed_since, edited_since
from migration_lab.project.undo.moments import Moment
from migration_lab.project.undo.undo_copies import UndoCopies
from migration_lab.schema import Change, compare
from migration_lab.values.known_from_copies import Halfway, KnownFromCopies

if TYPE_CHECKING:
    from migration_lab.project.project_databases import ProjectDatabases
    from migration_lab.project.seen_databases import SeenDatabases
    from migration_lab.values.script_print import EditedScript


def known_from_copies(
    copies: UndoCopies, where: ProjectDatabases, edited: Callable[[], Sequence[EditedScript]]
) -> KnownFromCopies:
    return KnownFromCopies(edited, lambda: left_halfway(copies, where))


def left_halfway(copies: UndoCopies, where: ProjectDatabases) -> Halfway | None:
    """Return what ``undo`` would take back, if that is a command that failed, and nothing else was written since."""
    try:
        records = copies.records()
        last = records[-1] if records else None
        if not isinstance(last, Moment) or not last.kept or last.after is None or not last.after.failed:
            return None
        if changed_since(copies.root, last) or edited_since(copies.root, last) or last.after.not_kept:
            return None
        left = (change for one in where.databases.values() for change in _left(where, last, one))
        return Halfway(last.command, tuple(left))
    except (OSError, LabError):
        return None


def left_on_servers(before: SeenDatabases, after: SeenDatabases, where: ProjectDatabases) -> tuple[Change, ...]:
    """Return what a command has changed in the structure of the databases that have no copy."""
    changes: list[Change] = []
    for bind, database in where.databases.items():
        was, now = before.schemas.get(bind), after.schemas.get(bind)
        same = before.addresses.get(bind) == after.addresses.get(bind)
        if where.undo_name(database) is None and same and was is not None and now is not None:
            changes += compare(was, now)
    return tuple(changes)


def _left(where: ProjectDatabases, moment: Moment, database: Database) -> tuple[Change, ...]:
    name = where.undo_name(database) or ""
    copy = moment.copy_of(name)
    if name not in moment.touched_databases or copy is None:
        return ()
    return tuple(compare(Database.of_copy(copy).read(), database.read()))
