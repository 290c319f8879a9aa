"""The warm process: what it imports before a command runs, and what is said when it is gone or cannot start."""

from __future__ import annotations

import os
import socket
import time
from dataclasses import replace

import pytest

from migration_lab.errors import LabError
from migration_lab.project import open_project
from migration_lab.project.commands import warm_command
from migration_lab.project.commands.choosing import make_runner
from migration_lab.project.commands.warm_runner import WarmRunner
from migration_lab.values.wire import Request, RunFlask
from tests.project.conftest import WAYS
from tests.project.other_shapes import INSTALLED, upgraded, write
from tests.project.try_command import command, posix

RAN = "\nfrom pathlib import Path\n\nPath(__file__).with_name('ran.log').write_text('x')\n"


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
