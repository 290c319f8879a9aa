"""The seam: both ways to run a command do the same, see every edit, and leave nothing behind."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from migration_lab.child.stable import with_revision_id
from migration_lab.errors import LabError
from migration_lab.project import open_project
from migration_lab.project.commands import warm_command
from migration_lab.project.commands.choosing import make_runner
from migration_lab.project.commands.warm_runner import WarmRunner
from migration_lab.values.wire import Request, RunFlask
from tests.processes import gone
from tests.project.conftest import WAYS
from tests.project.other_shapes import upgraded, write

posix = pytest.mark.skipif(not hasattr(os, "fork"), reason="the warm process forks, which only POSIX can")
INSTALLED = {
    "blog.py": """\
import blog_driver
from flask import Flask
from flask_migrate import Migrate

from models import db

app = Flask(__name__)
app.config.update(SQLALCHEMY_DATABASE_URI="sqlite:///blog.db", SQLALCHEMY_ENGINE_OPTIONS={"module": blog_driver})
db.init_app(app)
Migrate(app, db)
""",
    "models.py": """\
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Post(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.Text)
""",
    "blog_driver.py": "from sqlite3.dbapi2 import *\n\nimport models\n",
    "blog_commands.py": "import click\n\nimport models\n\n\n@click.command()\ndef hello():\n    pass\n",
    "blog-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: blog\nVersion: 1.0\n",
    "blog-1.0.dist-info/entry_points.txt": "[flask.commands]\nhello=blog_commands:hello\n",
}
"""As ``pip install -e .`` has it, once the folder is on Python's path."""
RAN = "\nfrom pathlib import Path\n\nPath(__file__).with_name('ran.log').write_text('x')\n"


def command(folder: Path, body: str) -> None:
    """Give the project's app a command ``flask try`` with this body."""
    app = (folder / "app.py").read_text(encoding="utf-8")
    wrapped = textwrap.indent(textwrap.dedent(body), " " * 8)
    addition = f'    @app.cli.command("try")\n    def attempt():\n{wrapped}\n\n    return app\n'
    (folder / "app.py").write_text(app.replace("    return app\n", addition), encoding="utf-8")


def numbers(path: Path) -> list[int]:
    deadline = time.monotonic() + 20
    while not (path.exists() and path.read_text().endswith("\n")) and time.monotonic() < deadline:
        time.sleep(0.02)
    return [int(word) for word in path.read_text().split()]


def interrupt_once_written(path: Path) -> None:
    """Interrupt this very process, as Jupyter does a kernel, as soon as the command has written that file."""

    def interrupt() -> None:
        numbers(path)
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)

    threading.Thread(target=interrupt, daemon=True).start()


def test_what_alembic_prints_is_shown_and_in_its_order(flask):
    """Its ``Config`` keeps the ``sys.stdout`` that there was when it was imported; no test sets PYTHONUNBUFFERED."""
    assert "PYTHONUNBUFFERED" not in os.environ
    flask("db", "init")
    flask("db", "migrate", "-m", "speakers")
    assert "(head)" in flask("db", "heads")[1]
    flask("db", "upgrade")
    printed = flask("db", "current")[1].splitlines()
    assert "Will assume non-transactional DDL" in printed[-2]
    assert printed[-1].endswith(" (head)")


def test_a_command_is_the_real_one_and_reports_what_it_did(flask, folder):
    assert flask("db", "init")[0].exit_code == 0
    outcome, printed = flask("db", "migrate", "-m", "speakers")
    assert "Detected added table 'speaker'" in printed
    [script] = (folder / "migrations" / "versions").glob("*_speakers.py")
    assert outcome.report.effects.written == (os.path.realpath(script),)
    outcome, printed = flask("db", "upgrade")
    assert "Running upgrade  -> " in printed
    assert any(one.sql.startswith("CREATE TABLE speaker") for one in outcome.report.effects.sql)
    assert outcome.report.app.databases[""].endswith("conference.db")


@posix
def test_the_warm_process_imports_once_what_the_databases_of_a_project_need(folder):
    """The report says what that is, and the next request brings it along; what is not there does no harm."""
    command(folder, "import sys\nprint('colorsys' in sys.modules)")
    request = Request(RunFlask(("try",)), str(folder), dict(os.environ))
    printed: list[str | None] = []
    runner = WarmRunner()
    try:
        outcome = runner.run(request, printed.append)
        runner.run(replace(request, preload=("colorsys", "nowhere.at_all")), printed.append)
        runner.run(request, printed.append)
    finally:
        runner.close()
    assert "".join(filter(None, printed)).split() == ["False", "True", "True"]
    assert {"sqlalchemy.dialects.sqlite.pysqlite", "sqlite3.dbapi2"} <= set(outcome.report.app.preload)


@pytest.mark.parametrize("fork", WAYS)
def test_a_project_that_is_installed_where_it_is_edited_is_not_imported_beforehand(tmp_path, monkeypatch, fork):
    """It adds a command to ``flask`` and a driver to SQLAlchemy: both bring its models, which would grow old."""
    folder = upgraded(write(tmp_path / "blog", INSTALLED), "blog")
    models = (folder / "models.py").read_text(encoding="utf-8") + RAN
    (folder / "models.py").write_text(models, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(folder))
    runner = make_runner(fork)
    try:
        project = open_project(folder, app="blog", runner=runner)
        assert project.places().state == "in step"
        assert project.places().state == "in step"  # by now the runner has been told of the driver
        models = models.replace("title =", "stars = db.Column(db.Integer)\n    title =")
        (folder / "models.py").write_text(models, encoding="utf-8")
        assert project.places().state == "models ahead"
    finally:
        runner.close()
    assert not (folder / "ran.log").exists()


def test_a_failing_command_gives_its_own_exit_code_and_words(flask):
    outcome, printed = flask("db", "upgrade")
    assert outcome.exit_code != 0
    assert "Path doesn't exist" in printed
    outcome, printed = flask("db", "nonsense")
    assert outcome.exit_code == 2
    assert "No such command 'nonsense'" in printed


def test_three_edits_of_a_model_within_one_second_are_each_seen(flask, folder, monkeypatch):
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    models = (folder / "models.py").read_text(encoding="utf-8")
    command(folder, "from models import Speaker\nprint(sorted(Speaker.__table__.columns.keys()))")
    stamp = time.time_ns()
    for name in ("aaa", "bbb", "ccc"):
        (folder / "models.py").write_text(models + f"    {name}: Mapped[int]\n", encoding="utf-8")
        os.utime(folder / "models.py", ns=(stamp, stamp))
        assert flask("try")[1] == f"['{name}', 'id', 'name']\n"


def test_an_edited_revision_script_is_seen_too(flask, folder):
    flask("db", "init")
    flask("db", "revision", "-m", "empty", "--rev-id", "1")
    script = folder / "migrations" / "versions" / "1_empty.py"
    text, stamp = script.read_text(encoding="utf-8"), time.time_ns()
    for word in ("one", "two", "six"):
        script.write_text(text.replace("def upgrade():", f'def upgrade():\n    print("{word}")'), encoding="utf-8")
        os.utime(script, ns=(stamp, stamp))
        assert word in flask("db", "upgrade")[1]
        flask("db", "downgrade")


def test_stdout_and_stderr_keep_the_order_of_writing(flask, folder):
    body = "import os, sys\nfor n in range(200):\n    print(n, file=(sys.stdout, sys.stderr)[n % 2])"
    command(folder, body + '\nos.system("echo last")')
    assert flask("try")[1].split() == [*map(str, range(200)), "last"]


def test_output_streams_while_the_command_runs(folder, either_runner):
    command(folder, 'import time\nprint("begun", flush=True)\ntime.sleep(0.6)\nprint("done")')
    times: dict[str, float] = {}

    def sink(text: str | None) -> None:
        for word in (text or "").split():
            times[word] = time.monotonic()

    request = Request(RunFlask(("try",)), str(folder), dict(os.environ))
    assert either_runner.run(request, sink).exit_code == 0
    assert times["done"] - times["begun"] > 0.3


def test_a_command_that_asks_is_not_waited_for(flask, folder):
    command(folder, 'input("Are you sure? ")')
    outcome, printed = flask("try")
    assert outcome.exit_code == 1
    assert "EOF" in printed or "Aborted" in printed


@posix
def test_an_interrupt_ends_the_command_with_all_it_started_and_the_next_one_works(flask, folder):
    pids = folder / "pids"
    command(
        folder,
        f"""\
        import os, subprocess, time
        other = subprocess.Popen(["sleep", "600"])
        open({str(pids)!r}, "w").write(f"{{os.getpid()}} {{other.pid}}\\n")
        try:
            time.sleep(600)
        except KeyboardInterrupt:
            print("tidied up", flush=True)
            raise
        """,
    )

    interrupt_once_written(pids)
    with pytest.raises(KeyboardInterrupt):
        flask("try")
    assert all(map(gone, numbers(pids)))
    assert flask("routes")[0].exit_code == 0


@posix
def test_a_command_deaf_to_interrupts_is_killed(flask, folder):
    pids = folder / "pids"
    command(
        folder,
        f"""\
        import os, signal, time
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        open({str(pids)!r}, "w").write(f"{{os.getpid()}}\\n")
        time.sleep(600)
        """,
    )

    interrupt_once_written(pids)
    with pytest.raises(KeyboardInterrupt):
        flask("try")
    assert all(map(gone, numbers(pids)))
    assert flask("routes")[0].exit_code == 0


@posix
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


@posix
def test_a_killed_warm_process_is_said_and_the_next_command_starts_another(folder):
    warm = WarmRunner()
    request = Request(RunFlask(("try",)), str(folder), dict(os.environ))
    command(folder, "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\nimport time\ntime.sleep(1)")
    with pytest.raises(Exception, match="Run the cell again: that starts a new one"):
        warm.run(request, lambda text: None)
    assert warm.run(replace(request, work=RunFlask(("routes",))), lambda text: None).exit_code == 0
    warm.close()


@posix
def test_a_command_may_have_ended_before_its_sender_runs_again(folder, monkeypatch):
    """On a busy machine a command of 40 ms is over while the thread that sent it still waits for a processor."""
    send_with = warm_command.send_with

    def send(line, text, *descriptors):
        sent = send_with(line, text, *descriptors)
        if len(descriptors) == 2:  # the request itself, complete: when the line ends, the command has ended
            while line.recv(1 << 16, socket.MSG_PEEK).count(b"status") == 0:
                time.sleep(0.01)
            time.sleep(0.2)
        return sent

    monkeypatch.setattr(warm_command, "send_with", send)
    warm = WarmRunner()
    outcome = warm.run(Request(RunFlask(("routes",)), str(folder), dict(os.environ)), lambda text: None)
    warm.close()
    assert outcome.exit_code == 0


@posix
def test_a_warm_process_that_cannot_start_is_said(folder):
    warm = WarmRunner(python="false")
    with pytest.raises(LabError, match="The process that runs the commands has ended"):
        warm.run(Request(RunFlask(("routes",)), str(folder), dict(os.environ)), lambda text: None)
    warm.close()


def test_both_ways_print_the_same_and_run_the_same_sql(folder):
    commands = ["db init", "db migrate -m one", "db upgrade", "db check", "db current -v", "db downgrade", "nix"]
    answers = []
    for fork in (True, False) if hasattr(os, "fork") else (False,):
        way = make_runner(fork)
        for made in ("migrations", "instance"):
            shutil.rmtree(folder / made, ignore_errors=True)
        for line in commands:
            said: list[str] = []
            request = Request(RunFlask(tuple(line.split()), stable=True), str(folder), dict(os.environ))
            outcome = way.run(request, lambda text, said=said: said.append(text or ""))
            answers.append((line, outcome.exit_code, "".join(said), outcome.report.effects.sql))
        way.close()
    assert answers[: len(commands)] == answers[-len(commands) :]


def test_a_crash_of_the_interpreter_is_an_exit_code_and_the_next_command_works(flask, folder):
    command(folder, "import os\nos.abort()")
    assert flask("try")[0].exit_code not in (0, None)
    assert flask("routes")[0].exit_code == 0


@pytest.mark.parametrize(
    "args",
    [
        ["db", "upgrade"],
        ["db", "migrate", "--rev-id", "mine"],
        ["db", "migrate", "--help"],
        ["seed"],
        [],
    ],
)
def test_only_a_new_revision_without_an_id_is_given_one(args, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert with_revision_id(args) == args


def test_revisions_of_a_course_workspace_are_the_same_every_time(flask, folder):
    made = []
    for _ in range(2):
        shutil.rmtree(folder / "migrations", ignore_errors=True)
        flask("db", "init", stable=True)
        flask("db", "migrate", "-m", "speakers", stable=True)
        [script] = (folder / "migrations" / "versions").glob("*.py")
        made.append((script.name, script.read_text(encoding="utf-8")))
    assert made[0] == made[1]
    assert "Create Date: 2026-01-05 09:00:00" in made[0][1]
