"""The one watcher of a kernel: it tells each who shows something, asks nothing twice, and rests when nobody looks."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from migration_lab.backends.database import Database
from migration_lab.kernel import watcher as module
from migration_lab.kernel.session import Session
from migration_lab.kernel.watcher import INTERVAL, LONGEST, Watcher, pause_after
from migration_lab.project import Project
from migration_lab.widgets import TablesView
from tests.desk import wait
from tests.project.conftest import folder, project
from tests.project.small import live, ready

__all__ = ["folder", "project"]


class Shown:
    """Something that shows a project, and counts what it is told."""

    def __init__(self, project: Project, *, shows_files: bool = False) -> None:
        self.project, self.shows_files = project, shows_files
        self.wanted, self.told = True, 0

    def changed(self) -> None:
        self.told += 1


@pytest.fixture
def at_head(project: Project) -> Project:
    """A project whose database is there, and known."""
    ready(project)
    return project


@pytest.fixture
def watcher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Watcher]:
    monkeypatch.setattr(module, "INTERVAL", 0.02)
    monkeypatch.setattr(module, "LONGEST", 0.02)
    made = Watcher()
    yield made
    made.stop()


@pytest.fixture
def pulses(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The databases that were asked, one for each time."""
    asked: list[str] = []
    pulse = Database.pulse

    def noting(self: Database) -> object:
        asked.append(self.address)
        return pulse(self)

    monkeypatch.setattr(Database, "pulse", noting)
    return asked


def write(project: Project, sql: str) -> None:
    with closing(sqlite3.connect(live(project))) as connection:
        connection.execute(sql)
        connection.commit()


def watched(watcher: Watcher, *shown: Shown) -> None:
    """Let it watch for these, and wait until each was told of the first look."""
    for one in shown:
        watcher.listen(one)
    watcher.wake()
    wait(lambda: all(one.told for one in shown))


def test_who_shows_a_database_is_told_that_it_was_written_to(at_head: Project, watcher: Watcher) -> None:
    tables, board = Shown(at_head), Shown(at_head, shows_files=True)
    watched(watcher, tables, board)
    write(at_head, "CREATE TABLE mine (x)")
    wait(lambda: tables.told > 1 and board.told > 1)
    time.sleep(0.2)  # a journal may have been seen to come and to go
    told = tables.told, board.told
    time.sleep(0.2)
    assert (tables.told, board.told) == told


def test_who_shows_the_files_is_told_that_one_was_edited_and_nobody_else(at_head: Project, watcher: Watcher) -> None:
    tables, board = Shown(at_head), Shown(at_head, shows_files=True)
    watched(watcher, tables, board)
    with (at_head.path / "models.py").open("a", encoding="utf-8") as file:
        file.write("\n# edited\n")
    wait(lambda: board.told > 1)
    assert tables.told == 1


def test_a_database_that_two_show_is_asked_once_at_each_look(at_head, watcher, pulses) -> None:
    other = at_head.twin()
    other.locate()
    [address] = {one.address for project in (at_head, other) for one in project.known_databases()}
    found = module.signs([Shown(at_head), Shown(other, shows_files=True)])
    assert [len(known) for _, (known, _files) in found] == [1, 1]
    assert pulses == [address]
    other.close()


def test_it_rests_while_nobody_is_wanted_and_begins_again_when_woken(at_head, watcher, pulses) -> None:
    shown = Shown(at_head)
    watched(watcher, shown)
    shown.wanted = False
    time.sleep(0.1)
    asked = len(pulses)
    write(at_head, "CREATE TABLE mine (x)")
    time.sleep(0.2)
    assert len(pulses) == asked
    assert shown.told == 1
    shown.wanted = True
    watcher.wake()
    wait(lambda: shown.told > 1)


def test_no_thread_is_started_for_somebody_whom_nobody_sees(at_head: Project, watcher: Watcher) -> None:
    shown = Shown(at_head)
    shown.wanted = False
    watcher.listen(shown)
    watcher.wake()
    assert "migration-lab watcher" not in {thread.name for thread in threading.enumerate()}


def test_one_that_fails_is_no_harm_to_the_others(at_head: Project, watcher: Watcher) -> None:
    bad, good = Shown(at_head), Shown(at_head)
    bad.changed = lambda: 1 / 0  # type: ignore[method-assign,assignment]
    watcher.listen(bad)
    watched(watcher, good)
    write(at_head, "CREATE TABLE mine (x)")
    wait(lambda: good.told > 1)


def test_the_pause_grows_with_what_a_look_costs() -> None:
    assert pause_after(0.0) == INTERVAL
    assert pause_after(0.008) == pytest.approx(1.0)
    assert pause_after(1.0) == LONGEST


def test_a_view_follows_what_another_program_writes_and_again_after_a_time_of_damage(at_head: Project) -> None:
    path = Path(live(at_head))

    async def follow() -> list[tuple[str, ...]]:
        view = TablesView(at_head.read())
        session.follow(view)
        seen = []

        async def until(name: str, there: bool) -> None:
            deadline = time.monotonic() + 20
            while (name in view.schema.table_names) != there:
                assert time.monotonic() < deadline, f"{name} {there}"
                await asyncio.sleep(0.02)
            seen.append(view.schema.table_names)

        write(at_head, "CREATE TABLE one (x)")
        await until("one", True)
        whole = path.read_bytes()
        path.write_bytes(b"text" * 2000)
        await asyncio.sleep(1)
        path.write_bytes(whole)
        write(at_head, "CREATE TABLE two (x)")
        await until("two", True)
        return seen

    session = Session(at_head)
    try:
        first, second = asyncio.run(follow())
    finally:
        session.close()
    assert {*second} - {*first} == {"two"}
