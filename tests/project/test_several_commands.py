"""One warm process runs several commands at the same time, for several threads: each has its own, and its own end."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from migration_lab.errors import LabError
from migration_lab.project.commands.warm_runner import WarmRunner
from migration_lab.values.wire import Outcome, Request, RunFlask
from tests.processes import gone, is_running
from tests.project.try_command import command, interrupt_once_written, numbers, posix

pytestmark = posix

WAIT = """\
    import os, pathlib, sys, time
    name = os.environ["NAME"]
    print("this is", name, flush=True)
    pathlib.Path(f"{name}.pid").write_text(f"{os.getpid()}\\n")
    while not pathlib.Path("go").exists():
        time.sleep(0.01)
    pathlib.Path(f"{name}.txt").write_text(name)
    raise SystemExit(int(name[-1]))
    """


class Thread(threading.Thread):
    """A command that another thread asks for; what came of it is its ``outcome`` or its ``error``."""

    def __init__(self, ask: Callable[..., Outcome], folder: Path, name: str) -> None:
        super().__init__()
        self.printed: list[str] = []
        self.outcome: Outcome | None = None
        self.error: BaseException | None = None
        self.pid_file = folder / f"{name}.pid"
        self._ask = lambda: ask(request(folder, name), lambda text: self.printed.append(text or ""))
        self.start()

    def run(self) -> None:
        try:
            self.outcome = self._ask()
        except BaseException as error:
            self.error = error

    @property
    def pid(self) -> int:
        return numbers(self.pid_file)[0]


def request(folder: Path, name: str, *args: str) -> Request:
    return Request(RunFlask(args or ("try",)), str(folder), {**os.environ, "NAME": name})


@pytest.fixture
def runner() -> Iterator[WarmRunner]:
    """One for each test, since some end its process."""
    made = WarmRunner()
    yield made
    made.close()


def test_commands_of_several_threads_run_at_once_and_each_hears_of_its_own(folder: Path, runner: WarmRunner) -> None:
    command(folder, WAIT)
    threads = [Thread(runner.run, folder, f"number{n}") for n in range(5)]
    pids = {thread.pid for thread in threads}
    assert len(pids) == 5
    assert all(map(is_running, pids))
    assert runner.warm.now is not None
    warm = runner.warm.now.process.pid
    quick = runner.run(request(folder, "quick", "--version"), lambda text: None)
    assert quick.exit_code == 0
    (folder / "go").touch()
    for n, thread in enumerate(threads):
        thread.join()
        assert thread.outcome is not None, thread.error
        assert thread.outcome.exit_code == n
        assert "".join(thread.printed) == f"this is number{n}\n"
        assert thread.outcome.report.effects.written == tuple(os.path.realpath(folder / name) for name in written(n))
    assert runner.warm.now.process.pid == warm


def written(n: int) -> list[str]:
    return [f"number{n}.pid", f"number{n}.txt"]


def test_an_interrupt_ends_the_command_of_the_cell_and_no_other(folder: Path, runner: WarmRunner) -> None:
    command(folder, WAIT)
    other = Thread(runner.beside().run, folder, "other3")
    assert is_running(other.pid)
    interrupt_once_written(folder / "cell1.pid")
    with pytest.raises(KeyboardInterrupt):
        runner.run(request(folder, "cell1"), lambda text: None)
    assert gone(numbers(folder / "cell1.pid")[0])
    (folder / "go").touch()
    other.join()
    assert other.outcome is not None
    assert other.outcome.exit_code == 3


def test_closing_one_runner_ends_its_command_and_no_other(folder: Path, runner: WarmRunner) -> None:
    command(folder, WAIT)
    beside = runner.beside()
    board, cell = Thread(beside.run, folder, "board1"), Thread(runner.run, folder, "cell2")
    assert is_running(board.pid)
    assert is_running(cell.pid)
    beside.close()
    board.join()
    assert isinstance(board.error, LabError)
    assert gone(board.pid)
    assert is_running(cell.pid)
    (folder / "go").touch()
    cell.join()
    assert cell.outcome is not None
    assert cell.outcome.exit_code == 2
    assert beside.run(request(folder, "again4"), lambda text: None).exit_code == 4


def test_a_killed_process_is_told_to_all_and_a_new_one_is_started_once(folder: Path, runner: WarmRunner) -> None:
    command(folder, WAIT)
    threads = [Thread(one.run, folder, name) for one, name in ((runner, "cell1"), (runner.beside(), "board2"))]
    pids = [thread.pid for thread in threads]
    assert runner.warm.now is not None
    runner.warm.now.process.send_signal(signal.SIGKILL)
    for thread in threads:
        thread.join()
        assert "Run the cell again: that starts a new one" in str(thread.error)
    assert all(map(gone, pids))
    (folder / "go").touch()
    again = [Thread(runner.run, folder, f"again{n}") for n in range(4)]
    for n, thread in enumerate(again):
        thread.join()
        assert thread.outcome is not None, thread.error
        assert thread.outcome.exit_code == n


def test_what_was_asked_for_and_given_up_before_it_began_never_begins(folder: Path, runner: WarmRunner) -> None:
    command(folder, WAIT)
    (folder / "go").touch()
    warm = runner.warm.start()
    warm.process.send_signal(signal.SIGSTOP)
    thread = Thread(runner.run, folder, "late1")
    while not runner._running:
        pass
    runner._running.copy().pop().cancel()
    warm.process.send_signal(signal.SIGCONT)
    thread.join()
    assert isinstance(thread.error, LabError)
    assert runner.run(request(folder, "quick", "--version"), lambda text: None).exit_code == 0
    assert not (folder / "late1.txt").exists()
