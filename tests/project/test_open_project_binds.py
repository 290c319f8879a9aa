"""Projects that are not ours, with several databases: what is compared, and which of them is behind."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from migration_lab.project import open_project
from tests.project.other_shapes import BINDS, terminal, upgraded, write


def test_a_factory_with_several_binds(tmp_path, runner):
    folder = upgraded(write(tmp_path / "shop", BINDS), "shop:make", "--multidb")
    project = open_project(folder, app="shop:make", runner=runner)
    places = project.places()
    assert (places.state, places.in_step, places.rows) == ("in step", True, ()), str(places)
    path = folder / "shop" / "models.py"
    path.write_text(path.read_text(encoding="utf-8") + "    who = db.Column(db.Text)\n", encoding="utf-8")
    places = project.places()
    assert [(row.bind, row.name) for row in places.rows] == [("audit", "event.who")]
    assert places.next_command == "flask db migrate -m 'add who to event'"
    [revision] = project.history().revisions
    assert project.schema_at(revision.id).table("item")
    assert project.schema_at(revision.id, bind="audit").table("event")


def test_the_one_of_several_databases_that_is_behind_is_named(tmp_path, runner):
    folder = upgraded(write(tmp_path / "shop", BINDS), "shop:make", "--multidb")
    project, audit = open_project(folder, app="shop:make", runner=runner), folder / "instance" / "audit.sqlite"
    with closing(sqlite3.connect(audit)) as connection:
        connection.execute("DELETE FROM alembic_version")
        connection.commit()
    places = project.places()
    assert (places.state, places.next_command) == ("no alembic_version", "flask db stamp head")
    assert "The database audit has tables (event) but no revision in alembic_version" in places.sentence
    assert places.in_step == (terminal(folder, "shop:make", "db", "check").returncode == 0)
    assert terminal(folder, "shop:make", "db", "upgrade").returncode != 0
    assert terminal(folder, "shop:make", "db", "stamp", "head").returncode == 0
    assert project.places().state == "in step"
    audit.unlink()
    places = project.places()
    assert (places.state, places.next_command) == ("database behind", "flask db upgrade")
    assert "The database audit is empty, but the others have run every revision" in places.sentence
    assert places.current == project.history().current
    assert terminal(folder, "shop:make", "db", "upgrade").returncode == 0
    assert project.places().state == "in step"


def test_a_bind_that_env_py_does_not_migrate_is_not_compared(tmp_path, runner):
    folder = upgraded(write(tmp_path / "shop", BINDS), "shop:make")
    places = open_project(folder, app="shop:make", runner=runner).places()
    assert places.in_step == (terminal(folder, "shop:make", "db", "check").returncode == 0)
    assert places.rows == ()
    assert places.not_compared == ("audit: + table event  (id, what)",)
