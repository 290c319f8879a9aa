"""An app that comes to use another database: nothing of the one is compared with the other."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from migration_lab import magics
from migration_lab.kernel import session
from migration_lab.kernel.telling import undone_lines
from migration_lab.project import Project
from migration_lab.project.undo.undoing import UndoAsks
from migration_lab.widgets import Card
from tests.project.conftest import APP

URL = 'app.config["SQLALCHEMY_DATABASE_URI"] = '
SAYS = "The app uses another database now: SQLite, instance/{}. Until now it was SQLite, instance/{}."


@pytest.fixture
def upgraded(project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project whose app asks the environment where its database is, upgraded."""
    app = APP.replace(f'{URL}"sqlite:///conference.db"', f'import os; {URL}os.environ["DATABASE_URL"]')
    (folder / "app.py").write_text(app, encoding="utf-8")
    monkeypatch.setenv("DATABASE_URL", "sqlite:///one.db")
    for words in (["init"], ["migrate", "-m", "first"], ["upgrade"]):
        assert project.run("db", *words).result.ok
    return project


def test_a_command_that_only_looks_at_another_database_has_dropped_nothing(upgraded, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "sqlite:///two.db")
    step = upgraded.run("db", "current")
    assert step.moved == SAYS.format("two.db", "one.db")
    assert not step.changed
    assert (step.unread, step.revisions_before, step.revisions_after) == ((), (), ())
    assert upgraded.run("db", "current").moved == ""


def test_a_command_on_another_database_is_told_of_that_one_and_can_be_undone(upgraded, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "sqlite:///two.db")
    step = upgraded.run("db", "upgrade")
    assert step.moved == SAYS.format("two.db", "one.db")
    assert step.difference.tables == ("alembic_version", "speaker")
    assert all(change.action == "added" for change in step.difference)
    upgraded.undo()
    assert upgraded.read().table_names == ()
    monkeypatch.setenv("DATABASE_URL", "sqlite:///one.db")
    assert upgraded.run("db", "current").moved == SAYS.format("one.db", "two.db")
    assert "speaker" in upgraded.read().table_names


def test_an_app_that_was_edited_to_use_another_database_can_have_its_command_undone(upgraded, folder):
    assert not upgraded.run("db", "current").moved
    seeded = folder / "instance" / "three.db"
    assert upgraded.run("seed").result.ok
    shutil.copyfile(folder / "instance" / "one.db", seeded)
    text = (folder / "app.py").read_text(encoding="utf-8")
    (folder / "app.py").write_text(text.replace('os.environ["DATABASE_URL"]', '"sqlite:///three.db"'), encoding="utf-8")
    step = upgraded.run("db", "downgrade", "base")
    assert step.moved == SAYS.format("three.db", "one.db")
    assert step.difference.tables == ("speaker",)
    assert step.way_back.sentence == "lab.undo() takes that back."
    upgraded.undo()
    assert upgraded.rows("speaker").count == 2


def test_settings_in_a_file_of_environment_variables_are_seen_too(upgraded, folder):
    assert upgraded.run("seed").result.ok
    shutil.copyfile(folder / "instance" / "one.db", folder / "instance" / "two.db")
    (folder / ".env").write_text("sqlite:///one.db", encoding="utf-8")
    text = (folder / "app.py").read_text(encoding="utf-8")
    (folder / "app.py").write_text(text.replace('os.environ["DATABASE_URL"]', 'open(".env").read()'), encoding="utf-8")
    upgraded.run("db", "current")
    (folder / ".env").write_text("sqlite:///two.db", encoding="utf-8")
    upgraded.run("db", "downgrade", "base")
    upgraded.undo()
    assert upgraded.rows("speaker").count == 2


OLD_ENV = """
import re
from alembic import context
from flask import current_app
from sqlalchemy import engine_from_config, pool

config = context.config
config.set_main_option("sqlalchemy.url", current_app.config["SQLALCHEMY_DATABASE_URI"])
engine = engine_from_config(config.get_section(config.config_ini_section), poolclass=pool.NullPool)
with engine.connect() as connection:
    context.configure(connection, target_metadata=current_app.extensions["migrate"].db.metadata)
    with context.begin_transaction():
        context.run_migrations()
"""


def test_an_upgrade_of_another_database_than_the_apps_is_not_told_as_nothing_changed(seeded_with_old_env, folder):
    step = seeded_with_old_env.run("db", "upgrade")
    assert (folder / "conference.db").exists()
    assert not step.changed
    assert step.way_back.not_kept == ("conference.db, which no bind of the app names, so the lab does not copy it",)
    assert "nothing changed" not in str(Card(step))
    assert "changed conference.db, which no bind of the app names" in str(Card(step))


def test_that_is_shown_where_no_card_is(seeded_with_old_env, monkeypatch, capsys):
    monkeypatch.setattr(session, "_current", session.Session(seeded_with_old_env), raising=False)
    monkeypatch.setattr(session, "current", lambda: session._current)
    magics.run(["db", "upgrade"])
    assert "It cannot be undone: it changed conference.db, which no bind" in capsys.readouterr().out


@pytest.fixture
def seeded_with_old_env(project: Project, folder: Path) -> Project:
    """An env.py of Flask-Migrate 2 beside Flask-SQLAlchemy 3: a relative path means two places."""
    for words in (["init"], ["migrate", "-m", "first"]):
        assert project.run("db", *words).result.ok
    (folder / "migrations" / "env.py").write_text(OLD_ENV, encoding="utf-8")
    return project


def test_a_command_of_another_app_can_be_undone_and_so_can_the_next_one_of_its_own(upgraded, folder):
    text = (folder / "app.py").read_text(encoding="utf-8")
    (folder / "shop.py").write_text(text.replace('os.environ["DATABASE_URL"]', '"sqlite:///shop.db"'), encoding="utf-8")
    for words in (["seed"], ["--app", "shop", "db", "upgrade"], ["--app", "shop", "seed"]):
        assert upgraded.run(*words).result.ok
    for words in (["--app", "shop"], []):
        step = upgraded.run(*words, "db", "downgrade", "base")
        assert step.way_back.sentence == "lab.undo() takes that back."
        undone = upgraded.undo()
        assert undone.difference.tables == ("speaker",)
        assert upgraded.rows("speaker").count == 2
    assert upgraded.run("--app", "shop", "db", "current").result.ok
    assert upgraded.run("db", "downgrade", "base").way_back.undoable


def test_an_app_of_which_the_asking_was_interrupted_is_asked_again(upgraded, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "sqlite:///two.db")
    where, ask = upgraded._where, upgraded._where._ask

    def interrupted(request):
        where._ask = ask
        raise KeyboardInterrupt

    where._ask = interrupted
    with pytest.raises(KeyboardInterrupt):
        upgraded.run("db", "upgrade")
    assert upgraded.run("db", "upgrade").way_back.undoable
    assert upgraded.address == "SQLite, instance/two.db"


@pytest.fixture
def with_shop(upgraded: Project, folder: Path) -> Project:
    """Beside its own app another one, ``shop``; both databases have two rows."""
    text = (folder / "app.py").read_text(encoding="utf-8")
    (folder / "shop.py").write_text(text.replace('os.environ["DATABASE_URL"]', '"sqlite:///shop.db"'), encoding="utf-8")
    for words in (["seed"], ["--app", "shop", "db", "upgrade"], ["--app", "shop", "seed"]):
        assert upgraded.run(*words).result.ok
    return upgraded


@pytest.mark.parametrize("look", [Project.places, Project.history, lambda project: project.schema_at("head")])
def test_another_app_is_asked_again_when_the_own_one_was_looked_at_meanwhile(with_shop, look):
    look(with_shop)
    assert with_shop.address == "SQLite, instance/one.db"
    step = with_shop.run("--app", "shop", "db", "downgrade", "base")
    assert step.way_back.sentence == "lab.undo() takes that back."
    look(with_shop)
    undone = with_shop.undo()
    assert [(name, difference.tables) for name, difference, _ in undone.elsewhere] == [
        ("instance/shop.db", ("speaker",))
    ]
    with_shop.run("--app", "shop", "db", "current")
    assert with_shop.rows("speaker").count == 2


def test_places_tell_of_the_own_app_after_a_command_of_another(with_shop):
    with_shop.run("--app", "shop", "db", "downgrade", "base")
    assert with_shop.history().current == with_shop.places().current != ()
    assert not with_shop.outside_changes()


def test_an_undo_tells_what_it_does_to_a_database_that_the_app_does_not_use_any_more(upgraded, monkeypatch):
    upgraded.run("seed")
    monkeypatch.setenv("DATABASE_URL", "sqlite:///two.db")
    upgraded.run("db", "current")
    monkeypatch.setenv("DATABASE_URL", "sqlite:///three.db")
    undone = upgraded.undo()
    assert undone.command == "flask seed"
    assert "In the database instance/one.db: speaker: 0 rows again, 2 rows before the undo" in undone_lines(undone)


def test_the_question_before_it_tells_that_too(with_shop, folder):
    with closing(sqlite3.connect(folder / "instance" / "shop.db")) as connection:
        connection.execute("DELETE FROM speaker WHERE id = 1")
        connection.commit()
    with_shop.places()
    with pytest.raises(UndoAsks) as asked:
        with_shop.undo()
    assert "instance/shop.db: speaker: 1 row now, 0 rows then" in asked.value.why
