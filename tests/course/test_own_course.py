"""A course of somebody's own: a chapter is made in it, opened, worked through in a real kernel, and checked."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell

from migration_lab.course.chapter_questions import starts_after
from migration_lab.course.chapters.chapter import Chapter, chapters, find_chapter, read_main_line
from migration_lab.course.chapters.recorded_main_lines import main_line
from migration_lab.course.exercises.exercise import exercises
from migration_lab.course.exercises.finding import find_exercise
from migration_lab.course.exercises.goal import put_start
from migration_lab.course.exercises.steps import AnswerStep, apply_steps
from migration_lab.course.exercises.verdict import Verdict, check
from migration_lab.course.location import CLINIC, COURSE_VARIABLE, Course, find_course
from migration_lab.course.own_chapters.skeleton import make_chapter
from migration_lab.course.predictions.prediction import predictions
from migration_lab.course.workspaces.record_ready_made import refresh_all
from migration_lab.course.workspaces.starting_point import put_starting_point
from migration_lab.errors import LabError
from migration_lab.project.project import Project
from tests.course.conftest import OpenShared
from tests.course.shop_course import write_shop
from tests.execute_notebooks import content_of
from tests.notebook_environment import notebook_environment

OURS = find_course()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, open_shared: OpenShared) -> Path:
    """The folder of a course with one chapter, which was made in it."""
    folder = tmp_path_factory.mktemp("own")
    write_shop(folder, open_shared)
    make_chapter("Add a tag", folder)
    return folder


@pytest.fixture
def course(shop: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    """That course, open; its workspaces are in its own folder."""
    monkeypatch.setenv(COURSE_VARIABLE, str(shop))
    monkeypatch.delenv("MIGRATION_LAB_WORKSPACE", raising=False)
    return find_course()


@pytest.fixture
def answered(course: Course, tmp_path: Path, open_shared: OpenShared):
    """Carries out an answer where the exercise begins, and checks it."""

    def carry_out(steps: tuple[AnswerStep, ...], may_fail: bool = False) -> Verdict:
        exercise = find_exercise("01.1")
        put_start(exercise, course, tmp_path / "project", open_shared)
        project = open_shared(tmp_path / "project")
        apply_steps(steps, project, may_fail=may_fail)
        return check(exercise, project, course=course, open_project=open_shared)

    return carry_out


def test_the_folder_that_the_variable_names_is_the_course_with_its_own_questions(course: Course, shop: Path) -> None:
    assert course == Course(shop)
    assert course.workspaces == shop / "notebooks" / "workspace"
    assert [(one.number, one.title) for one in chapters()] == [("01", "Add a tag")]
    assert [one.id for one in exercises()] == ["01.1"]
    assert [one.id for one in predictions()] == ["01.rows-in-the-new-table"]
    assert starts_after("01", course.questions) == "00"


def test_a_relative_path_means_the_same_folder_after_the_process_has_moved(
    shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(COURSE_VARIABLE, shop.name)
    monkeypatch.chdir(shop.parent)
    assert find_course() == Course(shop)
    monkeypatch.chdir(tmp_path)
    assert find_course() == Course(shop)


def test_without_the_variable_the_questions_are_ours_again(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(exercises()) == 1
    monkeypatch.delenv(COURSE_VARIABLE)
    assert find_course() == OURS
    assert len(exercises()) > 1
    assert "01.first-start" in [one.id for one in predictions()]


def test_the_exercise_is_not_done_at_its_start_and_is_with_its_solution(answered, course: Course) -> None:
    assert str(answered(find_exercise("01.1").solution)) == "Exercise 01.1, done: a note"


def test_it_is_done_with_the_other_right_answer(answered, course: Course) -> None:
    assert answered(find_exercise("01.1").also[0]).done


@pytest.mark.parametrize("number", [0, 1, 2, None])
def test_it_is_not_done_with_a_wrong_answer_and_with_none(answered, course: Course, number: int | None) -> None:
    steps = () if number is None else find_exercise("01.1").wrong[number].steps
    assert not answered(steps, may_fail=True).done


def test_somebody_works_through_it_in_a_real_kernel(course: Course, tmp_path: Path) -> None:
    """Open, edit, migrate, predict, upgrade, reveal; then the solution, and the check passes."""
    (chapter,) = chapters()
    notebook = nbformat.read(chapter.path, as_version=4)
    for source in (
        "%%edit shop/models.py\n class Example2(base.Model):\n+    note: Mapped[str | None] = "
        "mapped_column(base.String(40))",
        '%flask db migrate -m "add note"',
        "%flask db upgrade",
        'lab.check("01.1")',
        "lab.progress()",
    ):
        notebook.cells.append(new_code_cell(source))
    environment = notebook_environment(tmp_path) | {COURSE_VARIABLE: str(course.folder)}
    client = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(course.notebooks)}})
    with client.setup_kernel(env=environment, stderr=subprocess.DEVNULL):
        for at, cell in enumerate(notebook.cells):
            if cell.id == "predict-rows-in-the-new-table":
                cell.source = 'lab.predict("01.rows-in-the-new-table", "b")'
            client.execute_cell(cell, at)
    shown = {cell.id: "\n".join(map(text_of, cell.get("outputs", ()))) for cell in notebook.cells}
    assert "is at the chapter's starting point" in shown["open"]
    assert "+ example2: new table, 2 columns" in shown["upgrade"]
    assert "none" in shown["reveal-rows-in-the-new-table"]
    assert shown[notebook.cells[-2].id].startswith("Exercise 01.1, done: a note")
    assert shown[notebook.cells[-1].id].startswith("Your progress: 1 of 1 exercise done, 0 of 1 prediction right\n")


def text_of(output: nbformat.NotebookNode) -> str:
    return output.text if output.output_type == "stream" else output.get("data", {}).get("text/plain", "")


def test_its_notebook_is_stored_as_every_other_and_says_what_it_must(course: Course) -> None:
    (chapter,) = chapters()
    notebook = nbformat.read(chapter.path, as_version=4)
    nbformat.validate(notebook)
    assert content_of(notebook) == chapter.path.read_bytes()
    first = notebook.cells[0].source
    assert first.startswith("# 01 · Add a tag\n")
    assert all(words in first for words in ("You will do", "You will learn", "10 minutes"))


@pytest.fixture
def copy_of_ours(tmp_path: Path) -> Path:
    """A copy of our course, of what a new chapter looks at."""
    folder = tmp_path / "ours"
    leave = shutil.ignore_patterns("workspace", "__pycache__", "instance")
    for name in ("notebooks", "sample_app"):
        shutil.copytree(OURS.folder / name, folder / name, ignore=leave)
    return folder


def test_in_our_own_course_it_is_the_next_chapter_and_its_solution_passes(
    copy_of_ours: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, open_shared: OpenShared
) -> None:
    before = [one.number for one in chapters(OURS) if one.number != CLINIC]
    main_line = [one for one in before if starts_after(one, OURS.questions) is None]
    made = make_chapter("Give a talk: tags!", copy_of_ours)
    monkeypatch.setenv(COURSE_VARIABLE, str(copy_of_ours))
    monkeypatch.setenv("MIGRATION_LAB_WORKSPACE", str(tmp_path / "workspace"))
    assert made.number == f"{int(before[-1]) + 1:02}"
    assert made.notebook.name == f"{made.number}_give_a_talk_tags.ipynb"
    assert made.starts_after == main_line[-1]
    assert isinstance(find_chapter(made.number), Chapter)
    exercise = find_exercise(f"{made.number}.1")
    put_start(exercise, find_course(), tmp_path / "project", open_shared)
    project = open_shared(tmp_path / "project")
    apply_steps(exercise.solution, project)
    verdict = check(exercise, project, course=find_course(), open_project=open_shared)
    assert str(verdict) == f"Exercise {made.number}.1, done: a note"


def test_a_second_chapter_begins_with_the_finished_app_too(shop: Path, tmp_path: Path) -> None:
    shutil.copytree(shop, tmp_path / "own", ignore=shutil.ignore_patterns("instance"))
    made = make_chapter("Split the orders", tmp_path / "own")
    assert (made.number, made.starts_after) == ("02", "00")
    assert 'id = "02.1"' in made.questions.read_text(encoding="utf-8")
    cells = json.loads(made.notebook.read_text(encoding="utf-8"))["cells"]
    assert "".join(cells[0]["source"]).startswith("# 02 · Split the orders\n")


def test_what_is_recorded_lies_beside_its_notebooks_and_is_used_from_then_on(
    shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "own"
    shutil.copytree(shop, folder, ignore=shutil.ignore_patterns("instance", "workspace"))
    monkeypatch.setenv(COURSE_VARIABLE, str(folder))
    monkeypatch.setenv("MIGRATION_LAB_WORKSPACE", str(tmp_path / "workspace"))
    course = find_course()
    assert [*refresh_all(course)] == ["main_line.json: written", "starting_points.json: written"]
    assert sorted(path.name for path in course.notebooks.glob("*.json")) == ["main_line.json", "starting_points.json"]
    assert not (folder / "migration_lab").exists()
    chapter = find_chapter("01")
    recorded = read_main_line(chapter)
    cells = json.loads(chapter.path.read_text(encoding="utf-8"))
    chapter.path.write_text(json.dumps({**cells, "cells": cells["cells"][:2]}), encoding="utf-8")
    assert read_main_line(chapter) == ()
    assert main_line(chapter, course) == recorded

    def no_project(path: Path) -> Project:
        raise AssertionError("a command was to run")

    put_starting_point(chapter, course, tmp_path / "end", end=True, open_project=no_project)
    assert "class Example2(base.Model):" in (tmp_path / "end" / "shop" / "models.py").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("there", "says"),
    [
        (None, "There is no folder"),
        ((), "is not a course: it has neither"),
        (("notebooks/01_a.ipynb",), "has notebooks, but no folder sample_app"),
        (("sample_app/app.py",), "has no chapter yet. This makes the first one: migration-lab new-chapter"),
        (("notebooks/readme.ipynb", "sample_app/app.py"), "has no chapter yet"),
    ],
)
def test_a_folder_that_is_no_course_is_said_to_lack_something(
    there: tuple[str, ...] | None, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "own"
    for name in there or ():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    if there == ():
        folder.mkdir()
    monkeypatch.setenv(COURSE_VARIABLE, str(folder))
    with pytest.raises(LabError) as raised:
        find_course()
    assert str(raised.value).startswith("MIGRATION_LAB_COURSE: ")
    assert says in str(raised.value)
    assert str(folder) in str(raised.value)


@pytest.mark.parametrize(
    ("files", "title", "says"),
    [
        ({}, "Add", "is no course: it has no folder sample_app"),
        ({"app.py": "x = 1\n"}, "Add", "has no migrations/versions"),
        ({"app.py": "x = 1\n", "migrations/versions/a.py": ""}, "Add", "There is no model in"),
        ({"app.py": "\n\n@a\nclass A(db.Model):\n", "migrations/versions/a.py": ""}, "Add", "There is no model in"),
        ({"app.py": "\n\nclass A(db.Model):\n", "migrations/versions/a.py": ""}, "!?", "cannot be the title"),
        ({"app.py": "\n\nclass A(db.Model):\n", "migrations/versions/a.py": ""}, "x" * 61, "cannot be the title"),
    ],
)
def test_where_no_chapter_can_be_made_nothing_is_written(
    files: dict[str, str], title: str, says: str, tmp_path: Path
) -> None:
    for name, text in files.items():
        (tmp_path / "sample_app" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "sample_app" / name).write_text(text)
    with pytest.raises(LabError, match=says):
        make_chapter(title, tmp_path)
    assert not (tmp_path / "notebooks").exists()


def test_questions_without_a_notebook_are_never_overwritten(shop: Path, tmp_path: Path) -> None:
    shutil.copytree(shop, tmp_path / "own", ignore=shutil.ignore_patterns("instance"))
    kept = tmp_path / "own" / "notebooks" / "questions" / "02.toml"
    kept.write_text("# mine\n")
    with pytest.raises(LabError, match="is there already"):
        make_chapter("Add", tmp_path / "own")
    assert kept.read_text() == "# mine\n"
    assert len([*(tmp_path / "own" / "notebooks").glob("*.ipynb")]) == 1
