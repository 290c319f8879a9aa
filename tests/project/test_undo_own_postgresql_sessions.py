"""Undo on a PostgreSQL that the lab made, while others are connected: who is sent away, and who is waited for."""

from __future__ import annotations

import threading
from contextlib import suppress

import pytest
from sqlalchemy import Engine

from migration_lab.backends.backend import DatabaseBusy
from migration_lab.backends.postgresql import sessions, template_copies
from migration_lab.backends.postgresql.embedded_server import serve
from migration_lab.errors import LabError
from migration_lab.project import Project, UndoAsks
from tests.project.own_postgresql import folder, name_of, names, other

__all__ = ["folder", "other"]
pytestmark = pytest.mark.postgres


def test_an_idle_session_is_told_to_go_and_that_is_said(seeded: Project, other: Engine) -> None:
    said: list[str] = []
    with other.connect() as connection:
        connection.exec_driver_sql("SET application_name = 'psql'")
        connection.exec_driver_sql("SELECT * FROM speaker").fetchall()
        assert seeded.run("seed", on_output=said.append).result.ok
        connection.invalidate()
    database = name_of(seeded).removeprefix("postgresql:")
    assert f"An open session on the database {database} was ended, so that a copy for undo could be made (psql)." in (
        "".join(said)
    )
    assert seeded.undo().rows == (("speaker", 4, 2),)


def test_a_session_of_the_labs_that_has_no_name_yet_is_left_alone(seeded: Project, other: Engine) -> None:
    said: list[str] = []
    database = name_of(seeded).removeprefix("postgresql:")
    with other.connect() as begun, serve(seeded.path).maintenance.connect() as connection:
        naming = threading.Timer(0.3, begun.exec_driver_sql, [f"SET application_name = '{sessions.NAME}'"])
        naming.start()
        sessions.clear(connection, database, said.append, ours=False)
        naming.join()
        assert begun.exec_driver_sql("SELECT 1").scalar_one() == 1
    assert said == []


def test_a_session_without_a_name_is_told_to_go_like_any_other(seeded: Project, other: Engine) -> None:
    said: list[str] = []
    with other.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
        assert seeded.run("seed", on_output=said.append).result.ok
        connection.invalidate()
    assert "was ended, so that a copy for undo could be made." in "".join(said)


def test_who_has_changed_something_and_not_committed_it_is_not_sent_away(
    seeded: Project, other: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "PATIENCE", 0.3)
    with other.connect() as connection:
        connection.exec_driver_sql("UPDATE speaker SET name = 'Eda' WHERE id = 1")
        with pytest.raises(DatabaseBusy, match=r"has not committed it, so no copy for undo can be\s+kept"):
            seeded.run("seed")
        with pytest.raises(LabError):
            seeded.undo()
        connection.commit()
    assert [row[1] for row in sorted(seeded.query("SELECT * FROM speaker"))] == ["Eda", "Grace"]
    assert seeded.run("seed").result.ok
    assert seeded.undo().rows == (("speaker", 4, 2),)
    assert [row[1] for row in sorted(seeded.query("SELECT * FROM speaker"))] == ["Eda", "Grace"]


def test_a_look_of_the_labs_own_that_does_not_end_is_sent_away_too(seeded: Project) -> None:
    said: list[str] = []
    with seeded.database.engine.connect() as connection:
        connection.exec_driver_sql("SELECT * FROM speaker").fetchall()
        assert seeded.run("seed", on_output=said.append).result.ok
        connection.invalidate()
    assert "ended" not in "".join(said)
    assert seeded.undo().rows == (("speaker", 4, 2),)


def test_what_somebody_wrote_since_is_asked_about(seeded: Project, other: Engine) -> None:
    with other.begin() as connection:
        connection.exec_driver_sql("DELETE FROM speaker WHERE id = 1")
    with pytest.raises(UndoAsks, match="Something else, such as a terminal, has written to postgresql:app"):
        seeded.undo()
    assert seeded.rows("speaker").count == 1
    seeded.undo("flask seed")
    assert seeded.rows("speaker").count == 0
    [kept] = (seeded.path / ".lab" / "undone").iterdir()
    copies = template_copies.ticket_of(next(kept.glob("*.postgresql"))).database
    with serve(seeded.path).engine(copies).connect() as connection:
        assert connection.exec_driver_sql("SELECT name FROM speaker").scalars().all() == ["Grace"]


def test_what_is_written_while_it_is_put_back_is_not_lost(
    seeded: Project, other: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    swap, once = template_copies.ServedDatabase._swap, [True]

    def write_first(self: template_copies.ServedDatabase, comes: str, goes: str) -> None:
        if once and once.pop():
            with other.begin() as connection:
                connection.exec_driver_sql("INSERT INTO speaker (name) VALUES ('Eda')")
        swap(self, comes, goes)

    monkeypatch.setattr(template_copies.ServedDatabase, "_swap", write_first)
    with pytest.raises(DatabaseBusy, match="is writing to postgresql:app"):
        seeded.undo()
    assert seeded.rows("speaker").count == 3
    assert names(seeded.path, template_copies.FRESH) == names(seeded.path, template_copies.OLD) == []


def test_who_looks_all_the_time_is_not_in_the_way(seeded: Project) -> None:
    ended, began, looks, said = threading.Event(), threading.Event(), [0], list[str]()

    def look() -> None:
        twin = seeded.twin()
        twin._where.locate()
        while not ended.is_set():
            with suppress(LabError):
                twin.pulse()
                twin.structures()
                looks[0] += 1
                began.set()
        twin.close()

    watcher = threading.Thread(target=look)
    watcher.start()
    assert began.wait(60)
    try:
        for _ in range(2):
            assert seeded.run("seed", on_output=said.append).result.ok
            assert seeded.undo().rows == (("speaker", 4, 2),)
    finally:
        ended.set()
        watcher.join()
    assert looks[0] > 2
    assert "ended" not in "".join(said)
