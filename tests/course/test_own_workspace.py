"""An exercise that begins elsewhere than its chapter ends: a workspace of its own, and a goal from its own start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from migration_lab.course.chapters.chapter import find_chapter
from migration_lab.course.exercises import verdict
from migration_lab.course.exercises.exercise import Exercise, exercises
from migration_lab.course.exercises.finding import find_exercise
from migration_lab.course.exercises.goal import put_start, read_goal
from migration_lab.course.exercises.own_workspace import find_opening, own_start
from migration_lab.course.exercises.steps import apply_steps
from migration_lab.course.exercises.verdict import Verdict, check
from migration_lab.course.location import Course
from migration_lab.course.workspaces.files import fingerprint
from migration_lab.course.workspaces.recipe import recipe
from migration_lab.course.workspaces.starting_point import start_of
from migration_lab.course.workspaces.workspace import Workspace, open_workspace, reset
from migration_lab.errors import LabError
from migration_lab.project.project import Project
from tests.course.conftest import OpenShared
from tests.course.small_course import HALFWAY, PHONE
from tests.course.workspace_folders import names, work

Open = Callable[..., Workspace]


@pytest.fixture
def halfway(toml) -> Exercise:
    return find_exercise("03.3", toml(HALFWAY))


@pytest.fixture
def open_own(course: Course, toml, open_shared: OpenShared) -> Open:
    """Opens a chapter or an exercise of the small course by its name."""
    place = toml(PHONE + HALFWAY)

    def open_own(name: str | float, *, resume: bool = False) -> Workspace:
        return find_opening(name, course, place).open(resume=resume, course=course, open_project=open_shared)

    return open_own


@pytest.fixture
def look_at(course: Course, halfway: Exercise, open_shared: OpenShared):
    def look(project: Project, elsewhere: str = "") -> Verdict:
        others = (halfway,)
        return check(halfway, project, course=course, others=others, open_project=open_shared, elsewhere=elsewhere)

    return look


@pytest.mark.parametrize("name", ["03.3", "3.3", 3.3])
def test_it_opens_at_the_chapters_start_and_its_own_steps(name, open_own, course, halfway, open_shared):
    opened = open_own(name)
    assert opened.path == course.workspaces / "03.3"
    assert opened.title == "Exercise 03.3, Get out of a failed upgrade"
    assert opened.message == ("workspace/03.3 is at the exercise's starting point.",)
    assert "phone" in (opened.path / "models.py").read_text(encoding="utf-8")
    assert "bio" not in (opened.path / "models.py").read_text(encoding="utf-8")
    project = open_shared(opened.path)
    assert [column.name for column in project.read().tables[-1].columns] == ["id", "name", "phone"]
    assert [tuple(row) for row in project.query("SELECT name FROM speaker ORDER BY id")] == [("Ada L.",), ("Grace",)]
    assert project.undo_copies.last() is None


def test_it_is_built_once_and_kept(open_own, course, halfway, tmp_path):
    open_own("03.3")
    chapter = find_opening("03", course).chapter

    def no_project(folder: Path) -> Project:
        raise AssertionError("a command was to run")

    again = open_workspace("03", course=course, open_project=no_project, own=own_start(halfway))
    work(again.path)
    anew = reset(again, course=course, open_project=no_project)
    assert (anew.path, anew.kept) == (again.path, course.workspaces / "03.3-earlier-1")
    assert start_of(anew.path)[1] == fingerprint(anew.path)
    assert chapter.number == "03"


def test_other_steps_are_another_starting_point(course, halfway, toml, open_own, open_shared):
    opened = open_own("03.3")
    other = find_exercise("03.3", toml(HALFWAY.replace("Ada L.", "Ada Lovelace")))
    own = own_start(other)
    again = open_workspace("03", course=course, open_project=open_shared, own=own)
    rows = [tuple(row) for row in open_shared(again.path).query("SELECT name FROM speaker ORDER BY id")]
    assert (again.path, again.kept, rows[0]) == (opened.path, None, ("Ada Lovelace",))


def test_its_work_is_kept_and_gone_on_with_apart_from_the_chapters(open_own, course):
    work(open_own("03").path, "the chapter's")
    work(open_own("03.3").path, "the exercise's")
    resumed = open_own("03.3", resume=True)
    assert resumed.message == ("workspace/03.3 goes on where you left off.",)
    assert (resumed.path / "models.py").read_text(encoding="utf-8") == "the exercise's"
    anew = open_own("03.3")
    assert anew.message[1:] == (
        "Your earlier work is kept in workspace/03.3-earlier-1.",
        'To go on with it: lab.open("03.3", resume=True)',
    )
    assert (open_own("03.3", resume=True).path / "models.py").read_text(encoding="utf-8") == "the exercise's"
    assert (open_own("03", resume=True).path / "models.py").read_text(encoding="utf-8") == "the chapter's"
    assert names(course.workspaces) == ["03", "03.3"]


def test_there_is_nothing_to_go_on_with_at_first(open_own):
    assert open_own("03.3", resume=True).message[0] == "There is no earlier work on exercise 03.3 to continue."


def test_an_exercise_without_a_start_of_its_own_is_done_in_the_chapter(open_own):
    with pytest.raises(LabError, match=r"Exercise 03\.1 has no workspace of its own: it goes on where chapter 03 ends"):
        open_own("03.1")
    with pytest.raises(LabError, match=r"(?s)no exercise '03\.9'.*03\.3 Get out"):
        open_own("03.9")


def test_a_start_that_does_not_end_as_it_says_is_an_error(course, toml, open_shared):
    place = toml(HALFWAY.replace("fails = true", "fails = false"))
    with pytest.raises(LabError, match="`flask db upgrade` failed"):
        find_opening("03.3", course, place).open(course=course, open_project=open_shared)
    harmless = toml(HALFWAY.replace("UPDATE nowhere SET x = 1", "SELECT 1"))
    with pytest.raises(LabError, match="`flask db upgrade` did not fail"):
        find_opening("03.3", course, harmless).open(course=course, open_project=open_shared)


def test_an_exercise_on_postgresql_has_a_workspace_of_its_own_and_another_starting_point(course, toml):
    (here, there) = (exercises(toml(PHONE + more))[0] for more in ("", 'database = "postgresql"\n'))
    assert (own_start(here), here.workspace, there.workspace) == (None, "03", "03.1")
    own = own_start(there)
    assert own.on_postgresql
    chapter = find_chapter("03", course)
    keys = {recipe(chapter, course, own=replace(own, on_postgresql=each)).key for each in (False, True)}
    assert len(keys) == 2


def test_it_may_begin_where_the_chapter_ends(course, toml, open_shared):
    at_end = PHONE.replace("03.1", "03.4") + 'start_at_end = true\nstart = [{delete = "mig*/versions/*_add_bio.py"}]\n'
    opened = find_opening("03.4", course, toml(at_end)).open(course=course, open_project=open_shared)
    assert "bio" in (opened.path / "models.py").read_text(encoding="utf-8")
    assert [path.name.partition("_")[2] for path in (opened.path / "migrations" / "versions").iterdir()] == [
        "create_speaker.py"
    ]
    nothing = toml(at_end.replace("mig*/", "nowhere/").replace("03.4", "03.5"))
    with pytest.raises(LabError, match="should be one file, and 0 are there"):
        find_opening("03.5", course, nothing).open(course=course, open_project=open_shared)


def test_the_goal_is_made_from_its_own_start(course, halfway, toml, open_shared):
    (phone,) = exercises(toml(PHONE))
    goal = read_goal(halfway, (phone, halfway), course, open_shared)
    (speaker,) = (table for table in goal.start.tables if table.name == "speaker")
    assert [column.name for column in speaker.columns] == ["id", "name", "phone"]
    assert goal.schemas == (goal.start,)
    assert len(read_goal(phone, (phone, halfway), course, open_shared).schemas) == 1


def test_it_is_checked_from_its_own_start(course, halfway, look_at, tmp_path, open_shared):
    answers = {"nothing": (), "solution": halfway.solution, "also": halfway.also[0]}
    answers |= {wrong.why: wrong.steps for wrong in halfway.wrong}
    done = {}
    for number, (name, steps) in enumerate(answers.items()):
        put_start(halfway, course, tmp_path / str(number), open_shared)
        project = open_shared(tmp_path / str(number))
        apply_steps(steps, project, may_fail=True)
        done[name] = look_at(project).done
    assert done == {name: name in ("solution", "also") for name in answers}


def test_elsewhere_it_is_not_done_whatever_is_there(course, halfway, look_at, tmp_path, open_shared):
    put_start(halfway, course, tmp_path / "start", open_shared)
    project = open_shared(tmp_path / "start")
    apply_steps(halfway.solution, project)
    assert look_at(project).done
    assert look_at(project, "the workspace of chapter 03").missing == (
        "This exercise has a workspace of its own, but what is open here is the workspace of chapter 03. Run "
        'lab.open("03.3"), and do the exercise there.',
    )


def test_elsewhere_no_goal_is_made(halfway, course, open_shared, tmp_path, monkeypatch):
    monkeypatch.setattr(verdict, "read_goal", lambda *_: pytest.fail("a goal was made"))
    said = check(halfway, open_shared(tmp_path), course=course, others=(halfway,), elsewhere="another project")
    assert not said.done
    assert not said.difference


def test_its_keys_are_checked(toml):
    for wrong, says in {
        'also = [[{sql = "x"}], []]': "also: should be a list with something in it",
        'start = ["db upgrade"]': "start: a step needs one of the keys",
        'start = [{flask = ["seed"], fails = 1}]': "start: fails should be true or false",
        'start = [{sql = "x", fails = true}]': "start: the step sql has no key fails",
        "only_one = 3": "only_one: should be some text",
        'database = "mysql"': "database: should be one of sqlite, postgresql: 'mysql'",
        "from_start = true": "from_start is for exercises on postgresql",
        'scripts = false\ndatabase = "postgresql"': "what brings a database to PostgreSQL are the scripts",
    }.items():
        with pytest.raises(LabError) as raised:
            exercises(toml(PHONE + wrong))
        assert says in str(raised.value)
