"""The three places as text, HTML and state."""

from __future__ import annotations

import json

import pytest

from migration_lab.project import PlaceRow, Places
from migration_lab.widgets import PlacesView
from migration_lab.widgets.places_view import roads
from tests.widgets.examples import HOSTILE

BIO = PlaceRow("column", "speaker.bio", "TEXT  NULL", "speaker", "has", "has", "lacks", "TEXT", "TEXT", "")
NAME = PlaceRow(
    "column",
    "speaker.name",
    "VARCHAR(80)",
    "speaker",
    "has",
    "differs",
    "differs",
    "VARCHAR(80)",
    "VARCHAR(40)",
    "TEXT",
)
BEHIND = Places(
    "database behind",
    "The database has yet to run 9b1c (add bio).",
    False,
    (BIO, NAME),
    next_command="flask db upgrade",
    not_compared=("~ default of talk.minutes",),
    current=("3f2a",),
    heads=("9b1c",),
)
IN_STEP = Places("in step", "In step at 9b1c.", True, current=("9b1c",), heads=("9b1c",))


def test_the_text_says_for_each_thing_what_each_place_has():
    assert (
        "\n" + str(PlacesView(BEHIND)) + "\n"
        == """
The database has yet to run 9b1c (add bio).
  next: flask db upgrade

                                      Models               Scripts               Database
  + column speaker.bio   TEXT NULL    has it               has it                lacks it
  ~ column speaker.name  VARCHAR(80)  has it: VARCHAR(80)  differs: VARCHAR(40)  differs: TEXT

  Not compared by flask db check
    ~ default of talk.minutes
"""
    )


def test_in_step_is_one_line():
    assert str(PlacesView(IN_STEP)) == "In step at 9b1c."
    assert PlacesView(IN_STEP).html() == "<p><strong>In step at 9b1c.</strong></p>"


def test_a_problem_keeps_its_lines():
    view = PlacesView(Places("app does not load", "The app does not load.", False, problem="NameError: x\n  line 3"))
    assert str(view).endswith("  NameError: x\n    line 3")
    assert "<pre><code>NameError: x\n  line 3</code></pre>" in view.html()


def test_the_html_has_heads_a_sign_and_words_in_each_cell():
    html = PlacesView(BEHIND).html()
    assert "<caption>Models, scripts and database: 2 differences</caption>" in html
    assert '<th scope="col" style="text-align: left">Database</th>' in html
    assert ">✗ lacks it</td>" in html
    assert ">≠ differs: VARCHAR(40)</td>" in html
    assert "<p>Next: <code>flask db upgrade</code></p>" in html


def test_what_lies_between_the_places_is_counted():
    to_scripts, to_database = roads(BEHIND)
    assert (to_scripts.differ, to_database.differ) == (1, 2)
    assert [road.differ for road in roads(IN_STEP)] == [0, 0]


def test_a_database_behind_its_scripts_differs_even_when_its_tables_do_not():
    behind = Places("database behind", "One to run.", False, current=("3f2a",), heads=("9b1c",))
    assert [road.differ for road in roads(behind)] == [0, 1]


def test_where_no_script_waits_no_upgrade_is_offered():
    odd = PlaceRow("column", "speaker.odd", "TEXT", "speaker", "lacks", "lacks", "has")
    drift = Places("drift", "Somebody else changed it.", False, (odd,), current=("9b1c",), heads=("9b1c",))
    assert [(road.differ, road.command) for road in roads(drift)] == [(0, "flask db migrate"), (1, "")]
    assert roads(BEHIND)[1].command == "flask db upgrade"


def test_where_autogenerate_finds_nothing_no_draft_is_offered():
    odd = PlaceRow("column", "speaker.odd", "TEXT", "speaker", "has", "lacks", "has")
    agreed = Places("drift", "Both have it.", True, (odd,), current=("9b1c",), heads=("9b1c",))
    assert [(road.differ, road.command) for road in roads(agreed)] == [(1, ""), (1, "")]


@pytest.mark.parametrize(
    ("state", "can_move"),
    [
        ("app does not load", False),
        ("broken script", False),
        ("unreachable database", False),
        ("check fails", False),
        ("cannot look", False),
        ("unknown version", True),
        ("no alembic_version", True),
        ("several heads", True),
    ],
)
def test_where_no_command_works_none_is_offered(state, can_move):
    places = Places(state, "No.", False, (BIO,), current=("3f2a",), heads=("9b1c",))
    assert [road.command for road in roads(places)] == ["", ""]
    assert PlacesView(places).can_move is can_move


def test_of_several_bases_all_heads_are_upgraded_to():
    places = Places("database behind", "Two to run.", False, current=("3f2a",), heads=("9b1c", "d4d4"))
    assert roads(places)[1].command == "flask db upgrade heads"


def test_revision_ids_are_listed_and_many_are_counted():
    state = PlacesView(Places("several heads", "", False, heads=("a1", "b2", "c3", "d4", "e5"))).state()
    assert state["heads"] == ["a1", "b2", "c3", "and 2 more"]
    assert state["current"] == []
    assert PlacesView(BEHIND).state()["current"] == ["3f2a"]


def test_what_could_not_be_looked_at_is_not_said_to_agree():
    unknown = PlaceRow("table", "talk", "", "talk", "has", "unknown", "has")
    assert [road.known for road in roads(Places("cannot replay", "No.", False, (unknown,)))] == [False, False]
    assert [road.known for road in roads(Places("in step", "Yes.", True))] == [True, True]


def test_hostile_names_stay_text():
    row = PlaceRow("column", HOSTILE, HOSTILE, HOSTILE, "has", "lacks", "differs", HOSTILE, "", "TEXT")
    view = PlacesView(Places("drift", HOSTILE, False, (row,), problem=HOSTILE, next_command=HOSTILE))
    assert "<script" not in view.html()
    assert "\u202e" not in view.html() + str(view) + json.dumps(view.state(), ensure_ascii=False)
