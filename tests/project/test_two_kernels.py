"""Two kernels that have the same project open: neither takes the way back from the other."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from migration_lab.errors import LabError
from migration_lab.project import Project, UndoAsks
from migration_lab.project.undo import bringing_back
from migration_lab.project.undo.script_copies import put_back
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


def in_background(work: Callable[[], object]) -> tuple[threading.Thread, list[BaseException]]:
    failed: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    return thread, failed


def test_a_command_waits_for_that_of_another_kernel_and_says_so(project: Project, folder: Path) -> None:
    wait = "open('begun', 'w').close()\n        while not os.path.exists('go'): time.sleep(0.01)"
    command(project, "slow", "import os, time", wait, "db.session.execute(db.delete(Speaker))", "db.session.commit()")
    ready(project)
    other, said = Project(folder), list[str]()

    def go_on(text: str) -> None:
        said.append(text)
        (folder / "go").touch()

    thread, failed = in_background(lambda: project.run("slow"))
    try:
        while not (folder / "begun").exists():
            time.sleep(0.01)
        step = other.run("seed", on_output=go_on)
    finally:
        (folder / "go").touch()
        thread.join()
        other.close()
    assert not failed
    assert (
        "flask slow still runs in this project, in another notebook. This command waits until it has ended.\n" in said
    )
    assert [(rows.before.count, rows.after.count) for rows in step.rows] == [(0, 2)]
    assert [project.undo().command for _ in range(2)] == ["flask seed", "flask slow"]
    assert sql(live(project), "SELECT count(*) FROM speaker") == [(2,)]


def test_a_command_waits_for_the_undo_of_another_kernel(project: Project, folder: Path, monkeypatch) -> None:
    ready(project)
    begun, go = threading.Event(), threading.Event()

    def slowly(*args: object) -> object:
        begun.set()
        go.wait()
        return put_back(*args)

    monkeypatch.setattr(bringing_back, "put_back", slowly)
    other, said = Project(folder), list[str]()
    thread, failed = in_background(project.undo)
    begun.wait()

    def go_on(text: str) -> None:
        said.append(text)
        go.set()

    try:
        step = other.run("seed", on_output=go_on)
    finally:
        go.set()
        thread.join()
        other.close()
    assert not failed
    assert said[0].startswith("lab.undo() still runs in this project")
    assert [(rows.before.count, rows.after.count) for rows in step.rows] == [(0, 2)]


def test_each_undo_after_commands_of_two_kernels_takes_back_what_one_of_them_did(project, folder) -> None:
    ready(project)
    other = Project(folder)
    threads = [in_background(lambda which=which: [which.run("seed") for _ in range(3)]) for which in (project, other)]
    for thread, _ in threads:
        thread.join()
    other.close()
    assert [failed for _, failed in threads] == [[], []]
    for left in (12, 10, 8, 6, 4, 2):
        assert project.undo().rows == (("speaker", left + 2, left),)


def test_what_was_written_between_an_undo_that_was_cut_off_and_the_next_is_asked_about(project, monkeypatch) -> None:
    ready(project)
    monkeypatch.setattr(bringing_back, "put_back", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        project.undo()
    monkeypatch.undo()
    sql(live(project), "INSERT INTO speaker (name) VALUES ('by hand')")
    with pytest.raises(UndoAsks) as asked:
        project.undo()
    assert asked.value.why[0] == (
        "Something else, such as a terminal, has written to instance/conference.db since the undo of flask seed that "
        "was cut off: that is taken back too."
    )
    assert project.undo("flask seed").rows == (("speaker", 1, 0),)


def test_a_script_that_was_edited_after_an_undo_was_cut_off_is_asked_about(project, monkeypatch) -> None:
    ready(project)
    project.run("db", "revision", "-m", "half")
    [script] = (project.path / "migrations" / "versions").glob("*_half.py")
    monkeypatch.setattr(bringing_back, "put_back", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        project.undo()
    monkeypatch.undo()
    script.write_text(script.read_text(encoding="utf-8") + "# by hand\n", encoding="utf-8")
    with pytest.raises(UndoAsks, match=r"_half\.py was edited since the undo of flask db revision -m half that"):
        project.undo()
    assert script.exists()


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
