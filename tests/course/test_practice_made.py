"""What a number makes of a template: whole texts, good names, rows with their traps, and the same for everybody."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import astuple
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from migration_lab.course.exercise_ids import is_exercise_id
from migration_lab.course.exercises.exercise import Exercise
from migration_lab.course.exercises.finding import exercises_in, find_exercise
from migration_lab.course.exercises.practice.draw import Draw
from migration_lab.course.exercises.practice.making import ideas, make_exercise
from migration_lab.course.exercises.practice.template import practice_course
from migration_lab.course.exercises.practice.template_fields import FIELD
from migration_lab.course.location import find_course
from migration_lab.course.practice_ids import PracticeId, chapter_of, practice_id
from migration_lab.errors import LabError

QUESTIONS = find_course().questions
CHAPTERS = tuple(practice_course(QUESTIONS).templates)
SEEDS = range(1, 61)


def made(chapter: str) -> list[Exercise]:
    return [make_exercise(PracticeId(chapter, seed), QUESTIONS) for seed in SEEDS]


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one)


def test_there_is_practice_for_each_chapter_from_02_to_10():
    assert CHAPTERS == ("02", "03", "04", "05", "06", "07", "08", "09", "10")
    assert sum(len(ideas(chapter, QUESTIONS)) for chapter in CHAPTERS) >= 10
    assert all(len(ideas(chapter, QUESTIONS)) >= 2 for chapter in CHAPTERS)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_number_gives_a_whole_exercise_and_no_two_the_same(chapter):
    found = made(chapter)
    assert {one.idea for one in found} == set(ideas(chapter, QUESTIONS))
    assert len({one.start for one in found}) == len(found)
    for one in found:
        unfilled = [text for text in texts(astuple(one)) if FIELD.search(text)]
        assert not unfilled, one.id
        assert one.also
        assert one.after
        assert one.chapter == chapter
        assert one.workspace == one.id


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_numbers_go_through_all_ideas_and_all_domains(chapter):
    many, domains = len(ideas(chapter, QUESTIONS)), practice_course(QUESTIONS).domains
    found = made(chapter)
    assert [one.idea for one in found[:many]] == list(ideas(chapter, QUESTIONS))
    tasks = [one.task for one in found[:: len(ideas(chapter, QUESTIONS))]][: len(domains)]
    assert len({*tasks}) == len(tasks)
    assert all(one.start[0] != other.start[0] for one, other in pairwise(found))


def test_the_same_number_is_the_same_for_everybody():
    """Hashing is by another seed in the other process, as it is in each one."""
    ids = [f"practice.{chapter}.{seed}" for chapter in CHAPTERS for seed in (1, 17, 4711)]
    program = (
        "import sys; from migration_lab.course.exercises.finding import find_exercise\n"
        "import hashlib; print(hashlib.sha256(repr([find_exercise(id) for id in sys.argv[1:]]).encode()).hexdigest())"
    )
    other = subprocess.run(
        [sys.executable, "-c", program, *ids],
        env=os.environ | {"PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert other.stdout.strip() == hashlib.sha256(repr([*map(find_exercise, ids)]).encode()).hexdigest()


def test_what_is_drawn_for_a_text_stays_the_same_in_every_python():
    draw = Draw("practice.03.17")
    assert [draw.number(1, 1000) for _ in range(6)] == [708, 666, 875, 294, 498, 276]
    assert draw.some("abcdef", 6) == ["f", "e", "b", "a", "c", "d"]
    assert {draw.number(1, 3) for _ in range(50)} == {1, 2, 3}


@pytest.mark.parametrize("name", ["practice.3.17", "practice.03.17", " practice.03.017 "])
def test_the_name_says_which_it_is(name):
    assert practice_id(name) == PracticeId("03", 17)
    assert find_exercise(name).id == "practice.03.17"
    assert exercises_in("practice.03.17") == (find_exercise(name),)
    assert {one.id for one in exercises_in("03")} >= {"03.1"}


@pytest.mark.parametrize("name", ["practice.03", "practice.03.0", "practice.03.10000", "practice.x.1", "03.1", 3.1])
def test_other_names_are_none_of_practice(name):
    assert practice_id(name) is None


def test_names_are_kept_in_one_form():
    assert [is_exercise_id(id) for id in ("03.1", "practice.03.17")] == [True, True]
    assert [is_exercise_id(id) for id in ("3.1", "practice.3.17", "practice.03.017", "x", "03.words")] == [False] * 5
    assert [chapter_of(id) for id in ("03.1", "practice.07.2", "05.a-prediction")] == ["03", "07", "05"]


def test_a_chapter_without_practice_says_which_have_some():
    with pytest.raises(LabError, match=r"no practice for chapter 01\. There is practice for the chapters 02, 03, "):
        find_exercise("practice.01.1")


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    shutil.copytree(QUESTIONS / "practice", tmp_path / "practice")
    return tmp_path


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


WRONG = {
    "a row without its trap": ("03.toml", "empty = 2", "empty = 0", "template add-fill-forbid: the rows do not"),
    "a field that is not there": ("03.toml", "The {items} keep", "The {things} keep", r"there is no field \{things\}"),
    "an unknown key": ("03.toml", "goal =", "gaol =", "template optional-column: unknown key gaol"),
    "a list that is not there": ("03.toml", '"labels"', '"names"', "rows cannot be made from 'names'"),
    "a SELECT that fails": ("03.toml", 'before = "SELECT id', 'before = "SELECT ids', "no such column: ids"),
    "two ideas of one name": ("03.toml", '"required-column"', '"optional-column"', "two templates of the idea"),
    "a name of SQL": ("domains.toml", 'item = "book"', 'item = "order"', "domain 1: 'order' cannot be the name"),
    "a name of Python": ("domains.toml", 'note = "remark"', 'note = "class"', "domain 1: 'class' cannot be the name"),
    "a name twice": ("domains.toml", 'note = "remark"', 'note = "shelf"', "two columns or tables with the name shelf"),
    "a quote in a value": ("domains.toml", '"Night Ferry"', '"Night\'s Ferry"', "no quotes"),
    "a limit that is none": ("domains.toml", "limit = 300", "limit = 5", "limit should be between"),
    "too many odd rows": ("03.toml", "empty = 2", "empty = 8", "needs 8 odd rows, and 8 are left"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_template_or_domain_is_told_with_its_place(what, questions):
    name, old, new, says = WRONG[what]
    change(questions / "practice" / name, old, new)
    with pytest.raises(LabError, match=says):
        [make_exercise(PracticeId("03", seed), questions) for seed in (1, 2, 3)]


def test_a_course_may_have_no_practice(tmp_path):
    assert ideas("03", tmp_path) == ()
    with pytest.raises(LabError, match=r"^There is no practice for chapter 03\.$"):
        make_exercise(PracticeId("03", 1), tmp_path)
