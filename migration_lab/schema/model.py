"""What a database's structure is made of, as values: frozen dataclasses that compare, hash and print.

Nothing here touches a database.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from migration_lab.schema.renames import Renames

if TYPE_CHECKING:
    from migration_lab.schema.objects import Domain, Enum, Extension, Function, Sequence, Statistics

Action = Literal["added", "dropped", "changed"]
T = TypeVar("T")
ONE_LINE = {code: repr(chr(code))[1:-1] for code in (*range(32), 127, 0x85, 0x2028, 0x2029)}
"""Put a name on one line: a name may hold a line break, a line of a difference may not."""
MARKS: dict[Action, str] = {"added": "+", "dropped": "-", "changed": "~"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table or view, as the database describes it."""

    name: str
    type: str
    """The type as the database gives it, as ``VARCHAR(80)``; on SQLite in capitals, and empty where none was given."""
    nullable: bool = True
    default: str | None = None
    """The server default as SQL text; ``None`` when there is none."""
    computed: str | None = None
    """The expression of a generated column; ``None`` for an ordinary one."""
    stored: bool = False
    """Whether the database stores a generated column's value (STORED) or computes it at each read (VIRTUAL)."""
    identity: Literal["always", "by default", "autoincrement"] | None = None
    collation: str | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class PrimaryKey:
    columns: tuple[str, ...]
    name: str | None = None
    options: tuple[str, ...] = ()
    """Other options on PostgreSQL: ``DEFERRABLE``, ``INCLUDE (x)``."""


@dataclass(frozen=True, slots=True)
class ForeignKey:
    columns: tuple[str, ...]
    target: str
    """The table referred to; qualified, ``schema.table``, when it is not in the default schema."""
    target_columns: tuple[str, ...]
    name: str | None = None
    on_delete: str | None = None
    """``CASCADE``, ``SET NULL``, …; ``None`` for the database's default, NO ACTION."""
    on_update: str | None = None
    deferrable: str | None = None
    """``DEFERRABLE`` or ``DEFERRABLE INITIALLY DEFERRED``; ``None`` when not deferrable."""
    options: tuple[str, ...] = ()
    """Other options on PostgreSQL: ``NOT VALID``, ``MATCH FULL``, …"""


@dataclass(frozen=True, slots=True)
class UniqueKey:
    columns: tuple[str, ...]
    name: str | None = None
    options: tuple[str, ...] = ()
    """Other options on PostgreSQL: ``NULLS NOT DISTINCT``, ``DEFERRABLE``, …"""


@dataclass(frozen=True, slots=True)
class Check:
    sql: str
    """The condition, on one line; PostgreSQL's exclusion constraints are here too, as ``EXCLUDE …``."""
    name: str | None = None
    options: tuple[str, ...] = ()
    """Other options on PostgreSQL: ``NOT VALID``, ``NO INHERIT``, …"""


@dataclass(frozen=True, slots=True)
class Index:
    name: str
    """Empty only in a schema that was loosened."""
    parts: tuple[str, ...]
    """Column names or expressions, in order, with ``DESC`` or an operator class where one was given."""
    unique: bool = False
    where: str | None = None
    """The predicate of a partial index."""
    method: str | None = None
    """PostgreSQL's access method when it is not ``btree``."""
    include: tuple[str, ...] = ()
    """Columns that are stored with the index without being part of the key (PostgreSQL's INCLUDE)."""
    options: tuple[str, ...] = ()
    """Other options on PostgreSQL: ``INVALID`` after a failed ``CONCURRENTLY``, ``NULLS NOT DISTINCT``, …"""


@dataclass(frozen=True, slots=True)
class Trigger:
    name: str
    table: str
    sql: str


@dataclass(frozen=True, slots=True)
class View:
    name: str
    sql: str
    columns: tuple[Column, ...] = ()
    """Empty when the view is broken: what it selects from no longer exists."""
    materialized: bool = False
    indexes: tuple[Index, ...] = ()
    """The indexes of a materialized view."""
    triggers: tuple[Trigger, ...] = ()
    """``INSTEAD OF`` triggers."""
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table. ``columns`` are in the database's order; every other tuple is in a stable sorted order."""

    name: str
    """Qualified, ``schema.table``, when it is not in the default schema."""
    columns: tuple[Column, ...]
    primary_key: PrimaryKey | None = None
    foreign_keys: tuple[ForeignKey, ...] = ()
    unique_keys: tuple[UniqueKey, ...] = ()
    checks: tuple[Check, ...] = ()
    indexes: tuple[Index, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    options: tuple[str, ...] = ()
    """``STRICT``, ``WITHOUT ROWID``, ``USING fts5(title)``, ``PARTITION BY RANGE (day)``, …"""
    comment: str | None = None

    def column(self, name: str) -> Column:
        """Return the column with that name. Raises ``KeyError`` when the table has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Schema:
    """A whole database's structure at one moment; every tuple is sorted by name."""

    dialect: str
    """SQLAlchemy's name of the database: ``sqlite`` or ``postgresql``."""
    tables: tuple[Table, ...] = ()
    views: tuple[View, ...] = ()
    enums: tuple[Enum, ...] = ()
    sequences: tuple[Sequence, ...] = ()
    """Sequences that do not belong to an identity or serial column."""
    schemas: tuple[str, ...] = ()
    """Schemas other than the default one."""
    domains: tuple[Domain, ...] = ()
    functions: tuple[Function, ...] = ()
    """Functions, procedures and aggregates."""
    extensions: tuple[Extension, ...] = ()
    """All except ``plpgsql``, which every database has."""
    statistics: tuple[Statistics, ...] = ()
    version_table: str = field(default="alembic_version", compare=False)
    """The name of Alembic's own table here, whether or not it exists."""

    @property
    def table_names(self) -> tuple[str, ...]:
        return tuple(table.name for table in self.tables)

    @property
    def object_names(self) -> tuple[str, ...]:
        """The names of its views, types, sequences and functions."""
        objects: tuple[Any, ...] = (*self.views, *self.enums, *self.domains, *self.sequences, *self.functions)
        return tuple(one.name for one in objects)

    def table(self, name: str) -> Table:
        """Return the table with that name. Raises ``KeyError`` when there is none."""
        for table in self.tables:
            if table.name == name:
                return table
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs between two schemas."""

    action: Action
    kind: str
    """``table``, ``column``, ``primary key``, ``foreign key``, ``unique key``, ``check``, ``index``, ``trigger``,
    ``view``, ``enum``, ``domain``, ``sequence``, ``function``, ``procedure``, ``aggregate``, ``extension``,
    ``statistics``, ``schema``, ``table option`` or ``table comment``."""
    name: str
    """Its name: ``speaker``, ``speaker.bio``, ``fk_talk_speaker_id_speaker``; for an unnamed key, its
    columns as ``talk(speaker_id)``."""
    table: str | None = None
    """The table it belongs to (a table belongs to itself); ``None`` for what belongs to no table."""
    before: object | None = None
    """The value before (a ``Column``, an ``Index``, …); ``None`` when added."""
    after: object | None = None
    """The value after; ``None`` when dropped."""
    detail: str = ""
    """What follows the name on the line: ``TEXT  NULL`` or ``type VARCHAR(80) → TEXT``."""

    @property
    def mark(self) -> str:
        """``+``, ``-`` or ``~``."""
        return MARKS[self.action]

    @property
    def renamed(self) -> bool:
        """Whether it is a table or a column that has another name now: ``before`` has the old one."""
        old, new = self.before, self.after
        return isinstance(old, Column | Table) and isinstance(new, Column | Table) and old.name != new.name

    def __str__(self) -> str:
        line = f"{self.mark} {self.kind} {self.name}"
        return f"{line}  {self.detail}".rstrip().translate(ONE_LINE)


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from one schema to another: falsy when nothing did; as text, one stable line for each change."""

    changes: tuple[Change, ...] = field(default=())

    def __bool__(self) -> bool:
        return bool(self.changes)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    def __str__(self) -> str:
        return "\n".join(map(str, self.changes))

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the tables with changes, sorted, without duplicates."""
        return tuple(sorted({change.table for change in self.changes if change.table is not None}))

    @property
    def renames(self) -> Renames:
        """What has another name now: the one place that says so."""
        tables, columns = [], []
        for change in self.changes:
            if change.renamed and isinstance(change.before, Column) and isinstance(change.after, Column):
                columns.append((change.table or "", change.before.name, change.after.name))
            elif change.renamed and isinstance(change.before, Table) and isinstance(change.after, Table):
                tables.append((change.before.name, change.after.name))
        return Renames(tuple(tables), tuple(columns))


def by_name(values: Iterable[T]) -> tuple[T, ...]:
    """Sort by name: the order in which schemas and tables keep named things."""
    return tuple(sorted(values, key=lambda value: value.name))  # type: ignore[attr-defined]


def by_content(values: Iterable[T]) -> tuple[T, ...]:
    """Sort by name and then by everything else: the order in which a table keeps keys and checks."""

    def key(value: Any) -> tuple[str, str]:
        return (value.name or "", repr(value))

    return tuple(sorted(values, key=key))
