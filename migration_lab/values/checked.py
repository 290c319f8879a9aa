"""What a check found: what autogenerate would do, with what it compared, and what the role may do."""

from __future__ import annotations

from dataclasses import dataclass, field

from migration_lab.values.error_report import ErrorReport


@dataclass(frozen=True, slots=True)
class Target:
    """The ``target_metadata`` that env.py gave for one database, and what the project's options leave out of it."""

    tables: frozenset[str] | None
    """The names of its tables; ``None`` when it is ``None``, so that nothing can be compared."""
    left_out: frozenset[str] = frozenset()
    """Those of them that ``include_object`` does not let Alembic see."""
    hides_names: bool = False
    """Whether there is an ``include_name``, which keeps tables of the database from Alembic."""


@dataclass(slots=True)
class Rights:
    """What a role may not do. A table of a schema that is not in its search path has its schema in its name."""

    role: str
    schema: str | None
    """Where it makes a table whose schema is not said; ``None`` when its search path names no schema that is there."""
    search_path: str
    version_table: str
    closed: frozenset[str] = frozenset()
    """The schemas in which it may make nothing."""
    owners: dict[str, str] = field(default_factory=dict)
    """By table, for those that are not its own: whose they are."""
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
    """Of a changed column: ``type``, ``nullable``, ``default`` or ``comment``."""
    bind: str = ""


@dataclass(slots=True)
class Checked:
    """What the check found."""

    exit_code: int = 1
    operations: list[Operation] = field(default_factory=list)
    """What autogenerate would do to the binds in ``current``, those included that the check does not get to because it
    ends before: with a database that is not up to date, say."""
    error: ErrorReport | None = None
    behind: bool = False
    """Whether that is because a database has not run every script."""
    current: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By bind, for those that env.py migrates: the revisions the database stands at."""
    version_tables: set[str] = field(default_factory=set)
    targets: dict[str, Target] = field(default_factory=dict)
    """By bind, for those that env.py migrates: what it compares the database with."""
    refused_write: bool = False
    """Whether env.py ended since it wrote to a database that a look may only read."""
    rights: dict[str, Rights] = field(default_factory=dict)
    """By bind, of those on a PostgreSQL: what the role may not do as which env.py works."""
    elsewhere: str = ""
    """The database that env.py works on, without its password, when that is none of the app's."""
