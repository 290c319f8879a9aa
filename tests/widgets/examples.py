"""A small conference database, and steps that commands might have made on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from migration_lab.rows.between import table_of
from migration_lab.rows.sql_renames import sql_renames
from migration_lab.rows.what_became import what_became
from migration_lab.schema import (
    Check,
    Column,
    ForeignKey,
    Index,
    PrimaryKey,
    Renames,
    Schema,
    Table,
    UniqueKey,
    compare,
)
from migration_lab.schema.renaming import renamed_schema
from migration_lab.values.result import CommandResult, DatabaseChange, Rows, Step, TableRows
from migration_lab.values.statement import Statement

HOSTILE = 'we"ird <script>alert(1)</script> 🎤\n\u202eשנה'
TAMED = 'we"ird <script>alert(1)</script> 🎤\\n\\u202eשנה'

VERSIONS = Table("alembic_version", (Column("version_num", "VARCHAR(32)", False),))
SPEAKER = Table(
    "speaker",
    (Column("id", "INTEGER", False), Column("name", "VARCHAR(80)", False), Column("email", "VARCHAR(120)", False)),
    PrimaryKey(("id",), "pk_speaker"),
    unique_keys=(UniqueKey(("email",), "uq_speaker_email"),),
)
TALK = Table(
    "talk",
    (
        Column("id", "INTEGER", False),
        Column("minutes", "INTEGER", False, "30"),
        Column("speaker_id", "INTEGER", False),
    ),
    PrimaryKey(("id",), "pk_talk"),
    foreign_keys=(ForeignKey(("speaker_id",), "speaker", ("id",), "fk_talk_speaker_id_speaker"),),
    checks=(Check("minutes > 0", "ck_talk_minutes"),),
    indexes=(Index("ix_talk_minutes", ("minutes",), where="minutes > 60"),),
)
VISITS = Table("visit", (Column("id", "INTEGER", False), Column("page", "TEXT")), PrimaryKey(("id",)))
BIO = Column("bio", "TEXT")
PEOPLE = ("Ada", "Grace", "Alan")


def schema(*tables: Table) -> Schema:
    return Schema("sqlite", tuple(sorted(tables, key=lambda table: table.name)))


def with_columns(table: Table, *columns: Column, without: Iterable[str] = ()) -> Table:
    """The table with other columns at its end, and without some of its own."""
    kept = tuple(column for column in table.columns if column.name not in without)
    return replace(table, columns=kept + columns)


def speakers(*columns: str, count: int = 3, **more: Iterable[str | None]) -> Rows:
    """Rows of ``speaker``: of its own columns those named, then ``more``; ``count`` may be more than are there."""
    values = {
        "id": ("1", "2", "3"),
        "name": PEOPLE,
        "email": tuple(f"{one.lower()}@example.org" for one in PEOPLE),
        **more,
    }
    names = (*columns, *more)
    return Rows(count, names, tuple(zip(*(values[name] for name in names), strict=True)) if count else ())


def step(
    *args: str,
    before: Schema,
    after: Schema,
    rows: tuple[TableRows, ...] = (),
    revisions: tuple[tuple[str, ...], tuple[str, ...]] = ((), ()),
    sql: Iterable[str | Statement] = (),
    **result: Any,
) -> Step:
    statements = tuple(Statement(one) if isinstance(one, str) else one for one in sql)
    more = {name: result.pop(name) for name in ("moved", "unread", "elsewhere") if name in result}
    outcome = CommandResult(args, result.pop("exit_code", 0), "", "", statements, **result)
    difference = compare(before, after, sql_renames(statements))
    judged = tuple(with_judgement(one, before, after, difference.renames) for one in rows)
    return Step(outcome, before, after, difference, judged, *revisions, **more)


def with_judgement(rows: TableRows, before: Schema, after: Schema, renames: Renames) -> TableRows:
    """The same with what became of the rows, as a real step has it."""
    if rows.became is not None or rows.not_compared:
        return rows
    was, now = table_of(renamed_schema(before, renames), rows.table), table_of(after, rows.table)
    return replace(rows, became=what_became(rows, was, now, renames=renames.of(rows.table)))


def on_stats(before: Table, after: Table, lost: int = 0) -> DatabaseChange:
    """What a command did to ``visit`` in the second database, in which two rows were: ``lost`` of them are gone."""
    pages = {"id": ("1", "2"), "page": ("/", "/talks")}
    sides = []
    for table, number in ((before, 2), (after, 2 - lost)):
        columns = tuple(column.name for column in table.columns)
        rows = tuple(zip(*(pages[column] for column in columns), strict=True))[:number]
        sides.append(Rows(number, columns, rows, rows))
    was, now = schema(VERSIONS, before), schema(VERSIONS, after)
    rows = (with_judgement(TableRows("visit", *sides), was, now, Renames()),)
    return DatabaseChange("stats", was, now, compare(was, now), rows, ("a",), ("b",) if before != after else ("a",))


def added_bio() -> Step:
    """``flask db upgrade`` that adds the column speaker.bio to three rows."""
    return step(
        "db",
        "upgrade",
        before=schema(VERSIONS, SPEAKER, TALK),
        after=schema(VERSIONS, with_columns(SPEAKER, BIO), TALK),
        rows=(TableRows("speaker", speakers("id", "name", "email"), speakers("id", "name", "email", bio=(None,) * 3)),),
        revisions=(("3f2ad07e9b1c",), ("9b1c3f2ad07e",)),
        sql=("SELECT 1", "ALTER TABLE speaker ADD COLUMN bio TEXT", "UPDATE alembic_version SET version_num='9b1c'"),
    )


def first_upgrade() -> Step:
    """The first ``flask db upgrade`` on an empty database."""
    return step(
        "db",
        "upgrade",
        before=schema(),
        after=schema(VERSIONS, SPEAKER),
        revisions=((), ("3f2ad07e9b1c",)),
        sql=("CREATE TABLE speaker (\n\tid INTEGER NOT NULL\n)",),
    )


RENAME = "ALTER TABLE speaker RENAME COLUMN name TO full_name"


def renamed(values: Iterable[str | None], sql: Iterable[str] = ()) -> Step:
    """``name`` gives way to ``full_name``, which then holds ``values``."""
    full_name = Column("full_name", "VARCHAR(80)")
    return step(
        "db",
        "upgrade",
        before=schema(SPEAKER),
        after=schema(with_columns(SPEAKER, full_name, without=["name"])),
        rows=(TableRows("speaker", speakers("id", "name", "email"), speakers("id", "email", full_name=tuple(values))),),
        sql=sql,
    )


def hostile() -> Step:
    """A table and values that are up to no good."""
    table = Table(
        HOSTILE,
        (Column("id", "INTEGER", False), Column(HOSTILE, "TEXT", True, "'<b>&'")),
        PrimaryKey(("id",)),
        unique_keys=(UniqueKey((HOSTILE,)),),
    )
    rows = Rows(2, ("id", HOSTILE), (("1", None), ("2", "<img src=x onerror=alert(1)>")))
    return step(
        "db",
        "upgrade",
        before=schema(),
        after=schema(table),
        rows=(TableRows(HOSTILE, None, rows),),
        sql=(f'CREATE TABLE "{HOSTILE}" (id)',),
        written=("migrations/versions/<b>.py",),
    )
