"""The facts that a look at the three places found, and simple questions about them. Touches nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from migration_lab.backends.version_table import DEFAULT
from migration_lab.schema import Change, Schema
from migration_lab.three_places.comparison import ThreeSchemas, compare_three
from migration_lab.values.graph import RevisionGraph
from migration_lab.values.known_from_copies import KnownFromCopies
from migration_lab.values.looked import Looked
from migration_lab.values.reason import Reason
from migration_lab.values.script_print import EditedScript
from migration_lab.values.tried import Tried
from migration_lab.values.wire import Outcome


def not_tried(target: str) -> Tried:
    return Tried(Reason("not_asked"))


def no_rows(_: Sequence[str]) -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that is known when the places are judged."""

    looked: Looked
    graph: RevisionGraph
    databases: Mapping[str, Schema | None]
    """By bind, as they are now; ``None`` for one that could not be read."""
    folder: str
    """The folder of the scripts, as people would write it."""
    has_folder: bool
    """Whether there are scripts: whether the folder has an env.py."""
    in_the_way: bool = False
    """Whether the folder exists and holds something, but no env.py."""
    unreadable: str = ""
    """Why a database could not be read."""
    outcome: Outcome = field(default_factory=lambda: Outcome(0))
    """How the look ended."""
    printed: str = ""
    """What was printed meanwhile: when the app does not load, to be shown as it is."""
    earlier: Looked | None = None
    """The last look at which the models could be read."""
    stands: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By bind: the revisions of the real databases, where the check looked at a copy."""
    root: Path = Path()
    """The project's folder."""
    python: str = sys.executable
    """The Python that runs its code."""
    app_given: bool = False
    """Whether somebody said where the app is."""

    try_upgrade: Callable[[str], Tried] = not_tried
    """Tries an upgrade to ``head`` or ``heads`` on copies of the databases; in a process of its own, the first time."""
    made_on_the_way: Callable[[], Mapping[str, Mapping[str, Schema]]] = dict
    """Finds out what the scripts make up to each revision, by revision and bind; likewise."""
    on_rows: Callable[[Sequence[str]], Sequence[str]] = no_rows
    """Finds out which of these revisions change rows; likewise."""
    kept: KnownFromCopies = field(default_factory=KnownFromCopies)

    @property
    def own_python(self) -> bool:
        """Whether it is a different Python than the notebook's."""
        return self.python != sys.executable


def in_step(looked: Looked) -> bool:
    return looked.checked is not None and looked.checked.exit_code == 0


def error_of(facts: Facts) -> str | None:
    """Return what ended the check, in words."""
    return str(facts.looked.checked.error) if facts.looked.checked and facts.looked.checked.error else None


def version_tables(looked: Looked, *databases: Schema | None) -> set[str]:
    """Return the names of Alembic's own tables, with their schema and without; where env.py failed before it named
    them, as far as the databases know."""
    told = looked.checked.version_tables if looked.checked else ()
    known = (database.version_table for database in databases if database)
    return {*told, *(name.rpartition(".")[2] for name in told)} or {DEFAULT, *known}


def version_table_of(facts: Facts) -> tuple[str, bool]:
    """Return the name of Alembic's own table, and whether a database has it."""
    schemas = [schema for schema in facts.databases.values() if schema is not None]
    there = next((one.version_table for one in schemas if one.version_table in one.table_names), None)
    return there or next((one.version_table for one in schemas), DEFAULT), there is not None


def tables_of(facts: Facts) -> set[str]:
    names = {name for schema in facts.databases.values() if schema for name in schema.table_names}
    return names - version_tables(facts.looked, *facts.databases.values())


def made_at_start(looked: Looked, bind: str, database: Schema | None) -> set[str]:
    """Return the tables that this database lacks, and that the app itself makes whenever it starts."""
    started = looked.at_start.get(bind)
    if database is None or started is None or bind in looked.memory:
        return set()
    return set(started.table_names) - set(database.table_names) - version_tables(looked, database)


def migrated_at_start(facts: Facts) -> dict[str, tuple[str, ...]]:
    """Return, by bind, the revisions to which the app itself brings its databases when it starts."""
    looked = facts.looked
    if looked.checked is None:
        return {}
    moved = {
        bind: at
        for bind, at in looked.checked.current.items()
        if at and bind not in looked.memory and set(at) != set(facts.stands.get(bind, at))
    }
    return moved or {bind: at for bind, at in looked.migrates.items() if set(at) != set(looked.checked.current[bind])}


def all_equal(facts: Facts) -> bool:
    """Tell whether the databases are known to be what the scripts make."""
    made = facts.looked.scripts or {}
    return bool(made) and None not in map(facts.databases.get, made) and not apart_from(facts, made)


def apart_from(facts: Facts, made: Mapping[str, Schema]) -> list[Change]:
    """Return how the databases differ from these schemas, given by bind."""
    changes: list[Change] = []
    for bind, schema in made.items():
        three = ThreeSchemas(None, None, schema, facts.databases.get(bind)).without(
            version_tables(facts.looked, facts.databases.get(bind))
        )
        found = compare_three(three, None)
        changes += (*found.drift, *found.names) if three.database else ()
    return changes


def amounts_to(facts: Facts) -> str | None:
    """Return the last revision up to which the scripts make exactly what the databases are."""
    made = facts.made_on_the_way()
    ids = (revision.id for revision in facts.graph.revisions)
    return next((id for id in ids if id in made and not apart_from(facts, made[id])), None)


def made_by_app(facts: Facts) -> list[str]:
    """Return the tables that the app itself makes when it starts, and that no database has yet."""
    binds = facts.databases.items()
    return sorted(name for bind, database in binds for name in made_at_start(facts.looked, bind, database))


def left_behind(facts: Facts) -> list[str]:
    """Return what the databases have besides tables that the scripts would make again: ``enum color``."""
    clashes = []
    for bind, made in (facts.looked.scripts or {}).items():
        if (there := facts.databases.get(bind)) is not None:
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


def made_by_scripts(facts: Facts) -> set[str]:
    return {table.name for schema in (facts.looked.scripts or {}).values() for table in schema.tables}


def edited_after_it_ran(facts: Facts) -> list[EditedScript]:
    """Return the scripts that the database has run and that would do something else now: not only back."""
    ran = {one.id for one in facts.graph.revisions if not one.is_pending}
    return sorted((one for one in facts.kept.edited() if one.matters and one.revision in ran), key=lambda one: one.path)


def no_models(facts: Facts) -> bool:
    """Tell whether the app has no tables of its own, in any of its databases."""
    models = facts.looked.models
    return models is not None and not any(schema.tables for schema in models.values())
