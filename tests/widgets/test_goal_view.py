"""An exercise's goal beside what is there."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from migration_lab.course import Verdict
from migration_lab.schema import Column, Difference, compare, loosen
from migration_lab.widgets import GoalView
from migration_lab.widgets.live import DRAWN
from tests.widgets.examples import BIO, HOSTILE, SPEAKER, TALK, schema, with_columns


@dataclass
class Exercise:
    id: str = "03.1"
    title: str = "Give speakers a bio"


def verdict(current, goal, *missing):
    difference = compare(loosen(current), loosen(goal)) if missing else Difference()
    return Verdict(Exercise(), missing, difference, goal, current)


WANTED = schema(with_columns(SPEAKER, BIO), TALK)
NOT_YET = verdict(schema(with_columns(SPEAKER, Column("boi", "TEXT"))), WANTED, "The column speaker.bio is missing.")


def test_not_yet_names_what_is_missing():
    assert (
        "\n" + str(GoalView(NOT_YET)) + "\n"
        == """
Exercise 03.1, not yet: Give speakers a bio
  not yet: The column speaker.bio is missing.
"""
    )


def test_the_goal_stands_beside_what_is_there_in_words_of_what_to_do():
    html = GoalView(NOT_YET).html()
    assert "<li>not yet: The column speaker.bio is missing.</li>" in html
    assert ">now</th>" in html
    assert ">goal</th>" in html
    assert "+ to add</td>" in html
    assert "- to drop</td>" in html


def test_names_of_keys_are_not_asked_for_and_lengths_are_shown_as_they_are():
    keys = [line["after"] for line in GoalView(NOT_YET).state()["tables"][0]["keys"]]
    assert keys == [("primary key", "(id)"), ("unique key", "(email)")]
    assert GoalView(NOT_YET).state()["tables"][0]["columns"][1]["after"][1] == "VARCHAR(80)"


def test_a_table_that_is_missing_is_shown_as_the_goal():
    tables = GoalView(NOT_YET).state()["tables"]
    assert [(table["name"], table["state"]) for table in tables] == [("speaker", "changed"), ("talk", "added")]


def test_done_says_so_and_shows_no_table():
    view = GoalView(verdict(WANTED, WANTED))
    assert view.done
    assert str(view) == "Exercise 03.1, done: Give speakers a bio"
    assert view.state()["tables"] == []


def test_hostile_names_stay_text():
    table = replace(SPEAKER, name=HOSTILE)
    view = GoalView(verdict(schema(), schema(table), f"The table {HOSTILE} is missing."))
    assert "<script" not in view.html()
    assert "\u202e" not in str(view) + view.html() + json.dumps(view.state(), ensure_ascii=False)


def test_the_mime_bundle_has_text_html_and_what_javascript_draws():
    assert set(GoalView(NOT_YET)._repr_mimebundle_()) == {"text/plain", "text/html", DRAWN}


def test_a_rename_is_one_thing_to_do_and_nothing_to_drop():
    renamed = with_columns(SPEAKER, Column("full_name", "VARCHAR(80)", False), without=["name"])
    asked = verdict(schema(SPEAKER), schema(renamed), "speaker.name is to be renamed to full_name.")
    view = GoalView(replace(asked, renames=(("speaker", "name", "full_name"), ("talk", "minutes", "length"))))
    assert "to rename: name → full_name</caption>" in view.html()
    assert "~ to rename</td>" in view.html()
    assert "to drop" not in view.html()
    assert "to add" not in view.html()
    table = view.state()["tables"][0]
    assert table["words"] == "to rename: name → full_name"
    assert [line["after"][0] for line in table["columns"] if line["renamed"]] == ["full_name"]
