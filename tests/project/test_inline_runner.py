"""A command in this very interpreter: it gives what it gives in a process of its own, also amid a notebook's work."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest

from migration_lab.errors import LabError
from migration_lab.project.commands import choosing
from migration_lab.project.commands.choosing import make_runner
from migration_lab.project.commands.inline_runner import InlineRunner
from tests.project.inline_program import HERE, command, in_an_interpreter

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it compares with the warm process, and reads /proc")


def test_an_interrupt_ends_the_command_and_goes_on_upwards(folder):
    command(folder, "os.kill(os.getpid(), 0)\nprint('begun')\nfor _ in iter(int, 1):\n    pass", first="import os\n")
    program = """
    import signal, threading, time
    before, raised = interpreter_state.state(), False
    def interrupt():
        while "begun\\n" not in "".join(printed):
            time.sleep(0.01)
        signal.raise_signal(signal.SIGINT) if False else os.kill(os.getpid(), signal.SIGINT)
    printed.clear()
    teller = threading.Thread(target=interrupt)
    teller.start()
    try:
        flask("try")
    except KeyboardInterrupt:
        raised = True
    teller.join()
    left = interpreter_state.changed(before, interpreter_state.state())
    command_after = flask("routes")[0]
    print(json.dumps([raised, left, command_after]))
    """
    assert in_an_interpreter(folder, program) == [True, [], 0]


def test_a_module_of_the_notebook_is_not_the_projects(folder, tmp_path):
    """The learner may have imported the app's modules in a cell, or others of their name."""
    (tmp_path / "models.py").write_text("WHOSE = 'the notebook'\n", encoding="utf-8")
    program = """
    sys.path.insert(0, str(folder.parent))
    import models
    ended = flask("routes")[0]
    print(json.dumps([ended, sys.modules["models"] is models, models.WHOSE]))
    """
    assert in_an_interpreter(folder, program) == [0, True, "the notebook"]


def test_a_command_within_an_event_loop_may_run_its_own(folder):
    """A cell's code runs in the notebook's loop."""
    command(folder, "import asyncio\nprint(asyncio.run(asyncio.sleep(0, 'slept')))")
    program = """
    import asyncio
    async def cell():
        result = flask("try")[:2]
        await asyncio.sleep(0)
        return result
    print(json.dumps(asyncio.run(cell())))
    """
    assert in_an_interpreter(folder, program) == [0, "slept\n"]


def test_other_threads_see_nothing_of_a_look(folder):
    """They go on to write, and what they print is printed where it was before."""
    program = """
    import sqlite3, threading, time
    from contextlib import closing
    from migration_lab.project import Project
    ended, written, committed = threading.Event(), folder.parent / "other.db", []
    def work():
        with closing(sqlite3.connect(written)) as connection:
            connection.execute("CREATE TABLE note (x)")
        while not ended.is_set():
            with closing(sqlite3.connect(written)) as connection:
                connection.execute("INSERT INTO note VALUES (1)")
                connection.commit()
            committed.append(1)
            time.sleep(0.005)
    thread = threading.Thread(target=work)
    thread.start()
    project, states, meanwhile = Project(folder, runner=runner), set(), 0
    while meanwhile < 5 and len(committed) < 1000:
        before = len(committed)
        states.add(project.places().state)
        meanwhile += len(committed) - before
    ended.set()
    thread.join()
    with closing(sqlite3.connect(written)) as connection:
        [(count,)] = connection.execute("SELECT count(*) FROM note")
    print(json.dumps([*states, meanwhile >= 5, count == len(committed)]))
    """
    assert in_an_interpreter(folder, program) == ["no migrations", True, True]


IN_A_CELL = """
import time
from pathlib import Path
from migration_lab.project import Project
from migration_lab.project.commands.choosing import make_runner
from tests.project import interpreter_state


def cell():
    project = Project(Path({folder!r}), stable=True, runner=make_runner(inline=True))
    project.run("routes")
    project.places()
    before = interpreter_state.state()
    for words in ("db init", "db migrate -m speakers", "db upgrade", "seed"):
        result = project.run(*words.split(), on_output=print).result
        assert result.ok, result.full_output
    places = project.places()
    until = time.monotonic() + 60
    while (left := interpreter_state.changed(before, interpreter_state.state())) and time.monotonic() < until:
        time.sleep(0.1)  # a thread that has printed had a socket, which ZeroMQ closes in a thread of its own
    print(places.state, left)


cell()
"""


def test_it_runs_in_the_kernel_of_a_notebook(folder, tmp_path):
    """With its event loop, its streams and its threads."""
    from jupyter_client.manager import start_new_kernel

    printed: list[str] = []

    def show(message: dict[str, Any]) -> None:
        printed.append(message["content"].get("text") or "\n".join(message["content"].get("traceback", ())))

    manager, client = start_new_kernel(env=dict(os.environ), cwd=str(HERE), stderr=subprocess.DEVNULL)
    try:
        code = f"import sys; sys.path.insert(0, {str(HERE)!r})\n" + IN_A_CELL.format(folder=str(folder))
        client.execute_interactive(code, timeout=300, output_hook=show)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    assert "Running upgrade  -> " in "".join(printed)
    assert "".join(printed).endswith("in step []\n")


def test_it_is_taken_where_there_are_no_processes(monkeypatch):
    assert not isinstance(make_runner(), InlineRunner)
    monkeypatch.setattr(choosing, "HAS_PROCESSES", False)
    assert isinstance(make_runner(), InlineRunner)


def test_another_python_cannot_run_in_this_one():
    with pytest.raises(LabError, match=r"cannot run in another Python \(/usr/bin/python9\). Leave python= out."):
        make_runner(python="/usr/bin/python9", inline=True)


def test_a_module_that_python_has_imported_already_is_told(folder):
    program = """
    (folder / "queue.py").write_text("", encoding="utf-8")
    from migration_lab.errors import LabError
    said = ""
    before = interpreter_state.state()
    try:
        flask("routes")
    except LabError as error:
        said = str(error)
    print(json.dumps([said, interpreter_state.changed(before, interpreter_state.state())]))
    """
    said, left = in_an_interpreter(folder, program)
    assert said.startswith(
        "The folder workspace has a module with the name of one that Python, or a package, has already imported"
    )
    assert left == []
