"""Undo from a cell and from the board, a chapter whose folder is gone, and a board that goes on whatever happens."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from migration_lab import lab, magics
from migration_lab.kernel import session
from migration_lab.kernel.desk import Desk
from migration_lab.project import NothingToRedo, UndoAsks
from migration_lab.project.undo import undoing
from migration_lab.project.undo.undo_copies import UndoCopies
from tests.desk import open_desk, wait


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with open_desk(tmp_path_factory.mktemp("w")) as desk:
        yield desk


def status(desk: Desk) -> Mapping[str, Any]:
    now: Mapping[str, Any] = desk.board.state()["_status"]
    return now


def press_undo(desk: Desk, sure: str | None = None) -> Mapping[str, Any]:
    answers: list[Mapping[str, Any]] = []
    desk.hear({"what": "undo", "sure": sure}, answers.append)
    return answers[0]


def in_a_terminal(desk: Desk, sql: str) -> None:
    with closing(sqlite3.connect(desk.session.project.database.path)) as connection:
        connection.execute(sql)
        connection.commit()


def test_the_button_asks_once_before_it_takes_back_what_a_terminal_did(desk):
    lab.run("db downgrade")
    in_a_terminal(desk, "CREATE TABLE mine (x)")
    asked = press_undo(desk)
    assert (asked["command"], asked["words"]) == ("Undo", "did nothing yet")
    assert "- table mine" in asked["output"]
    assert asked["output"].endswith("Press Undo again to take back flask db downgrade all the same.")
    assert lab.tables("mine").schema
    assert status(desk)["sure"] == "flask db downgrade"
    assert press_undo(desk)["words"] == "did nothing yet", "a press that had not been asked is no answer"
    done = press_undo(desk, sure="flask db downgrade")
    assert (done["command"], done["words"]) == ("flask db downgrade", "is undone")
    assert status(desk)["sure"] is None
    assert "speaker" in session.current().project.read().table_names


def test_a_command_in_between_takes_the_question_back(desk):
    lab.run("db downgrade")
    in_a_terminal(desk, "CREATE TABLE mine (x)")
    press_undo(desk)
    lab.run("db current")
    assert status(desk)["sure"] is None
    assert press_undo(desk, sure="flask db downgrade")["words"] == "did nothing yet"


def test_a_cell_lists_what_would_go_and_the_named_command_does_it(desk):
    lab.run("db downgrade")
    in_a_terminal(desk, "CREATE TABLE mine (x)")
    with pytest.raises(UndoAsks, match=r"lab\.undo\('flask db downgrade'\)"):
        lab.undo()
    assert "Undone: flask db downgrade" in str(lab.undo("flask db downgrade"))


def test_a_moment_that_cannot_be_read_does_not_stop_the_board(desk):
    lab.run("db downgrade")
    wait(lambda: not status(desk)["looking"])
    moment = desk.session.project.undo_copies.folders()[-1]
    (moment / "after.json").write_text("{", encoding="utf-8")
    (moment / "moment.json").write_text("", encoding="utf-8")
    in_a_terminal(desk, "CREATE TABLE mine (x)")
    wait(lambda: status(desk)["undo"] is None and not status(desk)["looking"])
    assert desk.follower._thread.is_alive()


@pytest.mark.parametrize("failing", ["_fingerprint", "_undo"])
def test_the_board_survives_whatever_its_look_raises(desk, monkeypatch, failing):
    wait(lambda: not status(desk)["looking"])

    def fails(*_: Any) -> None:
        raise MemoryError("no memory")

    monkeypatch.setattr(desk.follower, failing, fails)
    desk.follower.wake()
    wait(lambda: "no memory" in (status(desk)["problem"] or ""))
    monkeypatch.undo()
    desk.follower.wake()
    wait(lambda: status(desk)["problem"] is None and not status(desk)["looking"])


def test_the_board_says_what_is_wrong_with_a_damaged_database_and_follows_its_return(desk):
    path = desk.session.project.database.path
    whole = path.read_bytes()
    path.write_bytes(b"text" * 2000)
    wait(lambda: "not an SQLite database" in (status(desk)["problem"] or ""))
    path.write_bytes(whole)
    wait(lambda: status(desk)["problem"] is None and not status(desk)["looking"])


@pytest.mark.parametrize("seen", [True, False])
def test_the_first_cell_makes_a_deleted_chapter_anew(desk, seen):
    gone = Path.cwd()
    if seen:
        lab.run("db downgrade")
    desk.hear({"what": "unseen"}, print)
    shutil.rmtree(gone)
    for move in (lab.tables, lab.undo, lab.places, lambda: magics.flask("db current"), lambda: lab.get("/")):
        with pytest.raises(Exception, match=r"The folder 03 is gone\. Open the chapter again"):
            move()
        assert not gone.exists()
    lab.open("03")
    assert Path.cwd() == gone
    assert lab.run("db current").result.ok


def test_a_chapter_opens_from_a_folder_that_was_deleted(desk, tmp_path):
    there = tmp_path / "there"
    there.mkdir()
    os.chdir(there)
    there.rmdir()
    lab.open("03")
    assert "speaker" in lab.tables().schema.table_names


def test_an_undo_that_is_interrupted_says_how_far_it_came(desk, monkeypatch):
    lab.run("db downgrade")
    project = desk.session.project
    kept = project.undo_copies.moments()[-1]

    def interrupted(*args: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(UndoCopies, "restore", interrupted)
    with pytest.raises(
        session.CommandInterrupted, match=f"{kept.command} is not taken back yet, or only in part: run lab"
    ):
        lab.undo()
    monkeypatch.undo()
    monkeypatch.setattr(undoing, "change_of", interrupted)
    with pytest.raises(session.CommandInterrupted, match=f"after {kept.command} had been taken back"):
        lab.undo()
    assert kept.folder not in [one.folder for one in project.undo_copies.moments()]


def test_a_project_that_is_open_read_only_is_offered_no_undo(desk):
    lab.run("db downgrade")
    wait(lambda: status(desk)["undo"] == "flask db downgrade")
    lab.open_project(session.current().project.path)
    reader = session.current().desk
    reader.hear({"what": "seen"}, print)
    wait(lambda: not status(reader)["looking"] and reader.board.state()["_places"])
    assert status(reader)["undo"] is None


def test_redo_comes_after_undo_in_a_cell_and_on_the_board(desk):
    lab.run("db downgrade")
    press_undo(desk)
    wait(lambda: status(desk)["redo"] == "flask db downgrade" and not status(desk)["looking"])
    assert desk.board.state()["_sql"]["now"][0]["title"].endswith("undone")
    answers: list[Mapping[str, Any]] = []
    desk.hear({"what": "redo"}, answers.append)
    assert (answers[0]["command"], answers[0]["words"]) == ("flask db downgrade", "is redone")
    assert not desk.board.state()["_sql"]["now"][0]["title"].endswith("undone")
    wait(lambda: status(desk)["redo"] is None and status(desk)["undo"] == "flask db downgrade")
    assert session.current().project.versions() == ()
    desk.hear({"what": "redo"}, answers.append)
    assert (answers[1]["ok"], answers[1]["words"]) == (False, "did nothing")
    assert "Nothing is left to redo" in answers[1]["output"]
    lab.undo()
    assert str(lab.redo()).startswith("Redone: flask db downgrade\n")
    with pytest.raises(NothingToRedo, match="Nothing is left to redo"):
        lab.redo()
