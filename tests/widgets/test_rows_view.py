"""Rows of one table."""

from __future__ import annotations

import json

from migration_lab.values.result import Rows, TableRows
from migration_lab.widgets import RowsView
from migration_lab.widgets.live import DRAWN
from tests.widgets.examples import HOSTILE, PEOPLE, RENAME, SPEAKER, added_bio, renamed, schema, speakers, step


def test_null_nothing_and_the_text_null_are_told_apart():
    rows = Rows(3, ("id", "bio"), (("1", None), ("2", "NULL"), ("3", "")))
    assert (
        "\n" + str(RowsView("speaker", rows)) + "\n"
        == """
speaker: 3 rows
  id  bio
  1   NULL
  2   'NULL'
  3   ''
"""
    )
    html = RowsView("speaker", rows).html()
    assert "<em>NULL</em>" in html
    assert "&#x27;NULL&#x27;" in html
    assert RowsView("speaker", rows).state()["sample"]["rows"] == (("1", None), ("2", "'NULL'"), ("3", "''"))


def test_the_first_rows_of_many_say_so():
    assert str(RowsView("speaker", speakers("id", count=900))).startswith("speaker: the first 3 of 900 rows\n")


def test_a_table_without_rows_still_shows_its_columns():
    assert str(RowsView("speaker", Rows(0, ("id", "name"), ()))) == "speaker: no rows\n  id  name"


def test_long_values_are_cut_and_wide_signs_stay_in_line():
    rows = Rows(2, ("a", "b"), (("é中🎤", "x" * 500), ("abc", "y")))
    assert str(RowsView("t", rows)).splitlines() == ["t: 2 rows", "  a      b", f"  é中🎤  {'x' * 29}…", "  abc    y"]
    assert len(RowsView("t", rows).state()["sample"]["rows"][0][1]) == 60


def test_hostile_names_and_values_stay_text():
    view = RowsView(HOSTILE, Rows(1, (HOSTILE,), (("<img src=x onerror=alert(1)>\n\u202e",),)))
    assert "<script" not in view.html()
    assert "<img" not in view.html()
    assert len(str(view).splitlines()) == 3
    assert "\u202e" not in str(view) + view.html()


def test_the_mime_bundle_has_text_html_and_what_javascript_draws():
    assert set(RowsView("t", speakers("id"))._repr_mimebundle_()) == {"text/plain", "text/html", DRAWN}


def test_of_very_much_only_the_html_is_stored():
    rows = Rows(1, tuple(f"column_{n}" for n in range(10_000)), (("x" * 50,) * 10_000,))
    assert json.loads(RowsView("t", rows)._repr_mimebundle_()[DRAWN]) == {"display": "rows_view", "traits": None}


def test_the_widget_marks_what_the_last_command_changed_in_that_table():
    rows = speakers("id", full_name=PEOPLE)
    renaming = RowsView("speaker", rows, renamed(PEOPLE, [RENAME])).state()
    assert (renaming["marks"], renaming["since"]) == ([("full_name", "~")], "flask db upgrade")
    assert RowsView("speaker", rows, added_bio()).state()["marks"] == [("bio", "+")]
    now = schema(SPEAKER)
    filled = TableRows("speaker", speakers("id", "name"), speakers("id", name=("Ada", "Hopper", "Alan")))
    seed = step("seed", before=now, after=now, rows=(filled,))
    assert RowsView("speaker", rows, seed).state()["marks"] == [("name", "~")]
    assert "marks" not in RowsView("talk", rows, seed).state()
    assert str(RowsView("speaker", rows, seed)) == str(RowsView("speaker", rows))
