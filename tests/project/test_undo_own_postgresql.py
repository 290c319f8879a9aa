"""Undo on a PostgreSQL that the lab made: what a command lost is back, with its rows."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sqlalchemy import Engine

from migration_lab.backends.postgresql.embedded_server import release
from migration_lab.kernel.telling import undone_lines
from migration_lab.project import NothingToUndo, Project
from tests.project.own_postgresql import folder, name_of, other, script, state
from tests.project.small import add_bio, command

__all__ = ["folder", "other"]
pytestmark = pytest.mark.postgres


def test_what_an_upgrade_lost_is_back_with_its_rows(seeded: Project) -> None:
    script(seeded, "op.drop_column('speaker', 'name')")
    before = state(seeded)
    step = seeded.run("db", "upgrade")
    assert step.result.ok
    assert step.undoable
    assert [column.name for column in seeded.read().table("speaker").columns] == ["id"]
    undone = seeded.undo()
    assert undone.command == "flask db upgrade"
    assert str(undone.difference) == "+ column speaker.name  character varying  NOT NULL"
    assert state(seeded) == before
    assert seeded.get("/speakers").json == ["Ada", "Grace"]
    assert seeded.undo("flask db revision -m next").scripts


def test_what_a_downgrade_lost_is_back(seeded: Project) -> None:
    before = state(seeded)
    assert seeded.run("db", "downgrade", "base").result.ok
    undone = seeded.undo()
    assert undone.databases == ((name_of(seeded), "is as it was before flask db downgrade base"),)
    assert state(seeded) == before


def test_what_a_failure_halfway_has_left_is_taken_back(seeded: Project) -> None:
    script(
        seeded,
        "op.add_column('speaker', sa.Column('z', sa.Integer))",
        "with op.get_context().autocommit_block():",
        "    op.execute('CREATE INDEX CONCURRENTLY ix_z ON speaker (z)')",
        "op.execute('UPDATE nowhere SET z = 1')",
    )
    before = state(seeded)
    assert not seeded.run("db", "upgrade").result.ok
    assert "lab.undo() takes that back." in seeded.places().sentence
    assert seeded.undo().command == "flask db upgrade"
    assert state(seeded) == before


def test_commands_are_taken_back_one_by_one(seeded: Project) -> None:
    states = [state(seeded)]
    add_bio(seeded)
    states.append(state(seeded))
    for words in (("db", "upgrade"), ("seed",), ("db", "downgrade"), ("db", "stamp", "head")):
        assert seeded.run(*words).result.ok
        states.append(state(seeded))
    while len(states) > 1:
        assert state(seeded) == states.pop()
        seeded.undo()
    assert state(seeded) == states.pop()
    assert seeded.undo().command == "flask seed"
    assert seeded.rows("speaker").count == 0


def test_a_step_shows_the_rows_from_the_copy(seeded: Project) -> None:
    script(seeded, "op.execute(\"UPDATE speaker SET name = 'Eda' WHERE id = 1\")")
    [rows] = seeded.run("db", "upgrade").rows
    assert [side and side.sample[0] for side in (rows.before, rows.after)] == [("1", "Ada"), ("1", "Eda")]


def test_of_two_binds_both_are_brought_back(folder: Path, project: Project) -> None:
    app = folder / "app.py"
    binds = 'app.config["SQLALCHEMY_BINDS"] = {"stats": "sqlite:///stats.db"}\n    db.init_app'
    app.write_text(app.read_text(encoding="utf-8").replace("db.init_app", binds, 1), encoding="utf-8")
    with (folder / "models.py").open("a", encoding="utf-8") as file:
        file.write("\n\nclass Visit(db.Model):\n    __bind_key__ = 'stats'\n")
        file.write("    id: Mapped[int] = mapped_column(primary_key=True)\n")
    for words in (("db", "init", "--multidb"), ("db", "migrate", "-m", "all"), ("db", "upgrade"), ("seed",)):
        assert project.run(*words).result.ok
    add = ("db.session.add_all([Speaker(name='Eda'), Visit()])", "db.session.commit()")
    app.write_text(app.read_text(encoding="utf-8").replace("import Speaker, db", "import Speaker, Visit, db"))
    command(project, "both", *add)
    assert project.run("both").result.ok
    undone = project.undo()
    assert undone.rows == (("speaker", 3, 2),)
    assert [(bind, rows) for bind, _, rows in undone.elsewhere] == [("stats", (("visit", 1, 0),))]
    assert undone.not_copied == ()


def test_an_undo_goes_on_in_a_kernel_that_was_started_anew(seeded: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where ``DATABASE_URL`` is not set again yet, the project's own server is known all the same."""
    app = seeded.path / "app.py"
    text = app.read_text(encoding="utf-8")
    app.write_text(text.replace('os.environ["DATABASE_URL"]', 'os.environ.get("DATABASE_URL", "sqlite://")'))
    address = os.environ["DATABASE_URL"]
    monkeypatch.delenv("DATABASE_URL")
    release(seeded.path)
    assert Project(seeded.path, stable=True, runner=seeded._runner).undo("flask seed").command == "flask seed"
    monkeypatch.setenv("DATABASE_URL", address)
    assert seeded.rows("speaker").count == 0


def test_what_an_undo_says(seeded: Project) -> None:
    lines = undone_lines(seeded.undo())
    assert lines[0] == "speaker: 0 rows again, 2 rows before the undo"
    assert not any("was not copied" in line for line in lines)


def test_a_command_on_an_empty_database_leaves_nothing_to_undo(project: Project) -> None:
    assert project.run("routes").result.ok
    with pytest.raises(NothingToUndo):
        project.undo()


def test_settings_of_the_database_stay_set(seeded: Project, other: Engine) -> None:
    database = name_of(seeded).removeprefix("postgresql:")
    with other.begin() as connection:
        connection.exec_driver_sql(f"ALTER DATABASE {database} SET lock_timeout = '7s'")
    seeded.undo()
    with other.connect() as connection:
        assert connection.exec_driver_sql("SHOW lock_timeout").scalar_one() == "7s"
