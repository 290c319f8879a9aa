"""When the process that runs the commands, or the kernel, is killed, the command and all that it started end too."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import replace

import pytest

from migration_lab.errors import LabError
from migration_lab.project.commands.warm_runner import WarmRunner
from migration_lab.values.wire import Request, RunFlask
from tests.processes import gone
from tests.project.try_command import command, numbers, posix

pytestmark = posix


def test_after_a_kill_nothing_of_the_command_can_still_commit(folder):
    """At many moments of a command that writes one transaction after the other, in a process of its own too."""
    database = folder / "many.db"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE t (n INTEGER)")
    write = f"""\
import sqlite3
import time
c = sqlite3.connect({str(database)!r}, timeout=30)
while True:
    time.sleep(0.005)
    c.executemany("INSERT INTO t VALUES (?)", [(1,)] * 500)
    c.commit()
"""
    command(folder, f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', {write!r}])\nexec({write!r})")
    runner = WarmRunner()
    request = Request(RunFlask(("try",)), str(folder), dict(os.environ))

    def rows() -> int:
        with closing(sqlite3.connect(database, timeout=60)) as connection:
            return connection.execute("SELECT count(*) FROM t").fetchone()[0]

    wrote = 0
    for moment in range(6):
        process = runner.warm.start().process
        if moment < 3:
            runner.run(replace(request, work=RunFlask(("routes",))), lambda text: None)  # it is warm, and forks at once
        begun = rows()
        # The first ones are killed by the clock, at any stage of the start; the others in the midst of writing.
        by_clock = moment < 3

        size = database.stat().st_size

        def kill(process=process, before=size, moment=moment, by_clock=by_clock) -> None:
            time.sleep(0.03 * moment if by_clock else 0.0)
            while not by_clock and database.stat().st_size == before and process.poll() is None:
                time.sleep(0.01)
            process.send_signal(signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        with pytest.raises(LabError, match="that starts a new one"):
            runner.run(request, lambda text: None)
        left = rows()
        wrote += left > begun
        time.sleep(0.15)
        assert rows() == left
        killer.join()
    runner.close()
    assert wrote, "no command ever came as far as to write"


def test_with_the_lab_killed_too_the_command_and_what_it_started_die(folder):
    pids = folder / "pids"
    body = f"""\
        import os, subprocess, time
        other = subprocess.Popen(["sleep", "600"])
        open({str(pids)!r}, "w").write(f"{{os.getppid()}} {{os.getpid()}} {{other.pid}}\\n")
        time.sleep(600)
        """
    command(folder, body)
    kernel = f"""\
import os
from migration_lab.project.commands.choosing import make_runner
from migration_lab.values.wire import Request, RunFlask
request = Request(RunFlask(("try",)), {str(folder)!r}, dict(os.environ))
make_runner(True).run(request, lambda text: None)
"""
    process = subprocess.Popen([sys.executable, "-c", kernel])
    warm, *rest = numbers(pids)
    os.kill(warm, signal.SIGSTOP)  # so that it cannot do it itself
    process.kill()
    process.wait()
    os.kill(warm, signal.SIGKILL)
    assert all(map(gone, rest))


def test_a_process_killed_while_a_command_is_interrupted_leaves_nothing(folder):
    pids = folder / "pids"
    body = f"""\
        import os, signal, time
        signal.signal(signal.SIGINT, lambda *_: os.kill(os.getppid(), signal.SIGKILL))
        open({str(pids)!r}, "w").write(f"{{os.getpid()}}\\n")
        while True:
            time.sleep(1)
        """
    command(folder, body)
    runner = WarmRunner()
    request = Request(RunFlask(("try",)), str(folder), dict(os.environ))

    def interrupt() -> None:
        numbers(pids)
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)

    threading.Thread(target=interrupt, daemon=True).start()
    with pytest.raises(KeyboardInterrupt):
        runner.run(request, lambda text: None)
    assert all(map(gone, numbers(pids)))
    assert runner.run(replace(request, work=RunFlask(("routes",))), lambda text: None).exit_code == 0
    runner.close()


def test_nothing_of_the_lab_is_left_when_it_is_closed(folder):
    runner = WarmRunner()
    runner.run(Request(RunFlask(("routes",)), str(folder), dict(os.environ)), lambda text: None)
    assert runner.warm.now is not None
    group = runner.warm.now.process.pid
    runner.close()
    with pytest.raises(ProcessLookupError):
        os.killpg(group, 0)


def test_the_next_command_works_when_an_interrupt_ended_the_closing_half_way(folder):
    runner = WarmRunner()
    runner.warm.start().line.close()
    request = Request(RunFlask(("--version",)), str(folder), dict(os.environ))
    assert runner.run(request, lambda text: None).exit_code == 0
    runner.close()


@pytest.mark.parametrize("fork", [True, False])
def test_a_killed_kernel_leaves_nothing_running(folder, fork):
    pids = folder / "pids"
    body = f"""\
        import os, subprocess, time
        other = subprocess.Popen(["sleep", "600"])
        open({str(pids)!r}, "w").write(f"{{os.getppid() if {fork} else os.getpid()}} {{os.getpid()}} {{other.pid}}\\n")
        time.sleep(600)
        """
    command(folder, body)
    kernel = f"""\
import os
from migration_lab.project.commands.choosing import make_runner
from migration_lab.values.wire import Request, RunFlask
request = Request(RunFlask(("try",)), {str(folder)!r}, dict(os.environ))
make_runner({fork}).run(request, lambda text: None)
"""
    process = subprocess.Popen([sys.executable, "-c", kernel])
    found = numbers(pids)
    assert len(found) == 3
    process.kill()
    process.wait()
    assert all(map(gone, found))
