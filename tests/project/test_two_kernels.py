"""Two kernels that have the same project open: neither takes the way back from the other."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from migration_lab.errors import LabError
from migration_lab.project import Project
from tests.project.small import command, live, ready, sql


def test_no_undo_takes_away_the_copy_of_a_command_that_still_runs(project: Project, folder: Path) -> None:
    wait = "while not os.path.exists('go'): time.sleep(0.01)"
    command(project, "slow", "import os, time", wait, "db.session.execute(db.delete(Speaker))", "db.session.commit()")
    ready(project)
    other = Project(folder)
    failed: list[BaseException] = []

    def run() -> None:
        try:
            project.run("slow")
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        moment = folder / ".lab" / "undo" / "0005" / "moment.json"
        while not moment.exists():
            time.sleep(0.01)
        time.sleep(0.1)
        with pytest.raises(LabError, match="flask slow still runs in this project"):
            other.undo()
    finally:
        (folder / "go").touch()
        thread.join()
        other.close()
    assert not failed
    assert sql(live(project), "SELECT count(*) FROM speaker") == [(0,)]
    assert project.undo().command == "flask slow"
    assert sql(live(project), "SELECT count(*) FROM speaker") == [(2,)]


def test_commands_of_two_kernels_at_the_same_time_each_have_their_copy(project: Project, folder: Path) -> None:
    ready(project)
    other = Project(folder)
    failed: list[BaseException] = []

    def run(which: Project) -> None:
        try:
            for number in range(6):
                which.run("routes" if number % 2 else "seed")
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=run, args=(which,)) for which in (project, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.close()
    assert failed == []
