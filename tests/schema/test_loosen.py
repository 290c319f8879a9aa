"""Two right answers to an exercise are the same when they are loosened, and a wrong one is not."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, create_engine

from migration_lab.schema import Check, Domain, Schema, compare, loosen, read_schema
from migration_lab.schema.loosen import loose_default, loose_sql, loose_type
from migration_lab.schema.objects import Enum
from tests.schema.databases import run


def schema_of(*statements: str) -> Schema:
    engine: Engine = create_engine("sqlite://")
    run(engine, *statements)
    schema = read_schema(engine)
    engine.dispose()
    return schema


GOAL = """CREATE TABLE talk (
    id INTEGER NOT NULL,
    title VARCHAR(200) NOT NULL,
    state VARCHAR(9) DEFAULT '0' NOT NULL,
    speaker_id INTEGER,
    CONSTRAINT pk_talk PRIMARY KEY (id),
    CONSTRAINT uq_talk_title UNIQUE (title, state),
    CONSTRAINT fk_talk FOREIGN KEY (speaker_id) REFERENCES speaker (id),
    CONSTRAINT ck_talk CHECK (state <> '')
)"""
LABELS = ("talk", "keynote"), ("keynote", "talk"), ("talk", "keynote", "panel")
SPEAKER = "CREATE TABLE speaker (id INTEGER PRIMARY KEY)"


@pytest.mark.parametrize(
    "answer",
    [
        [
            """CREATE TABLE talk (speaker_id INTEGER REFERENCES speaker, state varchar NOT NULL DEFAULT 0
               CHECK ( STATE  <>''), title Varchar (80) NOT NULL, id INTEGER PRIMARY KEY, UNIQUE (state, title))"""
        ],
        [GOAL.replace("_talk", "_x")],
        [
            GOAL.replace("CONSTRAINT uq_talk_title UNIQUE (title, state),", ""),
            "CREATE UNIQUE INDEX ix ON talk (title, state)",
        ],
        [GOAL, "CREATE UNIQUE INDEX ix ON talk (title, state)"],
    ],
)
def test_right_answers(answer: list[str]) -> None:
    assert compare(schema_of(SPEAKER, GOAL), schema_of(SPEAKER, *answer))
    assert str(compare(loosen(schema_of(SPEAKER, GOAL)), loosen(schema_of(SPEAKER, *answer)))) == ""


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("title VARCHAR(200) NOT NULL", "title VARCHAR(200)", "~ column talk.title  NOT NULL → NULL"),
        ("title VARCHAR", "title TEXT", "~ column talk.title  type VARCHAR → TEXT"),
        ("DEFAULT '0'", "DEFAULT '1'", "~ column talk.state  default 0 → 1"),
        ("UNIQUE (title, state)", "UNIQUE (title)", "- unique key talk(state, title)\n+ unique key talk(title)"),
        (
            "speaker (id),",
            "speaker (id) ON DELETE CASCADE,",
            "~ foreign key talk(speaker_id)  ON DELETE NO ACTION → CASCADE",
        ),
        (",\n    CONSTRAINT ck_talk CHECK (state <> '')", "", "- check talk(state <> '')"),
    ],
)
def test_wrong_answers(old: str, new: str, line: str) -> None:
    assert old in GOAL
    answer = schema_of(SPEAKER, GOAL.replace(old, new))
    assert str(compare(loosen(schema_of(SPEAKER, GOAL)), loosen(answer))) == line


def test_a_partial_unique_index_is_no_unique_key() -> None:
    table, index = "CREATE TABLE t (a INT)", "CREATE UNIQUE INDEX ix ON t (a) WHERE a > 1"
    (only,) = loosen(schema_of(table, index)).tables
    assert (only.unique_keys, len(only.indexes)) == ((), 1)


def test_loosening_twice_changes_nothing_more() -> None:
    once = loosen(schema_of(SPEAKER, GOAL, "CREATE INDEX ix ON talk (lower(title)  DESC)"))
    assert loosen(once) == once


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        ("VARCHAR(80)", "VARCHAR"),
        ("varchar (80)", "VARCHAR"),
        ("numeric(10, 2)", "NUMERIC"),
        ("character varying(80)[]", "CHARACTER VARYING[]"),
        ("timestamp(6) with time zone", "TIMESTAMP WITH TIME ZONE"),
        ('more."Mood (x)"', 'MORE."Mood (x)"'),
        ("", ""),
    ],
)
def test_types(type_: str, expected: str) -> None:
    assert loose_type(type_) == expected


@pytest.mark.parametrize(
    ("sql", "expected"),
    [("'0'", "0"), ("(0)", "0"), ("'-1.5'", "- 1.5"), ("-1.5", "- 1.5"), ("'x'", "'x'"), ("((Now( )))", "now ()")],
)
def test_defaults(sql: str, expected: str) -> None:
    assert loose_default(sql) == expected


def test_expressions() -> None:
    assert loose_sql("( \"minutes\"  >0 /* why */ AND Title<>'A  B')") == "minutes > 0 and title <> 'A  B'"
    assert loose_sql("(a) + (b)") == "(a) + (b)"


def test_a_domain_may_have_its_rules_under_any_name() -> None:
    one = Schema("postgresql", domains=(Domain("zip", "varchar(9)", checks=(Check("VALUE > '0'", "a"),)),))
    other = Schema("postgresql", domains=(Domain("zip", "VARCHAR(10)", checks=(Check("(VALUE  > '0')", "b"),)),))
    assert compare(one, other)
    assert not compare(loosen(one), loosen(other))


def test_an_enum_may_have_its_labels_in_any_order() -> None:
    one, other, more = (Schema("postgresql", enums=(Enum("kind", labels),)) for labels in LABELS)
    assert compare(one, other)
    assert not compare(loosen(one), loosen(other))
    assert compare(loosen(one), loosen(more))
