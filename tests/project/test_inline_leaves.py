"""A command in this very interpreter leaves nothing behind there, whatever it changes and however it ends."""

from __future__ import annotations

import sys

import pytest

from tests.project.inline_program import command, in_an_interpreter

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
