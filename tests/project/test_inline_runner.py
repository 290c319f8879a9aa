"""A command in this very interpreter: it gives what it gives in a process of its own, and leaves nothing behind."""

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
LEFT = {
    "a function": "import shutil; shutil.move = lambda *a: None",
    "a method": "from alembic.config import Config; Config.get_main_option = lambda self, name: None",
    "a new name in a module": "import alembic; alembic.mine = 1",
    "a setting": "import mimetypes; mimetypes.knownfiles = []",
    "a listener": "from sqlalchemy import Engine, event; event.listen(Engine, 'begin', lambda c: None)",
    "a module": "import types; left = sys.modules['left'] = types.ModuleType('left'); left.__file__ = '/left.py'",
    "what an audit hook tells": "from migration_lab.child.audit import tell_of; tell_of(['open'], print)",
    "a variable": "os.environ['LEFT'] = '1'",
    "another folder": "os.chdir('/')",
    "a mask": "os.umask(0o777)",
    "a path": "sys.path.append('/left')",
    "a stream": "import io; sys.stdout = io.StringIO()",
    "a handler of a signal": "import signal; signal.signal(signal.SIGUSR1, lambda *_: None)",
    "a handler of the log": "import logging; logging.getLogger('alembic').addHandler(logging.NullHandler())",
    "a level of the log": "import logging; logging.getLogger().setLevel(5)",
    "a filter of warnings": "import warnings; warnings.simplefilter('ignore')",
    "a function at the end": "import atexit; atexit.register(int)",
    "a thread": "import threading, time; threading.Thread(target=time.sleep, args=(9,), daemon=True).start()",
    "an open file": "file = open('/dev/zero')",
    "a connection": "import sqlite3; connection = sqlite3.connect(':memory:')",
    "a variable of the context": "import contextvars; contextvars.ContextVar('left').set(1)",
    "an operation of Alembic's": "from alembic import op; op.left = 1",
    "a command": "from flask.cli import cli; import click; cli.add_command(click.Command('left'))",
    "a receiver": "from flask import request_started\ndef left(*_): pass\nrequest_started.connect(left)",
    "a registry of mappers": "from sqlalchemy.orm import registry; left = registry()",
    "an adapter": "import sqlite3; sqlite3.register_adapter(complex, str)",
    "frozen objects": "import gc; gc.freeze()",
}


def test_whatever_is_left_in_the_interpreter_would_be_noticed(folder):
    program = f"""
    import contextlib
    left, missed = {LEFT!r}, []
    for name, code in left.items():
        if not (child := os.fork()):
            before = interpreter_state.state()
            unchanged = interpreter_state.changed(before, interpreter_state.state())
            exec(code, globals())
            os._exit(1 if unchanged or not interpreter_state.changed(before, interpreter_state.state()) else 0)
        if os.waitpid(child, 0)[1]:
            missed.append(name)
    print(json.dumps(missed))
    """
    assert in_an_interpreter(folder, program) == []


RUDE = """
import atexit, contextvars, logging, os, random, shutil, signal, sqlite3, sys, threading, time, types, warnings
import alembic.op, click, flask.cli, sqlalchemy.types
from alembic.autogenerate import comparators
from alembic.operations import MigrateOperation, Operations
from flask import Flask, request_started
from sqlalchemy import Engine, event
from sqlalchemy.ext.compiler import compiles

event.listen(Engine, "connect", lambda *_: None)
request_started.connect(lambda *_: None, weak=False)
shutil.move = lambda *_: "moved"
Flask.json_provider_class = type("Provider", (Flask.json_provider_class,), {})
os.environ["RUDE"] = "1"
sys.path.insert(0, "/rude")
sys.setrecursionlimit(5000)
sys.excepthook = lambda *_: None
sys.modules["rude"] = types.ModuleType("rude")
sqlite3.register_adapter(complex, str)
signal.signal(signal.SIGUSR1, lambda *_: None)
signal.setitimer(signal.ITIMER_REAL, 60)
warnings.simplefilter("ignore")
logging.basicConfig(level=5, force=True)
logging.getLogger("alembic").setLevel(50)
logging.getLogger("rude").addHandler(logging.StreamHandler())
contextvars.ContextVar("rude").set(1)
flask.cli.cli.add_command(click.Command("rude"))
os.umask(0o777)
os.chdir("/")
opened = open("/dev/zero")
connection = sqlite3.connect(":memory:")
threading.Thread(target=time.sleep, args=(0.2,)).start()
threading.Thread(target=lambda: [time.sleep(0.01) for _ in iter(int, 1)], daemon=True).start()
atexit.register(print, "at the end")


@compiles(sqlalchemy.types.String, "sqlite")
def text(*_, **__):
    return "RUDE"


@Operations.register_operation("be_rude")
class BeRude(MigrateOperation):
    @classmethod
    def be_rude(cls, operations):
        return operations.invoke(cls())


@comparators.dispatch_for("schema")
def compare(*_):
    pass


"""


def test_a_project_that_changes_all_it_can_reach_leaves_nothing_of_it(folder):
    command(folder, "print(os.environ['RUDE'], shutil.move(), random.seed(1))", first=RUDE)
    program = """
    before = interpreter_state.state()
    results = [flask("try")[:2], flask("try")[:2]]
    print(json.dumps([results, interpreter_state.changed(before, interpreter_state.state())]))
    """
    results, left = in_an_interpreter(folder, program)
    assert left == []
    assert results == [[0, "1 moved None\nat the end\n"]] * 2


ENDS = {
    "os._exit": ("os._exit(3)", 3, ""),
    "sys.exit": ("sys.exit('no')", 1, "no\n"),
    "os.abort": ("os.abort()", 134, ""),
    "os.fork": ("os.fork()", 1, "os.fork cannot be done where commands run in the notebook's own process."),
    "exec": ("os.execv('/bin/true', ['true'])", 1, "os.exec cannot be done where commands run"),
    "kill": ("os.kill(os.getpid(), 9)", 1, "A signal to its own process cannot be done"),
    "a question": ("input('Really? ')", 1, "Aborted!"),
}


@pytest.mark.parametrize(("body", "exit_code", "said"), ENDS.values(), ids=ENDS)
def test_what_would_end_the_process_ends_the_command_alone(folder, body, exit_code, said):
    command(folder, body, first="import os, sys\n")
    program = """
    before = interpreter_state.state()
    result = flask("try")[:2]
    print(json.dumps([result, interpreter_state.changed(before, interpreter_state.state())]))
    """
    (ended, printed), left = in_an_interpreter(folder, program)
    assert (ended, left) == (exit_code, [])
    assert said in printed


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


def test_a_thread_that_cannot_be_ended_changes_nothing_any_more(folder):
    """Not even when it does not let itself be told to end."""
    body = """
    import threading
    from contextlib import suppress
    from pathlib import Path

    def write():
        with suppress(SystemExit):
            threading.current_thread().gate.wait()
        Path(__file__).with_name("late.txt").write_text("x")

    thread = threading.Thread(target=write, daemon=True, name="late")
    thread.gate = threading.Event()
    thread.start()
    """
    command(folder, body)
    program = """
    import threading
    from migration_lab.child.audit import heard_of
    said = flask("try")[1]
    [late] = [thread for thread in threading.enumerate() if thread.name == "late"]
    late.gate.set()
    late.join()
    flask("routes")
    print(json.dumps([said, (folder / "late.txt").exists(), sorted(heard_of())]))
    """
    said, written, guarded = in_an_interpreter(folder, program)
    assert "The command has left threads that cannot be ended here (late)." in said
    assert not written
    assert guarded == []


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


def test_of_many_commands_nothing_stays_in_memory(folder):
    program = """
    import gc
    from flask import Flask
    counts = []
    for _ in range(3):
        for _ in range(3):
            flask("routes")
        gc.collect()
        counts.append([len(gc.get_objects()), sum(isinstance(one, Flask) for one in gc.get_objects())])
    print(json.dumps(counts))
    """
    (_, second, third) = in_an_interpreter(folder, program)
    assert third[0] - second[0] < 100
    assert third[1] == 0


IN_A_CELL = """
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
    print(places.state, interpreter_state.changed(before, interpreter_state.state()))


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
