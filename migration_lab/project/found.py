"""All that a look at the three places found, and simple questions to it. Touches nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from migration_lab.project.graph import RevisionGraph
from migration_lab.project.look import Looked
from migration_lab.project.rows_of_places import Three, compare_three
from migration_lab.schema import Schema


@dataclass(frozen=True, slots=True)
class Found:
    """All that is known when the places are to be judged."""

    looked: Looked
    graph: RevisionGraph
    databases: Mapping[str, Schema | None]
    """By bind, as they stand; ``None`` for one that could not be read."""
    folder: str
    """The folder of the scripts, as people would write it."""
    has_folder: bool
    unreadable: str = ""
    """Why a database could not be read."""
    printed: str = ""
    """What the app printed when it did not load."""
    earlier: Looked | None = None
    """The last look at which the models could be read."""


def in_step(looked: Looked) -> bool:
    return looked.checked is not None and looked.checked.exit_code == 0


def error_of(found: Found) -> str | None:
    return (found.looked.checked.error or None) if found.looked.checked else None


def version_tables(looked: Looked) -> set[str]:
    return {"alembic_version", *(looked.checked.version_tables if looked.checked else ())}


def tables_of(found: Found) -> set[str]:
    names = {name for schema in found.databases.values() if schema for name in schema.table_names}
    return names - version_tables(found.looked)


def made_at_start(looked: Looked, bind: str, database: Schema | None) -> set[str]:
    """The tables that this database lacks, and that the app makes itself whenever it starts."""
    started = looked.at_start.get(bind)
    if database is None or started is None or bind in looked.memory:
        return set()
    return set(started.table_names) - set(database.table_names) - version_tables(looked)


def all_equal(found: Found) -> bool:
    """Whether the databases are what the scripts make."""
    looked = found.looked
    for bind, schema in (looked.scripts or {}).items():
        three = Three(None, None, schema, found.databases.get(bind)).without(version_tables(looked))
        if three.database is None or compare_three(three, None).drift:
            return False
    return True
