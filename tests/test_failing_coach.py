"""A coach that fails breaks nothing: the command runs, ends and is shown, and the board shows the three places."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from migration_lab import magics
from migration_lab.kernel import coaching, session
from migration_lab.kernel.desk import Desk
from tests.desk import open_desk, wait

PHONE = "    phone: Mapped[str | None] = mapped_column(String(20))\n"
FAULTS = [
    "migration_lab.project.advising.explain_step",
    "migration_lab.project.advising.foretold",
    "migration_lab.project.asking.questions",
    "migration_lab.kernel.desk.lost_by",
    "migration_lab.kernel.follower.foretold",
]
SHOWING = [
    "migration_lab.kernel.coaching.folder",
    "migration_lab.kernel.desk.lost_by",
    "migration_lab.kernel.follower.WarningsView",
    "migration_lab.widgets.RenameQuestions",
]


def broken(*_: object, **__: object) -> None:
    raise ZeroDivisionError


@pytest.fixture(params=[FAULTS, SHOWING], ids=["it looks", "it shows"])
def desk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Desk]:
    """An open board, while the coach fails as it looks, or as it shows what it has seen."""
    with open_desk(tmp_path) as desk:
        for name in request.param:
            monkeypatch.setattr(name, broken)
        yield desk


def renamed_in_the_models(new: str) -> None:
    text = Path("models.py").read_text(encoding="utf-8")
    assert text.count(PHONE) == 1
    Path("models.py").write_text(text.replace(PHONE, new), encoding="utf-8")


def test_the_commands_run_and_the_board_follows(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    renamed_in_the_models(PHONE.replace("phone", "mobile"))
    magics.flask("db migrate -m mobile")
    assert "speaker.mobile" in capsys.readouterr().out
    wait(lambda: "looks like a rename" in str(desk.board))
    wait(lambda: desk.board.state()["_status"]["looking"] is False)
    assert desk.board.state()["_status"]["problem"] is None
    magics.flask("db upgrade")
    shown = capsys.readouterr().out
    assert "Running upgrade" in shown
    assert "warning" not in shown
    assert session.current().last.result.ok


def test_a_command_that_fails_ends_with_its_own_words(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    renamed_in_the_models(f"{PHONE}    level: Mapped[str]\n")
    magics.flask("db migrate -m level")
    with pytest.raises(session.CommandFailed, match="ended with exit code 1"):
        magics.flask("db upgrade")
    assert "S06" not in capsys.readouterr().out


def test_an_interrupt_is_still_one() -> None:
    def interrupted(*_: object) -> None:
        raise session.CommandInterrupted("stop")

    with pytest.raises(session.CommandInterrupted):
        coaching.harmless(interrupted)()
