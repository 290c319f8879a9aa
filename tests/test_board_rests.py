"""When the board has nothing to look up: while nothing happens, during a command, and after one that only looked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from migration_lab import lab
from migration_lab.backends.database import Database
from migration_lab.kernel import follower as module
from migration_lab.kernel import watcher
from migration_lab.kernel.desk import Desk
from migration_lab.project import Project
from migration_lab.project.commands.warm_runner import WarmRunner
from tests.desk import open_desk, wait

STARTS_WITH_A_FILE = '\nfrom pathlib import Path\nSETTING = Path(__file__).with_name("setting.txt").read_text()\n'


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(watcher, "INTERVAL", 0.05)
        patch.setattr(watcher, "SHARE", 1.0)
        with open_desk(tmp_path_factory.mktemp("w")) as desk:
            models = desk.session.project.path / "models.py"
            models.with_name("setting.txt").write_text("one", encoding="utf-8")
            models.write_text(models.read_text(encoding="utf-8") + STARTS_WITH_A_FILE, encoding="utf-8")
            lab.run("db upgrade")
            yield desk


@pytest.fixture
def looks(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the board has begun to look at since it was at rest, by the names of the functions."""
    wait(lambda: settled(desk))
    begun: list[str] = []
    for home, name in ((Project, "places"), (Project, "structures"), (WarmRunner, "run")):
        note(monkeypatch, home, name, begun)
    return begun


def note(monkeypatch: pytest.MonkeyPatch, home: type, name: str, begun: list[str]) -> None:
    original = getattr(home, name)

    def noted(self: object, *args: object, **kwargs: object) -> object:
        begun.append(name)
        return original(self, *args, **kwargs)

    monkeypatch.setattr(home, name, noted)


def settled(desk: Desk) -> bool:
    status = desk.board.state()["_status"]
    return not (status["looking"] or status["settling"]) and desk.board.state()["_places"]["now"] is not None


def served(desk: Desk) -> None:
    """Wait until the board has done all that it was asked for until now."""
    answers: list[object] = []
    desk.follower.ask(lambda project: {}, answers.append)
    wait(lambda: answers)


def test_while_nothing_happens_nothing_but_the_pulse_is_asked_for(
    desk: Desk, looks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pulses: list[str] = []
    note(monkeypatch, Database, "pulse", pulses)
    state = desk.board.state()
    wait(lambda: len(pulses) >= 10)
    assert looks == []
    assert desk.board.state() == state


def test_after_a_command_that_only_looked_there_is_no_look(desk: Desk, looks: list[str]) -> None:
    for _ in range(2):  # pytest keeps a variable of the environment, which it has just changed
        looks.clear()
        assert lab.run("db current").result.ok
        wait(lambda: settled(desk))
        served(desk)
    assert looks == ["run"]


def test_after_one_that_changed_something_there_is_one_look(desk: Desk, looks: list[str]) -> None:
    lab.run("db downgrade")
    wait(lambda: settled(desk) and "places" in looks)
    served(desk)
    assert looks.count("places") == 1
    lab.undo()
    wait(lambda: settled(desk) and looks.count("places") == 2)


def test_after_one_that_failed_there_is_a_look(desk: Desk, looks: list[str]) -> None:
    assert not lab.run("db upgrade nowhere").result.ok
    wait(lambda: settled(desk) and "places" in looks)


def test_after_one_that_only_looked_a_file_that_the_app_reads_counts(desk: Desk, looks: list[str]) -> None:
    (desk.session.project.path / "setting.txt").write_text("another", encoding="utf-8")
    lab.run("db current")
    wait(lambda: settled(desk) and "places" in looks)


def test_after_one_that_only_looked_the_environment_counts(
    desk: Desk, looks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOMETHING_THAT_AN_APP_MAY_READ", "1")
    lab.run("db current")
    wait(lambda: settled(desk) and "places" in looks)


def edit(desk: Desk) -> None:
    models = Path(desk.session.project.path, "models.py")
    models.write_text(models.read_text(encoding="utf-8") + "\n# edited\n", encoding="utf-8")
    desk.follower.changed()


def test_during_a_command_a_look_waits_for_its_end(
    desk: Desk, looks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "HELD", 3600.0)
    desk.follower.hold()
    edit(desk)
    served(desk)
    assert "places" not in looks
    desk.follower.wake()
    wait(lambda: settled(desk) and "places" in looks)


def test_a_long_command_is_followed(desk: Desk, looks: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "HELD", 0.01)
    desk.follower.hold()
    edit(desk)
    wait(lambda: settled(desk) and "places" in looks)
