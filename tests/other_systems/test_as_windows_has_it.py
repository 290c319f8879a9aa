"""What Windows writes and does otherwise, one thing at a time: paths, files in use, processes."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from migration_lab.project.commands import command_words
from migration_lab.project.commands.git_command import run_git
from migration_lab.project.commands.terminal import Terminal
from tests.other_systems.pretending import only_on_linux, python

WINDOWS = SimpleNamespace(name="nt")
PROGRAM = """
import json, os, signal, sqlite3, subprocess, sys, time
from pathlib import Path

from migration_lab.backends import atomic, fingerprints
from migration_lab.backends.sqlite import sqlite_copies
from migration_lab.project import temporary
from migration_lab.project.commands.fresh_runner import FreshRunner
from migration_lab.project.commands.interpreter import find_python
from migration_lab.terminal import installation_checks
from migration_lab.values.wire import Request, RunFlask

said = {"tick": fingerprints.TICK, "temporary": installation_checks.TEMPORARY}

# A file that is read for a moment while it is replaced.
kept = Path("progress.json")
kept.write_text("old", encoding="utf-8")
reader, real = kept.open("rb"), os.replace
def refused_once(*paths):
    try:
        return real(*paths)
    finally:
        reader.close()
os.replace = refused_once
atomic.write_text(kept, "new")
os.replace = real
said["replaced"] = kept.read_text(encoding="utf-8")

# A database that is none, and that somebody has open.
for name, text in (("live.db", "no database"), ("live.db-journal", "its journal"), ("copy.db", "a copy")):
    Path(name).write_text(text, encoding="utf-8")
with open("live.db", "rb"):
    try:
        sqlite_copies.put_in_place(Path("copy.db"), Path("live.db"))
    except PermissionError:
        said["in use"] = [Path(name).read_text(encoding="utf-8") for name in ("live.db", "live.db-journal")]
sqlite_copies.put_in_place(Path("copy.db"), Path("live.db"))
said["put"] = [Path("live.db").read_text(encoding="utf-8"), Path("live.db-journal").exists()]

# What ended processes have left, and what one has left that runs.
ended = subprocess.Popen([sys.executable, "-c", ""])
ended.wait()
running = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
for process in (ended, running):
    left = Path(f"migration-lab-{process.pid}-x")
    left.mkdir()
    os.utime(left, (1, 1))
temporary.remove_old(Path.cwd())
said["left"] = [Path(f"migration-lab-{process.pid}-x").exists() for process in (ended, running)]
said["still runs"] = running.poll() is None
running.communicate()

said["python"] = find_python(sys.executable) == sys.executable

# A command that is interrupted.
Path("app.py").write_text('''
import os, sys, time
from flask import Flask
app = Flask(__name__)
@app.cli.command()
def wait():
    print(os.getpid(), flush=True)
    time.sleep(600)
''', encoding="utf-8")
printed = []
def sink(text):
    printed.append(text or "")
    if "".join(printed).strip().isdigit() and text is None:
        said["apart"] = os.getsid(int("".join(printed))) != os.getsid(0)
        raise KeyboardInterrupt
try:
    FreshRunner().run_once(Request(RunFlask(("wait",), False), str(Path.cwd()), dict(os.environ)), sink)
except KeyboardInterrupt:
    said["ended"] = not os.path.exists(f"/proc/{''.join(printed).strip()}/fd/0")
Path("said.json").write_text(json.dumps(said), encoding="utf-8")
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What a Python has found out that is like one on Windows."""
    folder = tmp_path_factory.mktemp("windows")
    run = python("windows", folder, "-c", PROGRAM)
    assert run.returncode == 0, run.stderr.decode("cp1252")
    found: dict[str, object] = json.loads((folder / "said.json").read_text(encoding="utf-8"))
    return found


@only_on_linux
def test_the_clock_has_longer_steps(said: dict[str, object]) -> None:
    """Else a database that was written to within one of them would count as unchanged."""
    assert isinstance(said["tick"], int)
    assert said["tick"] >= 15_625_000
    assert said["temporary"] == "TEMP"


@only_on_linux
def test_a_file_is_replaced_once_nobody_reads_it(said: dict[str, object]) -> None:
    assert said["replaced"] == "new"


@only_on_linux
def test_a_database_that_is_open_keeps_its_journal(said: dict[str, object]) -> None:
    assert said["in use"] == ["no database", "its journal"]
    assert said["put"] == ["a copy", False]


@only_on_linux
def test_what_ended_processes_left_is_removed_and_no_process_ends_by_that(said: dict[str, object]) -> None:
    assert said["left"] == [False, True]
    assert said["still runs"] is True


@only_on_linux
def test_an_interrupted_command_has_ended(said: dict[str, object]) -> None:
    """Only the lab ends it: it has a console of its own, so that no Ctrl+C reaches it."""
    assert said["apart"] is True
    assert said["ended"] is True


@only_on_linux
def test_no_encoding_is_left_to_the_system_where_another_python_is_asked(said: dict[str, object]) -> None:
    assert said["python"] is True


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("db upgrade -d app\\migrations", ["db", "upgrade", "-d", "app\\migrations"]),
        ('db migrate -m "say \\"hi\\""', ["db", "migrate", "-m", 'say "hi"']),
        ("db check  # a note", ["db", "check"]),
    ],
)
def test_a_backslash_in_a_command_separates_folders(
    monkeypatch: pytest.MonkeyPatch, line: str, words: list[str]
) -> None:
    monkeypatch.setattr(command_words, "os", WINDOWS)
    assert command_words.split_words(line) == words


class WindowsPath:
    """A folder of Windows, as far as ``Terminal`` asks it."""

    def __str__(self) -> str:
        return "C:\\me\\workspace\\03"

    __fspath__ = __str__

    def resolve(self) -> WindowsPath:
        return self


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("Generating C:\\me\\workspace\\03\\migrations\\env.py ...\n", "Generating migrations/env.py ...\n"),
        ("sqlite:///C:/me/workspace/03/instance/a.db\n", "sqlite:///instance/a.db\n"),
        (
            "[Errno 2] No such file: 'C:\\\\me\\\\workspace\\\\03\\\\data\\\\a.csv'\n",
            "[Errno 2] No such file: 'data/a.csv'\n",
        ),
        ("C:\\me\\workspace\\031\\a.py\n", "C:\\me\\workspace\\031\\a.py\n"),
    ],
)
def test_a_path_is_short_however_it_is_written(printed: str, shown: str) -> None:
    terminal = Terminal(WindowsPath())  # type: ignore[arg-type]
    assert terminal.feed(printed) + terminal.close() == shown


def test_a_commit_is_the_same_whatever_ends_its_lines(tmp_path: Path) -> None:
    """Chapter 11 shows the numbers of commits; ``%%writefile`` ends lines as the system does."""
    numbers = []
    for ending in ("\n", "\r\n"):
        folder = tmp_path / repr(ending).strip("'").replace("\\", "")
        folder.mkdir()
        (folder / "models.py").write_text("a\nb\n", encoding="utf-8", newline=ending)
        for words in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "The app"]):
            assert run_git(words, folder, stable=True).output == ""
        assert run_git(["status", "--short"], folder, stable=True).output == ""
        numbers.append(run_git(["log", "--format=%h"], folder, stable=True).output)
    assert numbers[0] == numbers[1] != ""
