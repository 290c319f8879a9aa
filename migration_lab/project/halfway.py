"""Has the last command failed halfway, and what has it left? Reads the copy from before it, and touches nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from migration_lab.errors import LabError
from migration_lab.project.database import Database
from migration_lab.project.moments import Moment
from migration_lab.project.present import relative
from migration_lab.project.since import changed_since, edited_since
from migration_lab.project.undo_copies import UndoCopies
from migration_lab.schema import Change, compare


@dataclass(frozen=True, slots=True)
class Halfway:
    """A command that failed when it had done a part of its work, which is still there; nothing else came after it."""

    command: str
    left: tuple[Change, ...]
    """What it has changed in the structure of the databases."""


def left_halfway(copies: UndoCopies, databases: Mapping[str, Database]) -> Halfway | None:
    """What ``undo`` would take back, if that is a command that failed, and nothing else was written since."""
    try:
        records = copies.records()
        last = records[-1] if records else None
        if not isinstance(last, Moment) or not last.kept or last.after is None or not last.after.failed:
            return None
        if changed_since(copies.root, last) or edited_since(copies.root, last) or last.after.not_kept:
            return None
        return Halfway(last.command, tuple(change for one in databases.values() for change in _left(copies, last, one)))
    except (OSError, sqlite3.Error, LabError):
        return None


def _left(copies: UndoCopies, moment: Moment, database: Database) -> tuple[Change, ...]:
    name = relative(database.path, copies.root) if database.path else ""
    copy = moment.copy_of(name)
    if name not in moment.touched_databases or copy is None:
        return ()
    return tuple(compare(Database.of_copy(copy).read(), database.read()))
