"""What the card says of a step: tables, scripts, revision, and what failed."""

from __future__ import annotations

from migration_lab.schema import Column, Enum, Schema, View
from migration_lab.values.statement import Statement
from migration_lab.widgets import Card
from tests.widgets.examples import (
    SPEAKER,
    VERSIONS,
    added_bio,
    first_upgrade,
    schema,
    step,
    with_columns,
)


def text(card: Card) -> str:
    return "\n" + str(card) + "\n"


def test_an_added_column_is_told_in_a_dozen_lines():
    assert (
        text(Card(added_bio()))
        == """
flask db upgrade: changed 1 table: speaker; revision 3f2ad07e9b1c → 9b1c3f2ad07e

~ speaker: 1 column added; 3 rows kept; speaker.bio is NULL in every row
    id     INTEGER       NOT NULL  primary key
    name   VARCHAR(80)   NOT NULL
    email  VARCHAR(120)  NOT NULL  unique
  + bio    TEXT          NULL
    unique key  uq_speaker_email (email)

  unchanged: talk

  SQL that ran
    ALTER TABLE speaker ADD COLUMN bio TEXT
"""
    )


def test_the_first_upgrade_says_what_alembic_version_is():
    assert (
        text(Card(first_upgrade()))
        == """
flask db upgrade: made 1 table: speaker; revision <base> → 3f2ad07e9b1c

+ speaker: new table, 3 columns
    id     INTEGER       NOT NULL  primary key
    name   VARCHAR(80)   NOT NULL
    email  VARCHAR(120)  NOT NULL  unique
    unique key  uq_speaker_email (email)

+ alembic_version: Alembic's own table: it records which revision this database is at

  SQL that ran
    CREATE TABLE speaker ( id INTEGER NOT NULL )
"""
    )


def test_a_changed_column_shows_old_and_new_in_its_cell():
    shorter = with_columns(SPEAKER, Column("name", "TEXT", True), without=["name"])
    card = Card(step("db", "upgrade", before=schema(SPEAKER), after=schema(shorter)))
    assert "  ~ name   VARCHAR(80) → TEXT  NOT NULL → NULL\n" in str(card)


def test_a_script_that_was_only_written_changed_no_table():
    now = schema(SPEAKER)
    card = Card(
        step("db", "migrate", "-m", "add bio", before=now, after=now, written=("migrations/versions/9b1c_add_bio.py",))
    )
    assert (
        text(card)
        == """
flask db migrate -m 'add bio': wrote 1 script; no table changed

+ migrations/versions/9b1c_add_bio.py
"""
    )


def test_what_failed_and_what_was_taken_back_says_so_however_many_ran():
    now = schema(SPEAKER)
    ran = [Statement(f"INSERT INTO speaker (id) VALUES ({at})", rolled_back=at == 7) for at in range(8)]
    card = Card(step("seed", before=now, after=now, sql=[*ran, Statement("DROP TABLE x", failed=True)], exit_code=1))
    assert str(card).endswith(
        """
    INSERT INTO speaker (id) VALUES (5)
    … 1 more
    INSERT INTO speaker (id) VALUES (7)  (taken back by a rollback)
    DROP TABLE x  (failed)"""
    )
    assert "<pre><code>DROP TABLE x</code></pre><br><strong>failed</strong>" in card.html()
    assert [one["note"] for one in card.state()["statements"]][6:] == ["", "taken back by a rollback", "failed"]


def test_a_table_left_over_by_a_failed_batch_is_no_success():
    left = type(SPEAKER)("_alembic_tmp_room", (Column("id", "INTEGER"),))
    card = Card(step("db", "upgrade", before=schema(), after=schema(left), exit_code=1))
    assert str(card).splitlines()[:4] == [
        "flask db upgrade",
        "  ! failed with exit code 1",
        "  ! left over: _alembic_tmp_room (from a change that failed halfway)",
        "",
    ]
    assert "+ _alembic_tmp_room: left over from a change that failed halfway, 1 column" in str(card)
    assert "made 1 table" not in str(card)


def test_a_failure_that_left_something_behind_says_both():
    leftover = with_columns(SPEAKER)
    card = Card(step("db", "upgrade", before=schema(), after=schema(leftover), exit_code=1))
    assert str(card).startswith("flask db upgrade: failed with exit code 1; made 1 table: speaker\n")


def test_many_facts_take_a_line_each():
    tables = [with_columns(SPEAKER)] + [
        type(SPEAKER)(f"a_table_with_a_long_name_{number}", (Column("id", "INTEGER"),)) for number in range(4)
    ]
    card = Card(
        step("db", "upgrade", before=schema(), after=schema(*tables), revisions=((), ("3f2ad07e9b1c", "77aa3f2ad07e")))
    )
    assert str(card).splitlines()[:3] == [
        "flask db upgrade",
        "  + made 5 tables: a_table_with_a_long_name_0, a_table_with_a_long_name_1, a_table_with_a_long_name_2, "
        "a_table_with_a_long_name_3, speaker",
        "  → revision <base> → 3f2ad07e9b1c, 77aa3f2ad07e",
    ]


def test_views_and_enums_are_listed_beside_the_tables():
    after = Schema("postgresql", (), (View("loud", "SELECT 1", (Column("one", "integer"),)),), (Enum("mood", ("a",)),))
    card = str(Card(step("db", "upgrade", before=Schema("postgresql"), after=after)))
    assert "changed 2 things other than tables" in card
    assert "\n+ enum mood" in card
    assert "\n+ view loud" in card


def test_a_step_without_a_change_says_so():
    now = schema(VERSIONS)
    assert str(Card(step("db", "current", before=now, after=now))) == "flask db current: nothing changed"
