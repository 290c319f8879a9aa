"""The live tables."""

from __future__ import annotations

import json

import pytest

from migration_lab.errors import LabError
from migration_lab.schema import Column, Domain, Enum, Extension, Function, Schema, Statistics, Table, View
from migration_lab.widgets import TablesView
from migration_lab.widgets.live import DRAWN, WIDGET_VIEW
from tests.widgets.examples import BIO, SPEAKER, TALK, VERSIONS, hostile, schema, with_columns


def test_the_text_lists_the_tables_with_their_columns_and_keys():
    assert (
        "\n" + str(TablesView(schema(VERSIONS, SPEAKER, TALK))) + "\n"
        == """
  speaker: 3 columns
    id     INTEGER       NOT NULL  primary key
    name   VARCHAR(80)   NOT NULL
    email  VARCHAR(120)  NOT NULL  unique
    unique key  uq_speaker_email (email)

  talk: 3 columns
    id          INTEGER  NOT NULL              primary key
    minutes     INTEGER  NOT NULL  DEFAULT 30
    speaker_id  INTEGER  NOT NULL              → speaker.id
    foreign key  fk_talk_speaker_id_speaker (speaker_id) → speaker (id)
    check        ck_talk_minutes: minutes > 0
    index        ix_talk_minutes (minutes) where minutes > 60

  alembic_version: Alembic's own table: it records which revision this database is at
"""
    )


def test_only_the_named_tables_are_shown():
    view = TablesView(schema(VERSIONS, SPEAKER, TALK), ["talk"])
    assert str(view).startswith("  talk: 3 columns")
    assert "speaker: " not in str(view)
    assert "alembic_version" not in str(view)


def test_a_table_that_is_not_there_is_an_error_that_names_those_there_are():
    with pytest.raises(LabError, match=r'no table "talk s" in the database\. The tables are: speaker, talk'):
        TablesView(schema(SPEAKER, TALK), ["talk s"])


def test_an_empty_database_says_so():
    assert str(TablesView(schema())) == "The database has no tables yet."
    assert TablesView(schema()).html() == "<p>The database has no tables yet.</p>"


def test_an_update_reaches_the_widget_with_marks_on_what_changed():
    view = TablesView(schema(SPEAKER))
    widget = view.widget
    view.update(schema(with_columns(SPEAKER, BIO), TALK))
    state = json.loads(json.dumps(widget._state))
    assert state["title"] == "2 tables"
    assert state["news"] == "speaker: 1 column added; talk: new table, 3 columns"
    assert [line["mark"] for line in state["tables"][0]["columns"]] == ["", "", "", "+"]


def test_of_many_changed_tables_the_first_are_named_and_the_rest_counted():
    view = TablesView(schema())
    view.update(schema(*(Table(f"t{number}", (BIO,)) for number in range(7))))
    assert view.state()["news"].endswith("t3: new table, 1 column; and 3 more")


def test_an_update_without_a_change_leaves_the_marks():
    view = TablesView(schema(SPEAKER))
    view.update(schema(TALK))
    before = view.widget._state
    view.update(schema(TALK))
    assert view.widget._state == before


def test_a_named_table_that_goes_away_is_shown_as_dropped():
    view = TablesView(schema(SPEAKER, TALK), ["talk"])
    view.update(schema(SPEAKER))
    assert [(table["name"], table["state"]) for table in view.state()["tables"]] == [("talk", "dropped")]


def test_the_text_after_an_update_is_the_structure_without_marks():
    view = TablesView(schema(SPEAKER))
    view.update(schema(with_columns(SPEAKER, BIO)))
    assert str(view) == str(TablesView(schema(with_columns(SPEAKER, BIO))))


def test_views_are_listed():
    one = Schema("sqlite", (SPEAKER,), (View("loud", "SELECT 1", (Column("name", "TEXT"),)),))
    assert "\n  view loud (name)" in str(TablesView(one))
    assert "<p>view <code>loud (name)</code></p>" in TablesView(one).html()


def test_the_html_has_heads_and_a_caption():
    html = TablesView(schema(SPEAKER)).html()
    assert "<caption><strong><code>speaker</code></strong>: 3 columns</caption>" in html
    assert '<th scope="col" style="text-align: left">NULL?</th>' in html


def test_hostile_names_stay_text():
    view = TablesView(hostile().after)
    assert "<script" not in view.html()
    assert "\u202e" not in view.html() + str(view) + json.dumps(view.state(), ensure_ascii=False)


def test_the_mime_bundle_has_text_html_and_widget():
    assert set(TablesView(schema())._repr_mimebundle_()) == {"text/plain", "text/html", DRAWN, WIDGET_VIEW}


def test_what_the_database_has_beside_tables_is_listed_too():
    beside = Schema(
        "postgresql",
        enums=(Enum("mood", ("good", "bad")),),
        domains=(Domain("zip", "text"),),
        functions=(Function("tax(numeric)", "function", "sql", "numeric"), Function("tidy()", "procedure", "sql")),
        extensions=(Extension("citext", "1.8"),),
        statistics=(Statistics("pairs", "talk", "title, minutes"),),
    )
    assert str(TablesView(beside)).splitlines() == [
        "  extension citext 1.8",
        "  enum mood (good, bad)",
        "  domain zip (text)",
        "  function tax(numeric)",
        "  procedure tidy()",
        "  statistics pairs on talk(title, minutes)",
    ]
    assert TablesView(beside).state()["others"][0] == ["extension", "citext 1.8"]
