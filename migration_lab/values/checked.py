"""What a check found: what autogenerate would do, with what it compared, and which privileges are missing."""

from __future__ import annotations

from dataclasses import dataclass, field

from migration_lab.values.error_report import ErrorReport


@dataclass(frozen=True, slots=True)
class Target:
    """The ``target_metadata`` that env.py gave for one database, and what the project's options leave out of it."""

    tables: frozenset[str] | None
    """The names of its tables; ``None`` when there is no ``target_metadata``, so that nothing can be compared."""
    left_out: frozenset[str] = frozenset()
    """Those tables that ``include_object`` leaves out."""
    hides_names: bool = False
    """Whether there is an ``include_name``, which hides tables of the database from Alembic."""
    compares: frozenset[str] = frozenset()
    """What Alembic compares only if it is asked to, and was: ``default`` of a column, ``check`` by its name."""


@dataclass(slots=True)
class Rights:
    """What a role may not do. A table in a schema that is not in its search path has the schema in its name."""

    role: str
    schema: str | None
    """The schema in which it creates a table by default; ``None`` when its search path names no existing schema."""
    search_path: str
    version_table: str
    closed: frozenset[str] = frozenset()
    """The schemas in which it may not create anything."""
    owners: dict[str, str] = field(default_factory=dict)
    """By table, for those that it does not own: who owns them."""
    no_insert: frozenset[str] = frozenset()
    no_update: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that autogenerate would write into a revision, in the words of ``schema.Change``."""

    action: str
    kind: str
    name: str
    table: str | None
    aspect: str = ""
    """For a changed column: ``type``, ``nullable``, ``default`` or ``comment``."""
    bind: str = ""


@dataclass(slots=True)
class Checked:
    """What the check found."""

    exit_code: int = 1
    operations: list[Operation] = field(default_factory=list)
    """What autogenerate would do to the binds in ``current``, even where the check itself ended earlier, for example
    because a database is not up to date."""
    error: ErrorReport | None = None
    behind: bool = False
    """Whether that is because a database has not run every script."""
    current: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By bind, for those that env.py migrates: the current revisions of the database."""
    version_tables: set[str] = field(default_factory=set)
    targets: dict[str, Target] = field(default_factory=dict)
    """By bind, for those that env.py migrates: what env.py compares the database with."""
    refused_write: bool = False
    """Whether env.py failed because it wrote to a database that a look may only read."""
    rights: dict[str, Rights] = field(default_factory=dict)
    """By bind, for PostgreSQL: which privileges the role lacks that env.py uses."""
    elsewhere: str = ""
    """The database that env.py works on, without its password, if it is none of the app's."""
