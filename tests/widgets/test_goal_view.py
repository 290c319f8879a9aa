"""An exercise's goal beside what is there."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from migration_lab.course import Verdict
from migration_lab.course.exercises.exercise_parts import ExercisePart
from migration_lab.schema import Column, Difference, compare, loosen
from migration_lab.widgets import GoalNotes, GoalView
from migration_lab.widgets.live import DRAWN
from tests.widgets.examples import BIO, HOSTILE, SPEAKER, TALK, schema, with_columns


@dataclass
class Exercise:
    id: str = "03.1"
    name: str = "Exercise 03.1"
    title: str = "Give speakers a bio"
    task: str = "Give speakers a bio: TEXT."


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


def test_types_and_names_that_the_task_does_not_have_are_for_the_learner_to_find():
    wanted = schema(with_columns(SPEAKER, BIO, Column("site", "VARCHAR(7)")))
    missing = verdict(schema(SPEAKER), wanted, "The column speaker.site is missing.")
    [table] = GoalView(missing).state()["tables"]
    types = {line["after"][0]: line["after"][1] for line in table["columns"]}
    assert (types["name"], types["bio"], types["site"]) == ("VARCHAR(80)", "TEXT", "…")
    assert GoalView(replace(missing, hidden=frozenset({"site"}))).state()["tables"] == []


def test_it_says_how_far_one_is_and_what_the_coach_says():
    parts = (ExercisePart("the tables", ("No.",)), ExercisePart("the rows"), ExercisePart("the pages", looked_at=False))
    view = GoalView(replace(NOT_YET, parts=parts), GoalNotes("Two heads <b>.", "why", ("how",)))
    assert str(view).splitlines()[1:] == [
        "  1 of 3 parts is right: the rows.",
        "  not yet: The column speaker.bio is missing.",
        "  Two heads <b>.",
    ]
    assert "<p>Two heads &lt;b&gt;.</p>" in view.html()
    assert "how" not in view.html()
    assert view.state()["notes"] == ["Two heads <b>."]


def test_done_says_why_it_works_and_shows_the_right_answers():
    view = GoalView(verdict(WANTED, WANTED), GoalNotes("", "Because.\n\nRead\non.", ("Run:\n\n<x>", "Or else.")))
    assert str(view).splitlines()[1:] == ["  Because.", "  Read on."]
    assert "<summary>A right answer, 2 of 2</summary>\n<pre>Or else.</pre>" in view.html()
    assert "&lt;x&gt;" in view.html()
    assert view.state()["ways"] == [("A right answer, 1 of 2", "Run:\n\n<x>"), ("A right answer, 2 of 2", "Or else.")]
