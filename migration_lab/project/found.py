"""All that a look at the three places found, and simple questions to it. Touches nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from migration_lab.project.graph import RevisionGraph
from migration_lab.project.look import Looked
from migration_lab.project.rows_of_places import Three, compare_three
from migration_lab.project.version_table import DEFAULT
from migration_lab.project.wording import listed
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
    """Whether there are scripts: whether it has an env.py."""
    in_the_way: bool = False
    """Whether it is there and holds something, but no env.py."""
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


def version_tables(looked: Looked, *databases: Schema | None) -> set[str]:
    """What Alembic's own tables are called, with their schema and without; where env.py did not come as far as to say
    it, as far as the databases know."""
    told = looked.checked.version_tables if looked.checked else ()
    known = (database.version_table for database in databases if database)
    return {*told, *(name.rpartition(".")[2] for name in told)} or {DEFAULT, *known}


def version_table_of(found: Found) -> tuple[str, bool]:
    """What Alembic's own table is called, and whether a database has it."""
    schemas = [schema for schema in found.databases.values() if schema is not None]
    there = next((one.version_table for one in schemas if one.version_table in one.table_names), None)
    return there or next((one.version_table for one in schemas), DEFAULT), there is not None


def tables_of(found: Found) -> set[str]:
    names = {name for schema in found.databases.values() if schema for name in schema.table_names}
    return names - version_tables(found.looked, *found.databases.values())


def made_at_start(looked: Looked, bind: str, database: Schema | None) -> set[str]:
    """The tables that this database lacks, and that the app makes itself whenever it starts."""
    started = looked.at_start.get(bind)
    if database is None or started is None or bind in looked.memory:
        return set()
    return set(started.table_names) - set(database.table_names) - version_tables(looked, database)


def all_equal(found: Found) -> bool:
    """Whether the databases are what the scripts make."""
    looked = found.looked
    for bind, schema in (looked.scripts or {}).items():
        database = found.databases.get(bind)
        three = Three(None, None, schema, database).without(version_tables(looked, database))
        if three.database is None or compare_three(three, None).drift:
            return False
    return True


def made_by_app(found: Found) -> list[str]:
    """The tables that the app makes itself as it starts, and that no database has yet."""
    binds = found.databases.items()
    return sorted(name for bind, database in binds for name in made_at_start(found.looked, bind, database))


def made_by_scripts(found: Found) -> set[str]:
    return {table.name for schema in (found.looked.scripts or {}).values() for table in schema.tables}


def no_models(found: Found) -> bool:
    """Whether the app has no table of its own, in any of its databases."""
    models = found.looked.models
    return models is not None and not any(schema.tables for schema in models.values())


def itself(made: Sequence[str], *, upper: bool = True) -> str:
    the, tables = "The" if upper else "the", "table" if len(made) == 1 else "tables"
    return f"{the} app makes {tables} {listed(made)} itself as it starts, by db.create_all() perhaps."
