"""The copies for undo: made once of what is equal, bounded, and whole whatever happens meanwhile."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from migration_lab.backends import fingerprints
from migration_lab.backends.sqlite import sqlite_copies as copies
from migration_lab.backends.sqlite import sqlite_live
from migration_lab.backends.sqlite.sqlite_copies import copy_back, copy_out, same_content
from migration_lab.project import Project
from migration_lab.project.undo import copy_limits, copying
from tests.project.small import command, dump, live, sql


def on_disk(project: Project) -> set[int]:
    return {path.stat().st_ino for path in (project.path / ".lab").rglob("*.sqlite")}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Each database that was copied, in order."""
    found: list[Path] = []

    def copy(live: Path, target: Path) -> None:
        found.append(live)
        copy_out(live, target)

    monkeypatch.setattr(copies, "copy_out", copy)
    return found


def test_commands_that_change_nothing_copy_the_database_once(seeded, made):
    before = len(on_disk(seeded))
    for _ in range(3):
        assert seeded.get("/speakers").ok
        assert seeded.run("routes").result.ok
        assert seeded.run("db", "stamp", "head").result.ok
    assert len(made) == 1
    assert len(on_disk(seeded)) == before + 1
    assert seeded.undo().command == "flask seed"


def test_the_copy_that_a_command_that_changed_nothing_left_serves_the_next(seeded, made):
    seeded.get("/speakers")
    seeded.run("seed")
    seeded.run("routes")
    assert len(made) == 2
    assert seeded.undo().rows == (("speaker", 4, 2),)


def test_a_command_that_writes_scripts_only_shares_the_copy_of_the_database(seeded, made):
    seeded.run("db", "revision", "-m", "one")
    seeded.run("db", "revision", "-m", "two")
    assert len(made) == 1
    last, before = [moment.copy_of("instance/conference.db") for moment in seeded.undo_copies.moments()[-2:]]
    assert os.path.samefile(last, before)  # noqa: PTH121


def test_what_an_undo_brought_back_is_not_copied_again(seeded, made):
    seeded.run("seed")
    seeded.undo()
    made.clear()
    seeded.run("seed")
    assert made == []
    assert seeded.undo().rows == (("speaker", 4, 2),)


def test_scripts_that_are_the_same_are_packed_once(seeded):
    seeded.run("seed")
    seeded.run("seed")
    one, two = seeded.undo_copies.moments()[-2:]
    assert os.path.samefile(one.archive, two.archive)  # noqa: PTH121


def test_a_write_in_the_same_moment_as_the_copy_is_not_missed(seeded, monkeypatch):
    """As on a file system that counts time in seconds: size and time tell nothing."""
    print_ = fingerprints.fingerprint(live(seeded))
    for module in (copying, copies, sqlite_live):
        monkeypatch.setattr(module, "fingerprint", lambda path: print_)
    for module in (copying, sqlite_live):
        monkeypatch.setattr(module, "long_ago", lambda times, now: False)
    sql(live(seeded), "UPDATE speaker SET name = 'Eda' WHERE name = 'Ada'")
    seeded.run("routes")
    seeded.run("seed")
    seeded.run("routes")
    assert seeded.undo("flask seed").rows == (("speaker", 4, 2),)
    assert sql(live(seeded), "SELECT name FROM speaker") == [("Eda",), ("Grace",)]


def test_the_copies_stay_within_their_bytes_and_the_newest_is_kept(seeded, monkeypatch):
    sql(live(seeded), "CREATE TABLE big (x)", "INSERT INTO big VALUES (zeroblob(2000000))")
    monkeypatch.setattr(copy_limits, "MOST_BYTES", 9_000_000)
    for _ in range(6):
        assert seeded.run("seed").result.ok
    folders = [path for name in ("undo", "undone", "latest") for path in (seeded.path / ".lab" / name).rglob("*")]
    assert copy_limits.bytes_in({path.parent for path in folders if path.is_file()}) <= 9_000_000
    assert seeded.undo().rows == (("speaker", 14, 12),)
    assert seeded.undo().rows == (("speaker", 12, 10),)
    monkeypatch.setattr(copy_limits, "MOST_BYTES", 1000)
    seeded.run("seed")
    assert len(seeded.undo_copies.moments()) == 1
    assert seeded.undo().rows == (("speaker", 12, 10),)
    assert Path(seeded.path, ".lab", "undone").exists()


@pytest.mark.parametrize("bound", [3_000_000, 1000])
def test_a_command_that_changes_nothing_pushes_out_no_way_back(seeded, monkeypatch, bound):
    sql(live(seeded), "CREATE TABLE big (x)", "INSERT INTO big VALUES (zeroblob(2000000))")
    command(seeded, "export", "open('out.csv', 'w').write('rows')")
    assert seeded.run("seed").result.ok
    monkeypatch.setattr(copy_limits, "MOST_BYTES", bound)
    for _ in range(2):
        assert seeded.run("routes").result.ok
        assert seeded.get("/speakers").ok
    assert seeded.run("export").result.ok
    assert seeded.run("routes").result.ok
    assert seeded.undo("flask seed").rows == (("speaker", 4, 2),)


def test_more_than_twenty_commands_that_change_nothing_push_out_no_way_back(seeded, monkeypatch):
    monkeypatch.setattr(copy_limits, "KEPT", 2)
    seeded.run("seed")
    seeded.run("seed")
    for _ in range(3):
        seeded.run("routes")
    assert [seeded.undo().rows, seeded.undo().rows] == [(("speaker", 6, 4),), (("speaker", 4, 2),)]


def test_a_large_copy_is_told_with_its_size_and_time(seeded, monkeypatch):
    monkeypatch.setattr(sqlite_live, "LARGE", 1000)
    said: list[str] = []
    sql(live(seeded), "CREATE TABLE t (x)")
    seeded.run("seed", on_output=said.append)
    assert said[0].startswith("Kept a copy of conference.db for undo: 0 MB, in 0.")
    seeded.run("db", "current")
    said.clear()
    seeded.run("db", "current", on_output=said.append)
    assert "Kept" not in "".join(said)


def test_a_copy_is_whole_while_another_program_writes(seeded, tmp_path):
    sql(live(seeded), "CREATE TABLE pair (a, b)", "INSERT INTO pair VALUES (0, 0)")
    ends = threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(live(seeded), timeout=20)) as other:
            number = 0
            while not ends.is_set():
                number += 1
                with other:
                    other.execute("UPDATE pair SET a = ?", [number])
                    other.execute("UPDATE pair SET b = ?", [number])
                ends.wait(0.002)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        for number in range(20):
            copy_out(live(seeded), tmp_path / f"{number}.sqlite")
            assert sql(tmp_path / f"{number}.sqlite", "SELECT a = b FROM pair") == [(1,)]
    finally:
        ends.set()
        thread.join()


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_a_copy_and_what_is_put_back_hold_the_same(seeded, tmp_path, journal):
    sql(live(seeded), f"PRAGMA journal_mode = {journal}", "INSERT INTO speaker (name) VALUES ('Edsger')")
    was, copy = dump(live(seeded)), tmp_path / "copy.sqlite"
    copy_out(live(seeded), copy)
    assert same_content(copy, live(seeded))
    sql(live(seeded), "DELETE FROM speaker")
    assert not same_content(copy, live(seeded))
    copy_back(copy, live(seeded))
    assert dump(live(seeded)) == was
    assert same_content(copy, live(seeded))
    assert sorted(path.name for path in tmp_path.glob("copy*")) == ["copy.sqlite"]


def test_what_a_killed_process_left_half_written_is_no_moment(seeded):
    folder = seeded.undo_copies.moments()[-1].folder
    for name in ("0099.part", "0098.going"):
        left = folder.with_name(name)
        left.mkdir()
        (left / "moment.json").write_text("{}", encoding="utf-8")
    assert seeded.undo_copies.moments()[-1].folder == folder
    seeded.run("seed")
    assert not folder.with_name("0098.going").exists()
    assert seeded.undo().command == "flask seed"


def test_what_an_undo_took_away_is_not_overwritten_by_the_next(seeded):
    kept = []
    for name in ("Edsger", "Barbara"):
        seeded.run("seed")
        sql(live(seeded), f"INSERT INTO speaker (name) VALUES ('{name}')")
        kept.append(seeded.path / seeded.undo("flask seed").kept / "0.sqlite")
    assert [sql(path, "SELECT max(id), name FROM speaker") for path in kept] == [[(5, "Edsger")], [(5, "Barbara")]]


def test_the_journal_of_a_database_that_cannot_be_read_is_copied_and_brought_back_with_it(seeded, made):
    wal = live(seeded).with_name("conference.db-wal")
    live(seeded).write_bytes(b"text" * 2000)
    wal.write_bytes(b"journal")
    body = "import os; [os.unlink(db.engine.url.database + end) for end in ('', '-wal')]"
    command(seeded, "remove", body)
    time.sleep(0.05)
    seeded.run("routes")
    assert wal.read_bytes() == b"journal"
    assert seeded.run("remove").result.ok
    assert len(made) == 1
    seeded.undo("flask remove")
    assert wal.read_bytes() == b"journal"
