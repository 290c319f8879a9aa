"""A starting point is what running every cell of the chapters before would give."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from migration_lab.course.chapters.chapter import Run, Write, chapters, find_chapter, read_main_line
from migration_lab.course.chapters.edits import Edit
from migration_lab.course.chapters.main_line import replay, script_heads
from migration_lab.course.location import Course
from migration_lab.course.workspaces.files import fingerprint, touched
from migration_lab.course.workspaces.recipe import recipe
from migration_lab.course.workspaces.starting_point import START_FILE, put_starting_point, start_of
from migration_lab.errors import LabError
from tests.course.conftest import contents
from tests.course.small_course import FIRST, SECOND


@pytest.mark.parametrize("number", ["01", "02", "03"])
def test_a_starting_point_is_what_running_every_command_gives(number, course: Course, tmp_path: Path, open_shared):
    before = [step for other in chapters(course) if "00" < other.number < number for step in read_main_line(other)]
    (tmp_path / "all").mkdir()
    replay(before, tmp_path / "all", open_shared(tmp_path / "all"))
    put_starting_point(find_chapter(number, course), course, tmp_path / "start")
    assert fingerprint(tmp_path / "start") == fingerprint(tmp_path / "all")


def test_the_end_of_the_last_chapter_is_the_finished_app_with_its_rows(course: Course, tmp_path: Path, open_shared):
    put_starting_point(find_chapter("03", course), course, tmp_path / "end", end=True)
    assert contents(tmp_path / "end") == contents(course.sample_app)
    project = open_shared(tmp_path / "end")
    assert project.query("SELECT name, bio FROM speaker") == [("Ada", "said at Ada"), ("Grace", "said at Grace")]


def test_the_tour_starts_from_the_finished_app(course: Course, tmp_path: Path, open_shared):
    put_starting_point(find_chapter("00", course), course, tmp_path / "tour")
    assert contents(tmp_path / "tour") == contents(course.sample_app)
    project = open_shared(tmp_path / "tour")
    assert project.versions() == (SECOND,)
    assert project.query("SELECT name, bio FROM speaker") == [("Ada", None)]


class Recorder:
    """Stands in for a project: notes what is run and says that it went well."""

    def __init__(self, exit_code: int = 0) -> None:
        self.ran: list[tuple[str, ...]] = []
        self.exit_code = exit_code

    def run(self, *args: str):
        from migration_lab.schema import Difference, Schema
        from migration_lab.values.result import CommandResult, Step

        self.ran.append(args)
        result = CommandResult(args, self.exit_code, "Error: no\n", "Error: no\n")
        return Step(result, Schema("sqlite"), Schema("sqlite"), Difference())

    def close(self) -> None:
        pass


def test_known_revisions_are_copied_and_upgrades_wait_until_something_needs_them(course: Course, tmp_path: Path):
    steps = [step for chapter in chapters(course)[1:] for step in read_main_line(chapter)]
    project = Recorder()
    replay(steps, tmp_path, project, course.sample_app)
    assert project.ran == [
        ("routes",),
        ("db", "init"),
        ("db", "upgrade"),
        ("seed",),
        ("seed", "Grace"),
        ("db", "upgrade"),
    ]
    assert script_heads(tmp_path / "migrations") == (SECOND,)


def test_a_revision_that_the_finished_app_has_not_is_drafted(course: Course, tmp_path: Path):
    project = Recorder()
    steps = [Run(("db", "upgrade")), Run(("db", "migrate", "-m", "of my own"))]
    replay(steps, tmp_path, project, course.sample_app)
    assert project.ran == [("db", "upgrade"), ("db", "migrate", "-m", "of my own")]


def test_after_a_draft_an_upgrade_is_run_before_the_next_file_is_written(course, tmp_path):
    env, seen = tmp_path / "env.py", []

    class Reader(Recorder):
        def run(self, *args: str):
            seen.append(env.read_text(encoding="utf-8"))
            return super().run(*args)

    env.write_text("old", encoding="utf-8")
    project = Reader()
    steps = [Run(("db", "migrate", "-m", "of my own")), Run(("db", "upgrade")), Write(env.name, "new")]
    replay(steps, tmp_path, project, course.sample_app)
    assert project.ran == [("db", "migrate", "-m", "of my own"), ("db", "upgrade")]
    assert seen == ["old", "old"]


@pytest.mark.parametrize(
    "later",
    [
        Edit("migrations/versions/1_by_hand.py", "one", "two"),
        Write("migrations/versions/2_waits.py", "revision = 'two'\ndown_revision = 'one'\n"),
        Write("migrations/env.py", "raise SystemExit\n"),
    ],
    ids=["the script is edited", "another script comes", "env.py is another one"],
)
def test_an_upgrade_waits_no_longer_than_until_something_changes_what_it_would_do(later, course, tmp_path):
    seen = []

    class Reader(Recorder):
        def run(self, *args: str):
            files = sorted((tmp_path / "migrations").rglob("*.py"))
            seen.append([path.read_text(encoding="utf-8") for path in files])
            return super().run(*args)

    project = Reader()
    steps = [Write("migrations/versions/1_by_hand.py", "revision = 'one'\n"), Run(("db", "upgrade"))]
    replay([*steps, Write("models.py", "db = 1\n"), later], tmp_path, project, course.sample_app)
    assert project.ran == [("db", "upgrade")]
    assert seen == [["revision = 'one'\n"]]


def test_an_upgrade_that_waits_runs_nothing_that_came_later(course: Course, tmp_path: Path):
    project, drafts = Recorder(), ([step for chapter in chapters(course)[1:] for step in read_main_line(chapter)])
    made = [one for one in drafts if not isinstance(one, Run) or one.args[:2] in (("db", "migrate"), ("db", "init"))]
    first = next(at for at, one in enumerate(made) if isinstance(one, Run) and one.args[1] == "migrate")
    replay([*made[: first + 1], Run(("db", "upgrade")), *made[first + 1 :]], tmp_path, project, course.sample_app)
    assert project.ran == [("db", "init"), ("db", "upgrade", FIRST)], "the second script waits, as in the notebook"


def test_a_downgrade_is_run_where_it_stands(course: Course, tmp_path: Path):
    project = Recorder()
    words = [("db", "upgrade"), ("db", "downgrade", "base"), ("db", "upgrade")]
    replay(map(Run, words), tmp_path, project, course.sample_app)
    assert project.ran == words


def test_a_command_that_fails_ends_the_build_with_its_output(course: Course, tmp_path: Path):
    with pytest.raises(LabError, match=r"(?s)`flask seed` failed:\nError: no"):
        replay([Run(("seed",))], tmp_path, Recorder(exit_code=1), course.sample_app)


def test_a_command_that_should_fail_and_does_not_is_told_when_all_are_run(tmp_path: Path):
    with pytest.raises(LabError, match="`flask seed` did not fail"):
        replay([Run(("seed",), fails=True)], tmp_path, Recorder())


def test_heads_are_read_from_the_scripts(course: Course, tmp_path: Path):
    assert script_heads(course.sample_app / "migrations") == (SECOND,)
    assert script_heads(tmp_path) == ()
    folder = tmp_path / "versions"
    folder.mkdir()
    for name, parents in {"a": "None", "b": "'a'", "c": '"a"', "d": "('b', 'c')", "e": "'a'"}.items():
        line = f"revision: str = '{name}'\ndown_revision: Union[str, None] = {parents}\n"
        (folder / f"{name}.py").write_text(line, encoding="utf-8")
    assert script_heads(tmp_path) == ("d", "e")


def test_a_second_time_nothing_is_run(course: Course, tmp_path: Path):
    chapter = find_chapter("03", course)
    put_starting_point(chapter, course, tmp_path / "one")

    def no_project(folder: Path):
        raise AssertionError("not needed")

    began = time.perf_counter()
    put_starting_point(chapter, course, tmp_path / "two", open_project=no_project)
    assert time.perf_counter() - began < 0.5
    assert fingerprint(tmp_path / "one") == fingerprint(tmp_path / "two")


def test_a_starting_point_knows_its_own_fingerprint(course: Course, tmp_path: Path):
    put_starting_point(find_chapter("02", course), course, tmp_path / "start")
    key, files = start_of(tmp_path / "start")
    assert key == recipe(find_chapter("02", course), course).key
    assert not touched(tmp_path / "start", files)
    assert sorted(path.name for path in (tmp_path / "start" / ".lab").iterdir()) == [
        ".gitignore",
        Path(START_FILE).name,
    ]


def test_a_build_that_fails_leaves_nothing(course: Course, tmp_path: Path):
    shutil.rmtree(course.workspaces / ".cache")
    with pytest.raises(LabError, match="`flask routes` failed"):
        put_starting_point(
            find_chapter("03", course), course, tmp_path / "start", open_project=lambda _: Recorder(exit_code=1)
        )
    assert not (tmp_path / "start").exists()
    assert [path.name for path in (course.workspaces / ".cache").iterdir()] == ["lock"]


def test_a_damaged_entry_of_the_cache_is_built_again(course: Course, tmp_path: Path):
    chapter = find_chapter("02", course)
    put_starting_point(chapter, course, tmp_path / "one")
    (kept,) = (course.workspaces / ".cache").glob("02-*")
    (kept / "models.py").write_text("damaged", encoding="utf-8")
    put_starting_point(chapter, course, tmp_path / "two")
    assert fingerprint(tmp_path / "two") == fingerprint(tmp_path / "one")


def test_a_learners_database_url_is_left_alone(course: Course, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'mine.db'}")
    monkeypatch.setenv("FLASK_APP", "elsewhere")
    shutil.rmtree(course.workspaces / ".cache")
    put_starting_point(find_chapter("03", course), course, tmp_path / "start")
    assert (tmp_path / "start" / "instance" / "small.db").exists()
    assert not (tmp_path / "mine.db").exists()
    assert os.environ["FLASK_APP"] == "elsewhere"


@pytest.mark.parametrize(
    ("what", "changes"),
    [
        ("rows", lambda folder: _sql(folder, "INSERT INTO speaker (name) VALUES ('x')")),
        ("structure", lambda folder: _sql(folder, "CREATE TABLE x (y)")),
        ("a file", lambda folder: (folder / "models.py").write_text("#", encoding="utf-8")),
        ("a new file", lambda folder: (folder / "notes.txt").touch()),
        ("a lost file", lambda folder: (folder / "models.py").unlink()),
        ("no database", lambda folder: (folder / "instance" / "small.db").write_bytes(b"SQLite format 3\0 not")),
    ],
)
def test_whatever_is_changed_counts_as_touched(what, changes, course: Course, tmp_path: Path):
    put_starting_point(find_chapter("03", course), course, tmp_path / "start")
    start = start_of(tmp_path / "start")[1]
    changes(tmp_path / "start")
    assert touched(tmp_path / "start", start)


def test_looking_at_a_project_does_not_touch_it(course: Course, tmp_path: Path, open_shared):
    put_starting_point(find_chapter("03", course), course, tmp_path / "start")
    start = start_of(tmp_path / "start")[1]
    project = open_shared(tmp_path / "start")
    project.run("db", "current")
    project.get("/")
    _sql(tmp_path / "start", "VACUUM")
    (tmp_path / "start" / "__pycache__").mkdir(exist_ok=True)
    (tmp_path / "start" / "__pycache__" / "models.pyc").touch()
    assert not touched(tmp_path / "start", start)


def _sql(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "instance" / "small.db", isolation_level=None)) as database:
        database.execute(statement)


def test_a_chapter_that_stands_by_itself_is_part_of_no_other(course: Course, tmp_path: Path):
    alike = Course(tmp_path / "alike")
    shutil.copytree(course.notebooks, alike.notebooks)
    alike.questions.mkdir()
    (alike.questions / "02.toml").write_text('starts_after = "01"\n', encoding="utf-8")
    second, third = (recipe(find_chapter(number, alike), alike) for number in ("02", "03"))
    assert len(second.parts) == 1
    assert third.steps == second.steps, "chapter 03 begins where chapter 02 begins"
    assert len(recipe(find_chapter("02", alike), alike, end=True).parts) == 2
