"""The goal of an exercise as a list, of which each item is met or not yet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from migration_lab.course import find_course
from migration_lab.course.exercises.exercise import Exercise, exercises
from migration_lab.course.exercises.exercise_questions import HistoryQuestion, PageQuestion, RowQuestion
from migration_lab.course.exercises.finding import find_exercise
from migration_lab.course.exercises.goal import Goal, read_goal
from migration_lab.course.exercises.goal_items import HISTORY, IN_STEP, ROWS, TRIED, goal_items, reached
from migration_lab.course.exercises.steps import SqlStep
from migration_lab.course.workspaces.scratch import databases_beside
from migration_lab.schema import Column, ForeignKey, PrimaryKey, Schema, Table
from tests.course.on_postgresql import marks

ID, NAME = Column("id", "INTEGER", False), Column("name", "TEXT", False)
BIO = Column("bio", "TEXT")
KEY = PrimaryKey(("id",))


def schema(*columns: Column) -> Schema:
    return Schema("sqlite", (Table("speaker", (ID, *columns), KEY),))


def exercise(**more: object) -> Exercise:
    return replace(Exercise("03.1", "a bio", "A bio, a site, or a name that is called called.", (), (), ()), **more)


def items(
    one: Exercise,
    goal: Goal,
    now: Schema,
    *,
    in_step: bool = True,
    wrong: tuple[str, ...] = (),
    history: tuple[str, ...] = (),
    checked: bool = False,
) -> dict[str, bool]:
    found = goal_items(
        one, goal, now, in_step=in_step, rows_wrong=lambda: wrong, history_wrong=lambda: history, checked=checked
    )
    assert found.met == all(item.met for item in found.items)
    return {item.words: item.met for item in found.items}


def test_a_column_is_met_when_it_is_there():
    goal = Goal(schema(NAME), (schema(NAME, BIO),))
    assert items(exercise(), goal, schema(NAME)) == {"column speaker.bio": False, IN_STEP: True}
    assert items(exercise(), goal, schema(NAME, BIO), in_step=False) == {
        "column speaker.bio": True,
        IN_STEP: False,
    }


def test_a_rename_is_one_item_with_both_names():
    goal = Goal(schema(NAME), (schema(replace(NAME, name="called")),))
    one = exercise(renames=(("speaker", "name", "called"),), scripts=False)
    assert items(one, goal, schema(NAME)) == {"speaker.name is called called": False}
    assert items(one, goal, goal.schemas[0]) == {"speaker.name is called called": True}


def test_rows_are_asked_for_only_when_the_structure_is_right():
    goal = Goal(schema(NAME), (schema(NAME, BIO),))
    one = exercise(rows=(RowQuestion("SELECT bio FROM speaker", (("x",),), "Not yet."),), scripts=False)

    def never() -> tuple[str, ...]:
        raise AssertionError

    early = goal_items(one, goal, schema(NAME), in_step=True, rows_wrong=never)
    assert [(item.words, item.met) for item in early.items][1] == (ROWS, False)
    assert not items(one, goal, schema(NAME, BIO), wrong=("Not yet.",))[ROWS]
    assert items(one, goal, schema(NAME, BIO))[ROWS]


def test_the_history_is_an_item_and_what_only_the_check_can_try_too():
    goal = Goal(schema(NAME), (schema(NAME),))
    one = exercise(history=HistoryQuestion(heads=1), scripts=False)
    assert items(one, goal, schema(NAME), history=("Two heads.",)) == {HISTORY: False}
    assert items(one, goal, schema(NAME)) == {HISTORY: True}
    paged = replace(one, pages=(PageQuestion("/"),))
    assert items(paged, goal, schema(NAME)) == {HISTORY: True, TRIED: False}
    assert items(replace(paged, start=(SqlStep("SELECT 1"),)), goal, schema(NAME)) == {HISTORY: True, TRIED: False}
    assert items(paged, goal, schema(NAME), checked=True) == {HISTORY: True, TRIED: True}
    assert items(replace(paged, history=None), goal, schema(NAME)) == {TRIED: False}


def test_a_name_that_the_task_does_not_have_is_not_given_away():
    goal = Goal(schema(NAME), (schema(NAME, BIO),))
    assert items(exercise(task="Say more.", scripts=False), goal, schema(NAME)) == {"a column of speaker": False}


def test_what_else_is_wrong_is_one_item_however_much_it_is():
    goal = Goal(schema(NAME, BIO), (schema(NAME, BIO, Column("site", "TEXT")),))
    found = items(exercise(scripts=False), goal, schema())
    lost = "The column speaker.bio is missing: the exercise begins with it."
    rest = f"the rest is as at the start of the exercise. {lost} And 1 more."
    assert found == {"column speaker.site": False, rest: False}


def test_the_exercises_are_reached_when_all_that_they_begin_with_is_there():
    goal = Goal(schema(NAME), (schema(NAME, BIO),))
    assert not reached(goal, schema())
    assert reached(goal, schema(NAME))
    assert reached(goal, schema(NAME, BIO))
    assert not reached(Goal(Schema("sqlite"), (schema(),)), Schema("sqlite"))


@pytest.mark.parametrize("id", [pytest.param(one.id, marks=marks(one)) for one in exercises()])
def test_of_each_exercise_of_the_course_nothing_is_met_at_its_start_and_all_at_its_goal(
    id, tmp_path, monkeypatch, put_on_server
):
    monkeypatch.setenv("MIGRATION_LAB_WORKSPACE", str(tmp_path))
    one, beside = find_exercise(id), None
    if one.on_postgresql:
        beside = databases_beside(put_on_server(one, find_course(), tmp_path / "project"))
    goal = read_goal(one, exercises(), find_course(), beside=beside)
    before = items(one, goal, goal.start, in_step=False, wrong=("Not yet.",), history=("Not yet.",))
    assert not any(before.values())
    after = items(one, goal, goal.schemas[0], checked=True)
    assert all(after.values())
    assert before.keys() == after.keys()


def test_what_postgresql_has_not_looked_at_yet_is_said_in_words():
    def talk(*options: str) -> Schema:
        key = ForeignKey(("speaker_id",), "speaker", ("id",), "fk_talk", options=options)
        return Schema("postgresql", (Table("talk", (ID,), KEY, (key,)), Table("speaker", (ID,), KEY)))

    goal, current = Goal(talk("NOT VALID"), (talk(),)), talk("NOT VALID")
    asked = exercise(task="Check the key of talk.", scripts=False)
    [item] = goal_items(asked, goal, current, in_step=True, rows_wrong=tuple).items
    assert item.words == "foreign key talk(speaker_id): no longer NOT VALID"
    assert not item.met
