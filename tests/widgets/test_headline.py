"""What is read first on a card: which table, what became of it, and what of its rows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from migration_lab.schema import Check, Column, ForeignKey, Schema, Table
from migration_lab.values.result import Rows, Step, TableRows
from migration_lab.widgets import Card
from tests.widgets.examples import (
    BIO,
    PEOPLE,
    RENAME,
    SPEAKER,
    TALK,
    VISITS,
    added_bio,
    on_stats,
    renamed,
    schema,
    speakers,
    step,
    with_columns,
)


def lines(one: Step) -> list[str]:
    return [str(line) for line in Card(one)._card.headlines]


def of(before: Schema, after: Schema, *rows: TableRows) -> list[str]:
    return lines(step("db", "upgrade", before=before, after=after, rows=rows))


def rows(before: Rows | None, after: Rows | None, table: str = "speaker") -> TableRows:
    return TableRows(table, before, after)


NAMES = speakers("id", "name")
ONE_TWO, ONE_THREE = (Rows(2, ("id",), (("1",), (other,))) for other in "23")
CHECKED = replace(TALK, checks=(Check("1", "a"), Check("2", "b"), *TALK.checks), foreign_keys=())
CASES = {
    "a column added": (lines(added_bio()), "speaker: + bio; 3 rows kept; bio is NULL in all 3"),
    "a column renamed": (
        lines(renamed(PEOPLE, [RENAME])),
        "speaker: ~ renamed name → full_name, NOT NULL → NULL; 3 rows kept, with all values",
    ),
    "values lost": (
        lines(renamed([None] * 3)),
        "speaker: - name, + full_name; 3 rows still there; 3 values of name lost; full_name is NULL in all 3",
    ),
    "another type": (
        of(schema(SPEAKER), schema(replace(SPEAKER, columns=(*SPEAKER.columns[:2], Column("email", "TEXT", False))))),
        "speaker: ~ email VARCHAR(120) → TEXT",
    ),
    "a table with rows": (
        of(schema(), schema(SPEAKER), rows(None, NAMES)),
        "speaker: + new table, 3 columns; 3 rows in the new table",
    ),
    "a table without rows": (
        of(schema(), schema(SPEAKER), rows(None, speakers("id", count=0))),
        "speaker: + new table, 3 columns; no rows yet",
    ),
    "a table dropped": (
        of(schema(SPEAKER), schema(), rows(NAMES, None)),
        "speaker: - table dropped; 3 rows dropped with the table",
    ),
    "rows that were filled in": (
        of(schema(SPEAKER), schema(SPEAKER), rows(speakers("id", bio=(None,) * 3), speakers("id", bio=PEOPLE))),
        "speaker: 3 rows kept; bio filled in all 3",
    ),
    "values cut": (
        of(schema(SPEAKER), schema(SPEAKER), rows(NAMES, speakers("id", name=("A", "G", "Alan")))),
        "speaker: 3 rows still there; name cut in 2 of 3",
    ),
    "rows added": (
        of(schema(SPEAKER), schema(SPEAKER), rows(speakers("id", "name", count=1), NAMES)),
        "speaker: + 2 rows; 1 before, 3 after",
    ),
    "other rows": (
        of(schema(SPEAKER), schema(SPEAKER), rows(ONE_TWO, ONE_THREE)),
        "speaker: 1 row gone; 1 new",
    ),
    "left over": (
        of(schema(SPEAKER), schema(SPEAKER, replace(SPEAKER, name="_alembic_tmp_speaker"))),
        "_alembic_tmp_speaker: ! left over from a change that failed halfway",
    ),
    "keys": (
        of(schema(TALK), schema(CHECKED)),
        "talk: - foreign key, + 2 checks",
    ),
    "more columns than can be named": (
        of(schema(SPEAKER), schema(with_columns(SPEAKER, *(replace(BIO, name=f"c{n}") for n in range(5))))),
        "speaker: + 5 columns",
    ),
}


@pytest.mark.parametrize(("said", "wanted"), CASES.values(), ids=CASES)
def test_it_says_what_became_of_the_table_and_of_its_rows(said, wanted):
    assert said == [wanted]


def test_several_new_tables_are_one_line():
    assert of(schema(), schema(SPEAKER, TALK)) == ["speaker, talk: + 2 new tables"]


def test_what_lost_something_is_first_and_of_many_the_rest_is_named():
    tables = [Table(f"t{number}", (Column("id", "INTEGER"),)) for number in range(6)]
    gone = rows(Rows(1, ("id",), (("1",),)), None, "t5")
    said = of(schema(*tables), schema(*(with_columns(one, BIO) for one in tables[:5])), gone)
    assert said == [
        "t5: - table dropped; 1 row dropped with the table",
        "t0: + bio",
        "t1: + bio",
        "3 more tables: t2, t3, t4",
    ]


def test_where_several_databases_changed_each_is_named():
    lost = step("tidy", before=schema(TALK), after=schema(TALK), elsewhere=(on_stats(VISITS, VISITS, lost=1),))
    assert lines(lost) == ["database stats: visit: 1 row lost: 2 before, 1 after"]


def test_a_foreign_key_that_changed_is_named_by_its_kind():
    other = (ForeignKey(("speaker_id",), "speaker", ("id",), "fk_talk_speaker_id_speaker", on_delete="CASCADE"),)
    assert of(schema(TALK), schema(replace(TALK, foreign_keys=other))) == ["talk: ~ foreign key"]
