"""What the board tells besides the state: what a command will do to rows, what was lost, what to mend, and the goal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from migration_lab import lab
from migration_lab.kernel.desk import Desk
from tests.desk import open_desk, wait

PHONE = "    phone: Mapped[str | None] = mapped_column(String(20))\n"
BROKEN = "def upgrade():\n    op.drop_table('nowhere')\n"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with open_desk(tmp_path_factory.mktemp("w")) as desk:
        settled(desk)
        yield desk


def status(desk: Desk) -> Mapping[str, Any]:
    now: Mapping[str, Any] = desk.board.state()["_status"]
    return now


def settled(desk: Desk) -> Mapping[str, Any]:
    """The three places, once the board has looked its last."""
    wait(lambda: not status(desk)["looking"] and desk.board.state()["_places"]["now"])
    now: Mapping[str, Any] = desk.board.state()["_places"]["now"]
    return now


def goal(desk: Desk) -> dict[str, bool]:
    """The items of the exercise in hand, and which are met."""
    now = desk.board.state()["_goal"]["now"]
    return {item["words"]: item["met"] for item in now["items"]} if now else {}


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def script(desk: Desk) -> Path:
    project = desk.session.project
    return project.path / project.history().revisions[0].path


def test_in_step_it_says_where_the_next_command_will_stand(desk: Desk) -> None:
    assert settled(desk)["effect"] == [["", "change a model, and the command that follows from it stands here"]]


def test_before_a_draft_it_says_that_nothing_changes(desk: Desk) -> None:
    replace(desk.session.project.path / "models.py", PHONE, "")
    wait(lambda: settled(desk)["state"] == "models ahead")
    assert settled(desk)["effect"] == [["", "writes a script to read; tables and rows stay as they are"]]


def test_before_an_upgrade_it_says_what_that_loses_and_keeps(desk: Desk) -> None:
    lab.run('db migrate -m "drop phone"')
    wait(lambda: settled(desk)["state"] == "database behind")
    assert settled(desk)["effect"] == [
        ["-", "on a copy: 5 values of speaker.phone lost"],
        ["", "6 rows of speaker kept"],
    ]
    assert str(lab.board()) == f"{lab.places()}\n\n{lab.history()}"
    assert settled(desk)["effect"][0] == ["-", "on a copy: 5 values of speaker.phone lost"]


def test_after_a_failure_it_says_which_line_to_mend(desk: Desk) -> None:
    replace(script(desk), "def upgrade():\n", BROKEN)
    lab.run("db upgrade")
    mend = status(desk)["mend"]
    line = script(desk).read_text(encoding="utf-8").splitlines().index("    op.drop_table('nowhere')") + 1
    assert mend["command"] == "flask db upgrade"
    assert (mend["path"], mend["line"]) == (script(desk).as_posix(), line)
    assert settled(desk)["command"] is None
    assert settled(desk)["mend"] == {"path": mend["path"], "line": line}


def test_a_model_that_cannot_be_read_says_which_line_to_mend(desk: Desk) -> None:
    models = desk.session.project.path / "models.py"
    whole = models.read_text(encoding="utf-8")
    models.write_text(f"{whole}\noops(\n", encoding="utf-8")
    wait(lambda: settled(desk)["state"] == "app does not load")
    mend = settled(desk)["mend"]
    assert mend == {"path": models.as_posix(), "line": len(whole.splitlines()) + 2}
    models.write_text(whole, encoding="utf-8")
    wait(lambda: settled(desk)["state"] == "database behind")


def test_an_error_that_is_told_in_a_sentence_points_to_no_line(desk: Desk) -> None:
    replace(script(desk), BROKEN, "def upgrade():\n")
    lab.run("db upgrade nowhere")
    assert status(desk)["mend"] == {"command": "flask db upgrade nowhere", "path": "", "line": 0}


def test_what_was_lost_stays_until_something_else_happens(desk: Desk) -> None:
    wait(lambda: settled(desk)["command"] == "flask db upgrade")
    lab.run("db upgrade")
    lost = {"command": "flask db upgrade", "what": ["5 values of speaker.phone lost"]}
    assert status(desk)["lost"] == lost
    lab.run("db current")
    assert status(desk)["lost"] == lost
    assert status(desk)["mend"] is None
    lab.undo()
    assert status(desk)["lost"] is None


def test_a_loss_is_told_no_more_once_somebody_has_taken_note(desk: Desk) -> None:
    lab.run("db upgrade")
    assert status(desk)["lost"]
    desk.hear({"what": "dismiss"}, print)
    lab.run("db current")
    assert status(desk)["lost"] is None


def test_while_the_lab_looks_after_a_command_what_is_shown_is_not_final(desk: Desk) -> None:
    lab.undo()
    assert status(desk)["settling"]
    settled(desk)
    wait(lambda: not status(desk)["settling"])


def test_the_board_can_be_put_above_the_notebook(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[tuple[str, str]] = []

    class Sidecar:
        def __init__(self, title: str, anchor: str) -> None:
            made.append((title, anchor))

        def append_display_data(self, board: object) -> None:
            assert board is desk.board.widget

        def close(self) -> None:
            made.append(("closed", ""))

    module = pytest.importorskip("sidecar")
    monkeypatch.setattr(module, "Sidecar", Sidecar)
    desk.hear({"what": "dock", "side": "top"}, print)
    desk.hear({"what": "dock", "side": "top"}, print)
    desk.hear({"what": "dock", "side": "nowhere"}, print)
    desk.hear({"what": "dock", "side": "right"}, print)
    assert [anchor for _, anchor in made] == ["split-top", "", "split-right"]


def test_no_exercise_is_in_hand_before_the_end_of_the_chapter(desk: Desk) -> None:
    settled(desk)
    assert goal(desk) == {}


def test_the_exercise_that_was_checked_is_in_hand_and_follows_what_is_done(desk: Desk) -> None:
    lab.check("03.1")
    website = "column speaker.website"
    wait(lambda: goal(desk).get(website) is False)
    assert not goal(desk)["models, scripts and database are in step"]
    models = desk.session.project.path / "models.py"
    name = "    name: Mapped[str] = mapped_column(String(80))\n"
    replace(models, name, f"{name}    website: Mapped[str | None] = mapped_column(String(200))\n")
    lab.run("db upgrade")
    lab.run('db migrate -m "add website"')
    lab.run("db upgrade")
    wait(lambda: goal(desk).get(website))
    wait(lambda: goal(desk)["models, scripts and database are in step"])
    [rest] = [words for words, met in goal(desk).items() if not met]
    assert rest.startswith("the rest is as at the start of the exercise. The column speaker.bio is missing")
