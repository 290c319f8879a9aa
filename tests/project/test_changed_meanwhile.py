"""What changes between two commands, by a process that one of them left running or by anybody, has a way back too."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

import pytest

from migration_lab.project import Project, UndoAsks
from tests.project.small import command, live, ready, sql

COUNT = "SELECT count(*) FROM speaker"
WORKER = """\
import pathlib, sqlite3, sys, time
while not pathlib.Path("go").exists():
    time.sleep(0.01)
database = sqlite3.connect(sys.argv[1])
database.execute("DELETE FROM speaker")
database.commit()
database.close()
pathlib.Path("done").touch()
"""
NAME = "what changed after flask work"


@pytest.fixture
def working(project: Project) -> Iterator[Project]:
    """A project whose command ``work`` leaves a process running that writes when the file ``go`` is there."""
    (project.path / "worker.py").write_text(WORKER, encoding="utf-8")
    null = "stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True"
    start = f"subprocess.Popen([{sys.executable!r}, 'worker.py', db.engine.url.database], {null})"
    command(project, "work", "import subprocess", start)
    yield ready(project)
    (project.path / "go").touch()  # what is still waiting ends


def let_it_write(project: Project) -> None:
    (project.path / "go").touch()
    while not (project.path / "done").exists():
        time.sleep(0.01)
    assert sql(live(project), COUNT) == [(0,)]


def works(project: Project) -> None:
    step = project.run("work")
    assert step.result.ok, step.result.output
    assert not step.undoable


def test_an_undo_names_what_a_process_wrote_after_its_command_and_takes_it_back_when_asked(working):
    works(working)
    let_it_write(working)
    with pytest.raises(UndoAsks) as asked:
        working.undo()
    assert asked.value.command == NAME
    assert (
        "Something else, such as a terminal or a process that a command left running, has written to "
        "instance/conference.db since flask work." in asked.value.why
    )
    assert sql(live(working), COUNT) == [(0,)]
    undone = working.undo(NAME)
    assert (undone.command, undone.rows) == (NAME, (("speaker", 0, 2),))
    assert working.undo().command == "flask seed"


@pytest.mark.parametrize("words", [("db", "current"), ("seed",)], ids=["looks", "changes"])
def test_the_copy_from_before_outlives_the_commands_that_come_after(working, words):
    works(working)
    let_it_write(working)
    for _ in range(3):
        assert working.run(*words).result.ok
    if words == ("seed",):
        assert [working.undo().command for _ in range(3)] == ["flask seed"] * 3
    with pytest.raises(UndoAsks):
        working.undo()
    working.undo(NAME)
    assert sql(live(working), COUNT) == [(2,)]
    assert working.undo().command == "flask seed"


def test_the_last_command_can_be_taken_back_and_what_something_else_wrote_stays(working):
    working.run("db", "revision", "-m", "half")
    works(working)
    let_it_write(working)
    name = "flask db revision -m half"
    with pytest.raises(UndoAsks) as asked:
        working.undo()
    assert f"To take back {name}, and nothing else: lab.undo({name!r})" in asked.value.why
    undone = working.undo(name)
    assert ([what for _, what in undone.scripts], undone.databases, undone.later) == (["removed"], (), ())
    assert sql(live(working), COUNT) == [(0,)]
    assert working.undo(NAME).rows == (("speaker", 0, 2),)


def test_the_last_command_can_be_taken_back_with_what_something_else_wrote_to_its_database(working):
    works(working)
    let_it_write(working)
    with pytest.raises(UndoAsks) as asked:
        working.undo()
    what = "so that instance/conference.db is as it was before it"
    assert f"To take back flask seed, {what}: lab.undo('flask seed')" in asked.value.why
    assert working.undo("flask seed").outside
    assert working.undo().command == "flask db upgrade"


def test_it_is_known_to_another_kernel_too(working, runner):
    works(working)
    let_it_write(working)
    again = Project(working.path, stable=True, runner=runner)
    assert again.undo(NAME).rows == (("speaker", 0, 2),)


def test_what_was_written_by_hand_after_an_undo_has_a_way_back(working):
    working.undo()
    sql(live(working), "INSERT INTO speaker (name) VALUES ('by hand')")
    working.run("db", "current")
    with pytest.raises(UndoAsks) as asked:
        working.undo()
    assert asked.value.command == "what changed after the undo of flask seed"
    assert working.undo(asked.value.command).rows == (("speaker", 1, 0),)
    assert working.undo().command == "flask db upgrade"


def test_a_database_that_was_written_to_and_holds_the_same_again_is_nothing_to_undo(working):
    works(working)
    sql(live(working), "PRAGMA journal_mode = WAL")
    assert working.undo_copies.next_back() == "flask seed"
    assert working.run("db", "current").result.ok
    sql(live(working), "PRAGMA journal_mode = DELETE")
    assert working.undo().command == "flask seed"


def test_the_board_names_it_before_anybody_asks(working):
    works(working)
    assert working.undo_copies.next_back() == "flask seed"
    let_it_write(working)
    assert working.twin().undo_copies.next_back() == NAME


def test_what_a_command_did_itself_is_not_told_as_something_elses(working):
    works(working)
    working.run("seed")
    working.run("seed")
    assert [working.undo().command for _ in range(3)] == ["flask seed"] * 3
