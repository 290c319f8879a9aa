"""The board's other half, in the kernel: what makes it follow, what its buttons do, and that nobody waits for it."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from migration_lab import lab
from migration_lab.kernel import session
from migration_lab.kernel.desk import Desk
from migration_lab.kernel.panel import Panel
from migration_lab.schema import Schema
from migration_lab.widgets import Board
from tests.desk import open_desk, wait


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with open_desk(tmp_path_factory.mktemp("w")) as desk:
        yield desk


def state_of(desk: Desk) -> str | None:
    """What the board says, once it has looked its last."""
    state = desk.board.state()
    return None if state["_status"]["looking"] else (state["_places"]["now"] or {}).get("state")


def ask(desk: Desk, **question: Any) -> Mapping[str, Any]:
    """The answer to a question, which may come from another thread."""
    answers: list[Mapping[str, Any]] = []
    desk.hear(question, answers.append)
    wait(lambda: answers)
    return answers[0]


def write(desk: Desk, column: str) -> None:
    models = desk.session.project.path / "models.py"
    line = f"    {column}: Mapped[str | None] = mapped_column(String(40))\n    phone:"
    models.write_text(models.read_text(encoding="utf-8").replace("    phone:", line), encoding="utf-8")


def test_it_follows_a_model_a_command_a_terminal_and_an_undo(desk: Desk) -> None:
    wait(lambda: state_of(desk) == "in step")
    write(desk, "nickname")
    wait(lambda: state_of(desk) == "models ahead")
    lab.run('db migrate -m "add nickname"')
    wait(lambda: state_of(desk) == "database behind")
    assert desk.board.next_command == "flask db upgrade"
    folder = desk.session.project.path
    subprocess.run([sys.executable, "-m", "flask", "db", "upgrade"], cwd=folder, check=True, capture_output=True)
    wait(lambda: state_of(desk) == "in step")
    assert "speaker" in desk.board.state()["_tables"]["now"]["news"]
    ask(desk, what="go", id=desk.board._history.entries[-1].id)
    assert desk.board.state()["_tables"]["now"]["news"] == "speaker: 1 column dropped"
    wait(lambda: state_of(desk) == "database behind")
    undone = ask(desk, what="undo")
    assert (undone["ok"], undone["about"]) == (True, "What changed")
    assert "All other files stay as they are, including your models." in undone["output"]
    assert desk.board.state()["_sql"]["now"][0]["title"].endswith(" statements, undone")
    wait(lambda: state_of(desk) == "in step")


def last(desk: Desk) -> str | None:
    """The result that stands above the pages, in a line."""
    result = status(desk)["last"]
    return result and f"{result['command']} {result['words']}"


def status(desk: Desk) -> Mapping[str, Any]:
    now: Mapping[str, Any] = desk.board.state()["_status"]
    return now


def test_a_command_that_failed_stands_there_until_one_succeeds(desk: Desk) -> None:
    lab.run("db upgrade nowhere")
    wait(lambda: not status(desk)["looking"])
    assert last(desk) == "flask db upgrade nowhere failed: Can't locate revision identified by 'nowhere'"
    assert "Can't locate" in status(desk)["last"]["output"]
    lab.run("db current")
    assert last(desk) is None


def test_an_undo_in_a_cell_takes_the_failure_off_too(desk: Desk) -> None:
    lab.run("db downgrade")
    lab.run("db upgrade nowhere")
    assert "failed" in (last(desk) or "")
    lab.undo()
    assert last(desk) is None
    wait(lambda: state_of(desk) == "in step")


def test_a_restarted_kernel_is_told_how_to_go_on(desk: Desk) -> None:
    assert status(desk)["reopen"] == 'from migration_lab import lab; lab.open("03", resume=True)'


def test_new_rows_are_announced_and_a_look_is_not(desk: Desk) -> None:
    wait(lambda: state_of(desk) == "in step")
    before = status(desk)["writes"]
    assert ask(desk, what="rows", table="room")["rows"]
    time.sleep(1)
    assert status(desk)["writes"] == before
    desk.session.project.database.engine.dispose()
    with desk.session.project.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE room SET seats = seats + 1")
    wait(lambda: status(desk)["writes"] > before)


def test_what_was_read_while_a_command_ran_is_not_shown_after_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    follower, project = desk.follower, desk.follower.project
    desk.hear({"what": "unseen"}, print)
    time.sleep(0.6)
    whole, shown = project.read(), desk.board.state()["_tables"]

    def read_in_the_middle() -> Schema:
        follower.wake()
        return Schema("sqlite")

    monkeypatch.setattr(project, "read", read_in_the_middle)
    follower._show_tables()
    assert desk.board.state()["_tables"] == shown
    monkeypatch.setattr(project, "read", lambda: whole)
    desk.hear({"what": "seen"}, print)
    wait(lambda: state_of(desk) == "in step")


def test_it_follows_what_nobody_announced(desk: Desk) -> None:
    desk.session.project.database.engine.dispose()
    with desk.session.project.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE room ADD COLUMN floor INTEGER")
    wait(lambda: state_of(desk) == "drift")
    with desk.session.project.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE room DROP COLUMN floor")
    wait(lambda: state_of(desk) == "in step")


def test_it_follows_a_script_that_is_edited_or_deleted_by_hand(desk: Desk) -> None:
    wait(lambda: state_of(desk) == "in step")
    project = desk.session.project
    script = project.path / project.history().revisions[0].path
    text = script.read_text(encoding="utf-8")
    script.write_text(text + "oops(\n", encoding="utf-8")
    wait(lambda: state_of(desk) == "broken script")
    script.unlink()
    wait(lambda: state_of(desk) == "unknown version")
    script.write_text(text, encoding="utf-8")
    wait(lambda: state_of(desk) == "in step")


def test_a_button_that_is_late_does_nothing(desk: Desk) -> None:
    steps = len(desk.session.steps)
    answer = ask(desk, what="run", command="flask db upgrade")
    assert not answer["ok"]
    assert "something has changed" in answer["words"]
    assert len(desk.session.steps) == steps


def test_a_revision_comes_with_its_tables_its_sql_and_its_script(desk: Desk) -> None:
    newest = ask(desk, what="revision", id=desk.board._history.entries[0].id)
    speaker = newest["tables"][0]
    assert (speaker["name"], speaker["words"]) == ("speaker", "1 column added")
    assert "nickname" in newest["statements"][0]["sql"]
    assert newest["script"].startswith('"""add nickname')
    assert (newest["losses"], newest["beware"]) == ([], "")
    oldest = ask(desk, what="revision", id=desk.board._history.entries[-1].id)
    assert oldest["losses"] == ["speaker.nickname"]
    assert oldest["beware"].startswith(
        "Going there drops column speaker.nickname. A trial run on a copy of the database"
    )
    base = ask(desk, what="revision", id="")
    assert (base["tables"], base["losses"]) == ([], ["room", "speaker", "talk"])


def test_what_is_not_there_is_an_answer(desk: Desk) -> None:
    assert "nowhere" in ask(desk, what="revision", id="nowhere")["problem"]
    assert "no table" in ask(desk, what="rows", table="nowhere")["problem"]
    assert ask(desk, what="rows", table="speaker")["columns"][0] == "id"
    assert ask(desk, what="table", table="speaker")["table"]["name"] == "speaker"


def test_nobody_looks_where_nobody_sees_it(desk: Desk) -> None:
    desk.hear({"what": "unseen"}, print)
    time.sleep(0.6)  # what it has begun may end
    shown = desk.board.state()["_places"]
    write(desk, "handle")
    time.sleep(1.5)
    assert desk.board.state()["_places"] is shown
    desk.hear({"what": "seen"}, print)
    wait(lambda: state_of(desk) == "models ahead")


def test_the_views_are_values_with_a_stable_text(desk: Desk) -> None:
    assert "column speaker.handle" in str(lab.places())
    assert "add nickname" in str(lab.history())
    assert str(lab.diagram("room")).startswith('erDiagram\n    "room" {')
    assert str(lab.board()) == f"{lab.places()}\n\n{lab.history()}"


def test_closing_the_session_ends_its_threads(desk: Desk) -> None:
    session.close()
    names = {"migration-lab board", "migration-lab heartbeat", "migration-lab watcher"}
    wait(lambda: not names & {thread.name for thread in threading.enumerate()})


class Sidecar:
    """What stands for the panel where there is no front end."""

    made: list[Sidecar]

    def __init__(self, title: str, anchor: str) -> None:
        self.title, self.outputs, self.closed = title, (), False
        self.made.append(self)

    def append_display_data(self, widget: Any) -> None:
        self.outputs += (widget,)

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def sidecars(monkeypatch: pytest.MonkeyPatch) -> list[Sidecar]:
    module = pytest.importorskip("sidecar")
    made: list[Sidecar] = []
    monkeypatch.setattr(Sidecar, "made", made, raising=False)
    monkeypatch.setattr(module, "Sidecar", Sidecar)
    return made


def test_one_panel_is_used_again_and_shows_one_board(sidecars: list[Sidecar]) -> None:
    panel, first, second = Panel(), Board(), Board()
    panel.show(first, "Chapter 01")
    panel.shown(True, "one")
    panel.show(second, "Chapter 02")
    assert [(one.title, one.outputs) for one in sidecars] == [("Chapter 02", (second.widget,))]


def test_a_panel_that_was_closed_is_made_anew(sidecars: list[Sidecar]) -> None:
    panel = Panel()
    panel.show(Board(), "Chapter 01")
    panel.shown(True, "before the page was loaded again")
    panel.shown(True, "now")
    panel.shown(False, "now")
    panel.show(Board(), "Chapter 01")
    assert [one.closed for one in sidecars] == [True, False]


def test_a_panel_that_the_page_knows_to_be_closed_is_made_anew_before_the_kernel_has_heard_of_it(
    sidecars: list[Sidecar],
) -> None:
    panel = Panel()
    panel.show(Board(), "Chapter 01")
    panel.shown(True, "now")
    panel.show(Board(), "Chapter 01", closed=True)
    assert [one.closed for one in sidecars] == [True, False]


def test_a_view_that_another_has_replaced_closes_nothing(sidecars: list[Sidecar]) -> None:
    panel = Panel()
    panel.show(Board(), "Chapter 01")
    panel.shown(True, "first")
    panel.shown(True, "second")
    panel.shown(False, "first")
    panel.show(Board(), "Chapter 01")
    assert [one.closed for one in sidecars] == [False]
