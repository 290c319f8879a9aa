"""The copies for undo on a PostgreSQL that the lab made: shared, bounded, and none dropped that may still be needed."""

from __future__ import annotations

import pytest

from migration_lab.backends.postgresql import template_copies
from migration_lab.backends.postgresql.embedded_server import serve
from migration_lab.project import Project
from migration_lab.project.undo import copy_limits
from tests.project.own_postgresql import folder, names

__all__ = ["folder"]
pytestmark = pytest.mark.postgres


def test_commands_that_change_nothing_share_one_copy(seeded: Project) -> None:
    seeded.run("routes")
    copies = names(seeded.path, template_copies.COPY)
    for words in (("routes",), ("db", "current"), ("db", "upgrade")):
        assert seeded.run(*words).result.ok
        assert not seeded.way_back.changed
    assert names(seeded.path, template_copies.COPY) == copies
    assert seeded.undo().command == "flask seed"


def test_copies_go_with_their_moments(seeded: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copy_limits, "KEPT", 2)
    for _ in range(5):
        seeded.run("seed")
    assert len(seeded.undo_copies.moments()) == 2
    assert len(names(seeded.path, template_copies.COPY)) <= 3
    seeded.undo()
    assert names(seeded.path, template_copies.FRESH) == names(seeded.path, template_copies.OLD) == []


def test_copies_count_with_the_bytes_that_they_take_on_the_server(seeded: Project, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(copy_limits, "MOST_BYTES", 20_000_000)
    for _ in range(4):
        seeded.run("seed")
    assert 1 <= len(seeded.undo_copies.moments()) <= 2
    assert seeded.undo().rows == (("speaker", 10, 8),)


def test_what_was_not_dropped_to_its_end_hinders_nothing(seeded: Project) -> None:
    """As when the server was stopped meanwhile: PostgreSQL lets nobody connect to such a database."""
    with serve(seeded.path).maintenance.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE lab_old_half")
        connection.exec_driver_sql("UPDATE pg_database SET datconnlimit = -2 WHERE datname = 'lab_old_half'")
        connection.exec_driver_sql("CREATE DATABASE lab_copy_nobodys")
    seeded.run("seed")
    assert not {"lab_old_half", "lab_copy_nobodys"} & {*names(seeded.path, "lab_")}


def test_what_was_there_when_an_undo_was_killed_is_kept_unless_a_copy_has_the_same(seeded: Project) -> None:
    with serve(seeded.path).maintenance.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE lab_old_somebodys")
    with serve(seeded.path).engine("lab_old_somebodys").connect() as connection:
        connection.exec_driver_sql("CREATE TABLE work (x int)")
    seeded.run("seed")
    assert "lab_old_somebodys" in names(seeded.path, template_copies.OLD)
    with serve(seeded.path).maintenance.connect() as connection:
        connection.exec_driver_sql("DROP DATABASE lab_old_somebodys")


def test_no_copy_is_dropped_while_a_note_of_one_cannot_be_read(seeded: Project) -> None:
    seeded.run("seed")
    there = names(seeded.path, template_copies.COPY)
    damaged = seeded.path / ".lab" / "undone" / "0001" / "0.postgresql"
    damaged.parent.mkdir(parents=True)
    damaged.write_text("", encoding="utf-8")
    with serve(seeded.path).maintenance.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE lab_copy_of_what")
    seeded.run("seed")
    assert {*there, "lab_copy_of_what"} <= {*names(seeded.path, template_copies.COPY)}
