"""What a learner has done, and the map of the course that shows it."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from migration_lab.course.course_map import course_map, for_jupyterlab
from migration_lab.course.exercises.exercise import exercises
from migration_lab.course.exercises.finding import find_exercise
from migration_lab.course.exercises.verdict import Verdict
from migration_lab.course.location import Course
from migration_lab.course.progress import done_exercises, note
from migration_lab.course.progress_record import progress_file
from migration_lab.course.tries import note_hint
from migration_lab.schema import Difference, Schema
from migration_lab.widgets import CourseMap

EXERCISE = """
[[exercise]]
id = "{0}"
title = "a table"
task = "Make a table."
goal = "CREATE TABLE a (b)"
hints = ["a", "b", "c"]
solution = [{{ sql = "CREATE TABLE a (b)" }}]
wrong = [{{ why = "none", steps = [{{ sql = "SELECT 1" }}] }}, {{ why = "one", steps = [{{ sql = "SELECT 2" }}] }}]
"""
ASKED = {chapter: tuple(f"{chapter}.{number}" for number in (1, 2, 3)) for chapter in ("01", "02", "03", "04")}
TITLES = {"00": "Start here", "01": "Build: a <small> app", "02": "Make", "03": "Add", "04": "Drop"}


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    """The course that is open: notebooks with nothing but a first cell, twelve exercises, no workspace folder yet."""
    monkeypatch.delenv("MIGRATION_LAB_WORKSPACE", raising=False)
    notebooks = tmp_path / "course" / "notebooks"
    notebooks.mkdir(parents=True)
    for number, title in TITLES.items():
        source = [f"# {number} · {title}\n", "\n", f"**It takes** {int(number) + 8} minutes, or so."]
        cells = [{"cell_type": "markdown", "source": source}]
        (notebooks / f"{number}_a_chapter.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    (notebooks / "questions").mkdir()
    for number, ids in ASKED.items():
        (notebooks / "questions" / f"{number}.toml").write_text("".join(map(EXERCISE.format, ids)), encoding="utf-8")
    (notebooks.parent / "sample_app").mkdir()
    monkeypatch.setenv("MIGRATION_LAB_COURSE", str(notebooks.parent))
    return Course(notebooks.parent)


def verdict(id: str, *missing: str) -> Verdict:
    return Verdict(find_exercise(id), missing, Difference(), Schema("sqlite"), Schema("sqlite"))


def record(course: Course) -> object:
    return json.loads(progress_file(course).read_text(encoding="utf-8"))


def test_an_exercise_is_done_when_its_check_has_passed_once(course) -> None:
    note(verdict("03.1", "The column is missing."), course)
    assert not progress_file(course).exists()
    note(verdict("03.1"), course)
    note(verdict("03.1", "The column is gone again."), course)
    assert done_exercises(course) == {"03.1"}
    assert record(course) == {"chapters": {"00": {"done": True}}, "exercises": {"03.1": {"done": True}}}


def test_a_chapter_is_done_when_all_its_exercises_are(course) -> None:
    for id in ("03.2", "03.3", "03.1"):
        note(verdict(id), course)
    assert record(course)["chapters"] == {"00": {"done": True}, "03": {"done": True}}
    assert [one.number for one in course_map(course) if one.done] == ["00", "03"]


def test_what_is_next_is_the_first_chapter_that_is_not_done(course) -> None:
    def next_one(here: str = "") -> list[str]:
        return [one.number for one in course_map(course, here) if one.next]

    assert (next_one(), next_one("00"), next_one("01")) == (["00"], ["01"], ["00"])
    for id in ("01.1", "01.2", "01.3"):
        note(verdict(id), course)
    assert next_one() == ["02"]
    for one in exercises():
        note(verdict(one.id), course)
    assert next_one() == []


def test_a_chapter_without_exercises_is_not_next_when_a_later_one_was_begun(course) -> None:
    note_hint("02.1", 1)
    assert [one.number for one in course_map(course) if one.next] == ["01"]


@pytest.mark.parametrize("damaged", ["", "{", "[1]", "\x00\xff", '"text"'])
def test_a_damaged_file_counts_as_nothing_and_is_kept(course, damaged: str) -> None:
    path = progress_file(course)
    path.parent.mkdir()
    path.write_text(damaged, encoding="utf-8")
    assert done_exercises(course) == frozenset()
    assert len(course_map(course)) == 5
    assert path.read_text(encoding="utf-8") == damaged
    note(verdict("01.1"), course)
    assert done_exercises(course) == {"01.1"}
    assert (path.parent / "progress-damaged.json").read_text(encoding="utf-8") == damaged


def test_whatever_else_is_in_the_file_stays(course) -> None:
    path = progress_file(course)
    path.parent.mkdir()
    path.write_text(json.dumps({"mine": [1], "exercises": {"99.1": {"done": True}}, "chapters": None}))
    note(verdict("01.1"), course)
    found = record(course)
    assert found["mine"] == [1]
    assert found["exercises"] == {"99.1": {"done": True}, "01.1": {"done": True}}


def test_what_else_is_noted_of_an_exercise_stays_and_it_counts_as_done(course) -> None:
    progress_file(course).parent.mkdir(parents=True)
    noted = {"exercises": {"03.1": {"done": True, "at": "noon"}}}
    progress_file(course).write_text(json.dumps(noted), encoding="utf-8")
    for id in ("03.2", "03.3"):
        note(verdict(id), course)
    assert record(course)["exercises"]["03.1"] == {"done": True, "at": "noon"}
    assert record(course)["chapters"]["03"] == {"done": True}


def test_exercises_of_several_kernels_at_once_are_all_kept(course) -> None:
    threads = [threading.Thread(target=note, args=(verdict(one.id), course)) for one in exercises()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done_exercises(course) == {one.id for one in exercises()}


def test_a_folder_that_cannot_be_written_stops_no_check(course) -> None:
    progress_file(course).parent.write_text("in the way", encoding="utf-8")
    note(verdict("01.1"), course)
    assert done_exercises(course) == frozenset()


def test_the_map_is_read_from_the_notebooks_own_first_cells(course) -> None:
    note(verdict("03.1"), course)
    (course.notebooks / "04_a_chapter.ipynb").write_text("no notebook", encoding="utf-8")
    shown = CourseMap(course_map(course, "03"))
    assert (
        "\n" + str(shown) + "\n"
        == """
The course: 1 of 12 exercises done
      Chapter               Minutes  Exercises           You
  00  Start here            8                            ✓ done
  01  Build: a <small> app  9        01.1, 01.2, 01.3    → next
  02  Make                  10       02.1, 02.2, 02.3
  03  Add                   11       03.1 ✓, 03.2, 03.3  you are here
  04  A chapter                      04.1, 04.2, 04.3
"""
    )
    html = shown.html()
    assert '<td style="text-align: left">01 <a href="01_a_chapter.ipynb">Build: a &lt;small&gt; app</a></td>' in html
    assert "<strong>→ next</strong>" in html
    assert "<caption>The course: 1 of 12 exercises done</caption>" in html


def test_jupyterlab_gets_the_map_with_paths_below_its_root(course, monkeypatch, tmp_path) -> None:
    told = for_jupyterlab(course, course.folder)
    assert told["progress"] == "notebooks/workspace/progress.json"
    assert told["chapters"][3] == {
        "number": "03",
        "title": "Add",
        "minutes": 11,
        "notebook": "notebooks/03_a_chapter.ipynb",
    }
    assert for_jupyterlab(course, tmp_path)["chapters"][0]["notebook"] == "course/notebooks/00_a_chapter.ipynb"
    assert for_jupyterlab(course, tmp_path / "elsewhere") is None
    monkeypatch.setenv("MIGRATION_LAB_WORKSPACE", str(tmp_path / "mine"))
    assert for_jupyterlab(course, course.folder)["progress"] is None
