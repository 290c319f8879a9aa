"""The card: what its text, its HTML and its widget say about a step."""

from __future__ import annotations

import json

import pytest

from migration_lab.project.result import Rows, Statement, TableRows
from migration_lab.schema import Column, Enum, Schema, View
from migration_lab.widgets import Card
from migration_lab.widgets.live import WIDGET_VIEW
from tests.widgets.examples import (
    HOSTILE,
    PEOPLE,
    SPEAKER,
    TALK,
    TAMED,
    VERSIONS,
    added_bio,
    first_upgrade,
    hostile,
    renamed,
    schema,
    speakers,
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

+ alembic_version: Alembic's own table: it remembers which revision this database stands at

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


def test_rows_that_came_are_counted_and_shown():
    now = schema(SPEAKER)
    rows = TableRows("speaker", speakers("id", "name", count=0), speakers("id", "name"))
    insert = [Statement("INSERT INTO speaker (name) VALUES (?)", f"('{one}',)") for one in PEOPLE]
    card = Card(step("seed", before=now, after=now, rows=(rows,), sql=insert))
    assert (
        text(card)
        == """
flask seed: added 3 rows of speaker

+ speaker: 3 rows added: 0 before, 3 after
    after: 3 rows
      id  name
      1   Ada
      2   Grace
      3   Alan

  SQL that ran
    INSERT INTO speaker (name) VALUES (?)  (3 times)
"""
    )


def test_lost_values_stand_first_and_beside_their_column():
    card = Card(renamed([None] * 3))
    assert str(card).splitlines()[0] == (
        "flask db upgrade: lost 3 values: speaker.name is gone; changed 1 table: speaker"
    )
    assert "\n  - name       VARCHAR(80)   NOT NULL  (3 values lost)\n" in str(card)
    assert "speaker.full_name is NULL in every row" in str(card)
    assert "<strong>3 values lost</strong></td></tr>" in card.html()
    assert "! lost 3 values: speaker.name is gone" in card.html()


def test_a_rename_that_kept_the_values_is_one_change_and_no_loss():
    card = Card(renamed(PEOPLE))
    assert (
        text(card)
        == """
flask db upgrade: changed 1 table: speaker; renamed speaker.name → full_name

~ speaker: 1 column renamed; 3 rows kept; speaker.full_name now holds the values of speaker.name
    id                        INTEGER       NOT NULL         primary key
    email                     VARCHAR(120)  NOT NULL         unique
  ~ renamed name → full_name  VARCHAR(80)   NOT NULL → NULL
    unique key  uq_speaker_email (email)
"""
    )
    html = card.html()
    assert "~ renamed</td>" in html
    assert "<del>" not in html
    line = card.state()["tables"][0]["columns"][-1]
    assert (line["mark"], line["renamed"], line["before"][0], line["after"][0]) == ("~", True, "name", "full_name")
    assert card.state()["rows"][0]["renames"] == (("name", "full_name"),)


def test_rows_that_were_updated_are_in_the_headline():
    now = schema(SPEAKER)
    rows = TableRows("speaker", speakers("id", "name"), speakers("id", name=("Ada", "Amazing Grace", "Alan T.")))
    card = Card(step("seed", before=now, after=now, rows=(rows,)))
    assert str(card).splitlines()[0] == "flask seed: changed 2 rows of speaker"
    many = TableRows("speaker", speakers("id", "name", count=90), speakers("id", name=("Ada", "G", "Alan"), count=91))
    card = Card(step("seed", before=now, after=now, rows=(many,)))
    assert str(card).splitlines()[0] == "flask seed: changed at least 1 row of speaker; added 1 row of speaker"


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


def test_what_is_too_long_for_one_line_takes_several():
    lines = str(Card(renamed([None] * 3))).splitlines()
    assert lines[2:5] == [
        "~ speaker: 1 column added, 1 column dropped; 3 rows still there",
        "  - speaker.name is gone, and with it 3 values",
        "    speaker.full_name is NULL in every row",
    ]


def test_lost_rows_of_a_table_that_did_not_change_are_told():
    now = schema(SPEAKER, TALK)
    rows = TableRows("talk", Rows(2, ("id",), (("1",), ("2",))), Rows(0, ("id",), ()))
    card = str(Card(step("db", "upgrade", before=now, after=now, rows=(rows,))))
    assert card.startswith("flask db upgrade: lost 2 rows of talk\n")
    assert "- talk: all its rows lost: 2 before, 0 after" in card
    assert "unchanged: " not in card


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
    assert "changed 2 things beside the tables" in card
    assert "\n+ enum mood" in card
    assert "\n+ view loud" in card


def test_a_step_without_a_change_says_so():
    now = schema(VERSIONS)
    assert str(Card(step("db", "current", before=now, after=now))) == "flask db current: nothing changed"


def test_the_html_sets_before_and_after_side_by_side():
    html = Card(added_bio()).html()
    assert "<caption>~ <strong><code>speaker</code></strong>: 1 column added</caption>" in html
    assert '<th scope="col" style="text-align: left">before</th>' in html
    assert "<ins><strong>bio</strong> <code>TEXT NULL</code></ins>" in html
    assert '<td style="text-align: left">+ added</td><td style="text-align: left"></td>' in html
    assert "<summary>SQL that ran (2)</summary>" in html


def test_the_html_needs_nothing_that_a_sanitizer_takes_away():
    html = Card(renamed([None] * 3)).html()
    assert "<del><strong>name</strong>" in html
    for taken in ("<style", "<svg", "<script", "aria-", "role=", "class=", "var("):
        assert taken not in html


def test_hostile_names_and_values_stay_text():
    html = Card(hostile()).html()
    assert "<script" not in html
    assert "<img" not in html
    assert "<b>" not in html
    assert "we&quot;ird &lt;script&gt;alert(1)&lt;/script&gt; 🎤\\n\\u202eשנה" in html
    assert TAMED in str(Card(hostile()))
    assert "\u202e" not in str(Card(hostile())) + html + json.dumps(Card(hostile()).state(), ensure_ascii=False)


def test_the_mime_bundle_has_text_html_and_widget():
    card = Card(added_bio())
    bundle = card._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html", WIDGET_VIEW}
    assert bundle["text/plain"] == str(card) == repr(card)
    assert bundle[WIDGET_VIEW]["model_id"] == card.widget.model_id


def test_text_and_html_are_the_same_each_time():
    assert str(Card(hostile())) == str(Card(hostile()))
    assert Card(hostile()).html() == Card(hostile()).html()


def test_the_widget_gets_plain_json():
    card = Card(added_bio())
    state = json.loads(json.dumps(card.widget._state))
    assert state["command"] == "flask db upgrade"
    assert [table["name"] for table in state["tables"]] == ["speaker"]
    assert [table["name"] for table in state["unchanged"]] == ["talk"]
    assert state["move"] == {"before": "3f2ad07e9b1c", "after": "9b1c3f2ad07e", "made": False}
    assert [one["bookkeeping"] for one in state["statements"]] == [False, True]


def test_a_thousand_unchanged_tables_are_named_and_not_sent():
    many = [type(SPEAKER)(f"t{number:04}", (Column("id", "INTEGER"),)) for number in range(1000)]
    state = Card(step("db", "upgrade", before=schema(*many), after=schema(*many, SPEAKER))).state()
    assert state["unchanged"] == ()
    assert len(state["unchanged_names"]) == 1000


def test_a_table_name_with_a_line_break_keeps_its_line():
    assert all(HOSTILE.split("\n")[1] not in line.strip()[:6] for line in str(Card(hostile())).splitlines())


def test_an_unknown_keyword_is_an_error_at_once():
    with pytest.raises(TypeError):
        Card(added_bio(), theme="dark")
