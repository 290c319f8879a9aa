"""All that a look at the three places found, and simple questions to it. Touches nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from migration_lab.backends.version_table import DEFAULT
from migration_lab.project.three_places.rows_of_places import Three, compare_three
from migration_lab.project.undo.halfway import KnownFromCopies
from migration_lab.schema import Change, Schema
from migration_lab.values.graph import RevisionGraph
from migration_lab.values.looked import Looked
from migration_lab.values.tried import Tried
from migration_lab.values.wording import listed


def not_tried(target: str) -> Tried:
    return Tried("It was not asked for.")


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
    stands: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By bind: the revisions at which the real databases stand, of those whose check looked at a copy."""
    root: Path = Path()
    """The project's folder."""
    python: str = sys.executable
    """The Python that runs its code."""
    app_given: bool = False
    """Whether it was said where the app is."""

    try_upgrade: Callable[[str], Tried] = not_tried
    """Tries an upgrade to ``head`` or ``heads`` on a copy of the databases; a process of its own, at the first time."""
    made_on_the_way: Callable[[], Mapping[str, Mapping[str, Schema]]] = dict
    """Finds out what the scripts make up to each revision, by revision and bind; likewise."""
    on_rows: Callable[[], Sequence[str]] = list
    """Finds out which of the waiting revisions work on rows; likewise."""
    kept: KnownFromCopies = field(default_factory=KnownFromCopies)

    @property
    def own_python(self) -> bool:
        """Whether that is another one than the notebook's."""
        return self.python != sys.executable


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


def migrated_at_start(found: Found) -> dict[str, tuple[str, ...]]:
    """By bind, for the databases that the app itself migrates as it starts: the revisions to which it brings them."""
    looked = found.looked
    if looked.checked is None:
        return {}
    moved = {
        bind: at
        for bind, at in looked.checked.current.items()
        if at and bind not in looked.memory and set(at) != set(found.stands.get(bind, at))
    }
    return moved or {bind: at for bind, at in looked.migrates.items() if set(at) != set(looked.checked.current[bind])}


def all_equal(found: Found) -> bool:
    """Whether the databases are known to be what the scripts make."""
    made = found.looked.scripts or {}
    return bool(made) and None not in map(found.databases.get, made) and not apart_from(found, made)


def apart_from(found: Found, made: Mapping[str, Schema]) -> list[Change]:
    """In what the databases differ from these schemas, given by bind."""
    changes: list[Change] = []
    for bind, schema in made.items():
        three = Three(None, None, schema, found.databases.get(bind)).without(
            version_tables(found.looked, found.databases.get(bind))
        )
        changes += compare_three(three, None).drift if three.database else ()
    return changes


def amounts_to(found: Found) -> str | None:
    """The last revision up to which the scripts make exactly what the databases are."""
    made = found.made_on_the_way()
    ids = (revision.id for revision in found.graph.revisions)
    return next((id for id in ids if id in made and not apart_from(found, made[id])), None)


def made_by_app(found: Found) -> list[str]:
    """The tables that the app makes itself as it starts, and that no database has yet."""
    binds = found.databases.items()
    return sorted(name for bind, database in binds for name in made_at_start(found.looked, bind, database))


def left_behind(found: Found) -> list[str]:
    """What the databases have beside tables although the scripts make a thing of that name: ``enum color``."""
    clashes = []
    for bind, made in (found.looked.scripts or {}).items():
        if (there := found.databases.get(bind)) is not None:
            names = {*made.table_names, *(one.name for _, several in beside_tables(made) for one in several)}
            clashes += [
                f"{kind} {one.name}" for kind, several in beside_tables(there) for one in several if one.name in names
            ]
    return sorted(clashes)


def beside_tables(schema: Schema) -> list[tuple[str, Sequence[Any]]]:
    return [
        ("view", schema.views),
        ("enum", schema.enums),
        ("domain", schema.domains),
        ("sequence", schema.sequences),
    ]


def made_by_scripts(found: Found) -> set[str]:
    return {table.name for schema in (found.looked.scripts or {}).values() for table in schema.tables}


def edited_after_it_ran(found: Found) -> list[str]:
    """The scripts that the database has run and that have been edited since."""
    edited = set(found.kept.edited())
    return sorted(one.path for one in found.graph.revisions if one.path in edited and not one.is_pending)


def no_models(found: Found) -> bool:
    """Whether the app has no table of its own, in any of its databases."""
    models = found.looked.models
    return models is not None and not any(schema.tables for schema in models.values())


def itself(made: Sequence[str], *, upper: bool = True) -> str:
    the, tables = "The" if upper else "the", "table" if len(made) == 1 else "tables"
    return f"{the} app itself makes the {tables} {listed(made)} when it starts, perhaps with db.create_all()."
