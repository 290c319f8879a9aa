"""The real course: its main line builds the sample app, and every exercise can be done and can be got wrong."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from migration_lab.course.chapter_questions import starts_after
from migration_lab.course.chapters.chapter import chapters, find_chapter, read_main_line
from migration_lab.course.chapters.main_line import replay
from migration_lab.course.chapters.recorded_main_lines import take
from migration_lab.course.exercises.exercise import Exercise, exercises
from migration_lab.course.exercises.goal import put_start
from migration_lab.course.exercises.steps import apply_steps
from migration_lab.course.exercises.verdict import Verdict, check
from migration_lab.course.location import find_course
from migration_lab.course.workspaces.files import Fingerprint, fingerprint
from migration_lab.course.workspaces.recipe import TOUR
from migration_lab.course.workspaces.record_ready_made import take as take_starting_points
from migration_lab.course.workspaces.starting_point import put_starting_point
from migration_lab.project.project import Project
from tests.course.conftest import OpenShared, contents
from tests.course.on_postgresql import PutStart, marks

COURSE = find_course()
NUMBERS = [chapter.number for chapter in chapters(COURSE) if chapter.number != TOUR]
AFTER = {number: before for number in NUMBERS if (before := starts_after(number, COURSE.questions))}
"""The chapters that stand by themselves, each with the one at whose end it begins."""
BUILDING = [number for number in NUMBERS if number not in AFTER]


@pytest.fixture(scope="module")
def replayed(tmp_path_factory: pytest.TempPathFactory, open_shared: OpenShared) -> dict[str, tuple[Path, Fingerprint]]:
    """The whole main line, every command for real: by chapter, a project and its fingerprint at the chapter's end."""
    place = tmp_path_factory.mktemp("course")
    folder = place / "main"
    folder.mkdir()
    states, kept = {}, {number: place / f"after-{number}" for number in AFTER.values()}
    for number in BUILDING:
        replay(read_main_line(find_chapter(number, COURSE)), folder, open_shared(folder))
        states[number] = (folder, fingerprint(folder))
        if number in kept:
            shutil.copytree(folder, kept[number])
    for number, before in AFTER.items():
        alone = shutil.copytree(kept[before], place / number)
        replay(read_main_line(find_chapter(number, COURSE)), alone, open_shared(alone))
        states[number] = (alone, fingerprint(alone))
    return states


def test_the_main_line_from_first_to_last_builds_the_sample_app_file_for_file(replayed):
    folder, _ = replayed[BUILDING[-1]]
    built, finished = contents(folder), contents(COURSE.sample_app)
    assert sorted(built) == sorted(finished)
    for path, content in finished.items():
        assert built[path].decode() == content.decode(), path


@pytest.mark.parametrize("number", NUMBERS)
def test_a_chapter_ends_in_the_state_that_running_every_command_gives(number, replayed, tmp_path, open_shared):
    put_starting_point(find_chapter(number, COURSE), COURSE, tmp_path / "end", end=True, open_project=open_shared)
    assert fingerprint(tmp_path / "end") == replayed[number][1]


def test_the_tour_changes_nothing():
    assert read_main_line(find_chapter(TOUR, COURSE)) == ()


def test_the_snapshot_of_the_main_line_is_what_the_notebooks_say():
    """If this fails, a notebook's main line has changed: run ``python -m migration_lab.course`` and commit."""
    assert COURSE.snapshot.read_text(encoding="utf-8") == take(COURSE)


def test_the_starting_points_that_are_kept_are_what_their_commands_make():
    """If this fails, run ``python -m migration_lab.course``, read the difference, and commit."""
    assert COURSE.starting_points.read_text(encoding="utf-8") == take_starting_points(COURSE)


@pytest.mark.parametrize("end", [False, True])
@pytest.mark.parametrize("number", [TOUR, *NUMBERS])
def test_a_chapter_begins_and_ends_without_running_a_command(number, end, tmp_path, monkeypatch):
    def no_project(folder: Path) -> Project:
        raise AssertionError("a command was to run")

    monkeypatch.setenv("MIGRATION_LAB_WORKSPACE", str(tmp_path / "workspace"))
    put_starting_point(find_chapter(number, COURSE), COURSE, tmp_path / "start", end=end, open_project=no_project)


def test_every_chapter_after_the_tour_has_three_exercises_or_more():
    many = Counter(exercise.chapter for exercise in exercises())
    assert many.keys() == set(NUMBERS)
    assert min(many.values()) >= 3


@pytest.fixture
def project(
    request: pytest.FixtureRequest, tmp_path: Path, open_shared: OpenShared, put_on_server: PutStart
) -> Project:
    """A project as the exercise begins with it."""
    exercise = request.getfixturevalue("exercise")
    if exercise.on_postgresql:
        return put_on_server(exercise, COURSE, tmp_path / "project")
    put_start(exercise, COURSE, tmp_path / "project", open_shared)
    return open_shared(tmp_path / "project")


@pytest.fixture
def verdict(project: Project, exercise: Exercise, open_shared: OpenShared):
    def look() -> Verdict:
        return check(exercise, project, course=COURSE, open_project=open_shared)

    return look


EACH = pytest.mark.parametrize("exercise", [pytest.param(one, id=one.id, marks=marks(one)) for one in exercises()])


@EACH
def test_an_exercise_is_not_done_at_its_start(exercise, verdict):
    assert not verdict().done


@EACH
def test_an_exercise_is_done_with_its_solution(exercise, project, verdict):
    apply_steps(exercise.solution, project)
    assert str(verdict()) == f"{exercise.name}, done: {exercise.title}"


ALSO = [
    pytest.param(exercise, steps, id=f"{exercise.id}-{number}", marks=marks(exercise))
    for exercise in exercises()
    for number, steps in enumerate(exercise.also, 1)
]


@pytest.mark.parametrize(("exercise", "steps"), ALSO)
def test_an_exercise_is_done_with_another_right_answer(exercise, steps, project, verdict):
    apply_steps(steps, project)
    assert str(verdict()) == f"{exercise.name}, done: {exercise.title}"


@EACH
def test_an_exercise_has_another_right_answer_or_says_why_there_is_none(exercise):
    assert bool(exercise.also) is not bool(exercise.only_one)
    assert exercise.after


WRONG = [
    pytest.param(exercise, wrong, id=f"{exercise.id}-{number}", marks=marks(exercise))
    for exercise in exercises()
    for number, wrong in enumerate(exercise.wrong, 1)
]


@pytest.mark.parametrize(("exercise", "wrong"), WRONG)
def test_an_exercise_is_not_done_with_a_plausible_wrong_answer(exercise, wrong, project, verdict):
    apply_steps(wrong.steps, project, may_fail=True)
    assert not verdict().done, wrong.why
