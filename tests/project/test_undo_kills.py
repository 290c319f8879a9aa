"""A command, or the lab itself, that is killed at any moment: the undo after it brings back what was before."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from migration_lab.errors import LabError
from migration_lab.project import Project
from migration_lab.project.commands.choosing import make_runner
from migration_lab.project.commands.warm_command import WarmCommand
from tests.project.small import command, dump, live, ready

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a warm process is only where there is fork")

SLOW = (
    "import os, pathlib, time",
    "pathlib.Path('begun').write_text(f'{os.getpid()};')",
    "for number in range(30):",
    "    db.session.add(Speaker(name=f'{number}'))",
    "    db.session.commit()",
    "    pathlib.Path(f'migrations/versions/{number}.txt').write_text('x')",
    "    time.sleep(0.005)",
)
RUN = """
import json, sys
from pathlib import Path
from migration_lab.project import Project
Project(Path(sys.argv[1]), stable=True).run("slow")
"""
UNDO = RUN.replace('run("slow")', "undo()")


def state(project: Project) -> tuple[list[str], list[str]]:
    return dump(live(project)), sorted(path.name for path in (project.path / "migrations").rglob("*.*"))


def end_of(process: int) -> None:
    """Wait until nothing of that command runs any more."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            os.killpg(process, 0)
        except ProcessLookupError:
            return
        time.sleep(0.01)
    raise AssertionError("the command goes on")


@pytest.mark.parametrize("round_", range(6))
def test_a_killed_warm_process_leaves_a_way_back(folder: Path, monkeypatch, round_: int) -> None:
    """Its command may go on and commit when the lab has long said that it is gone."""
    runner = make_runner(True)
    project = ready(Project(folder, stable=True, runner=runner))
    command(project, "slow", *SLOW)
    project.run("db", "current")
    before, chance = state(project), random.Random(round_)
    commands: list[WarmCommand] = []
    run = WarmCommand.run

    def noting(self: WarmCommand, *args: Any) -> Any:
        commands.append(self)
        return run(self, *args)

    monkeypatch.setattr(WarmCommand, "run", noting)

    def kill() -> None:
        time.sleep(chance.uniform(0.0, 0.4))
        with suppress(ProcessLookupError):
            runner.warm.now.process.send_signal(signal.SIGKILL)

    threading.Thread(target=kill).start()
    try:
        said = "may have stopped in the middle of a step: lab.undo() takes that back."
        try:
            project.run("slow")
        except LabError as error:
            said = str(error)
        assert said.endswith("may have stopped in the middle of a step: lab.undo() takes that back.")
        assert project.way_back.undoable
        for one in commands:
            if one.pid:
                end_of(one.pid)
        moment = project.undo_copies.last()
        assert moment.command == "flask slow"
        project.undo("flask slow")
        assert state(project) == before
        assert project.undo().command == "flask seed"
    finally:
        runner.close()


@pytest.mark.parametrize("round_", range(4))
def test_a_killed_kernel_leaves_a_way_back(folder: Path, runner, round_: int) -> None:
    project = ready(Project(folder, stable=True, runner=runner))
    command(project, "slow", *SLOW)
    before = state(project)
    lab = subprocess.Popen([sys.executable, "-c", RUN, str(folder)])
    begun = folder / "begun"
    while not begun.exists() or not begun.read_text(encoding="utf-8").endswith(";"):
        assert lab.poll() is None
        time.sleep(0.005)
    time.sleep(random.Random(round_).uniform(0.0, 0.3))
    lab.kill()
    lab.wait()
    end_of(int(begun.read_text(encoding="utf-8")[:-1]))
    again = Project(folder, stable=True, runner=runner)
    [*_, moment] = again.undo_copies.moments()
    if moment.command == "flask slow":
        again.undo("flask slow")
    assert state(again) == before


def test_an_undo_that_is_killed_at_any_moment_can_be_done_again(folder: Path, runner) -> None:
    project = ready(Project(folder, stable=True, runner=runner))
    before = state(project)
    for round_ in range(5):
        project.run("db", "revision", "-m", f"r{round_}")
        project.run("seed")
        undo = subprocess.Popen([sys.executable, "-c", UNDO, str(folder)], stderr=subprocess.DEVNULL)
        time.sleep(random.Random(round_).uniform(0.4, 1.6))
        undo.kill()
        undo.wait()
        again = Project(folder, stable=True, runner=runner)
        last = again.undo_copies.last()
        if last.command == "flask seed":
            again.undo("flask seed")
        assert again.undo("flask db revision -m r" + str(round_)).command == f"flask db revision -m r{round_}"
        assert state(again) == before
