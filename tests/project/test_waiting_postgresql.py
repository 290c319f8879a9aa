"""Scripts that wait, tried on a scratch PostgreSQL with the rows of the real one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, text

from migration_lab.project import Project
from migration_lab.project.commands.runner import Runner
from migration_lab.values.wire import TryScripts
from tests.project import waiting_states as states
from tests.project.blog_on_postgresql import scratch_databases
from tests.project.by_hand import flask, script

pytestmark = pytest.mark.postgres

TRIED = "on a copy of the database, with its rows, it"
FIRST = f"""{states.FIRST}
    op.execute("CREATE TYPE mood AS ENUM ('sad', 'ok')")
    op.execute('''
        CREATE TABLE "odd %s ""name" (
            id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            parent integer REFERENCES "odd %s ""name" (id),
            mood mood, tags text[], doc jsonb, raw bytea, at timestamptz, half double precision,
            twice integer GENERATED ALWAYS AS (parent * 2) STORED
        )
    ''')"""
ROWS = (
    *states.ROWS,
    """INSERT INTO "odd %s ""name" (parent, mood, tags, doc, raw, at, half) VALUES
    (2, 'sad', '{{a,"b,c"},{d,NULL}}', '{"a": [1]}', '\\x00ff', now(), 'NaN'),
    (1, NULL, NULL, 'null', '', 'infinity', 1e-300)""",
)
NEXT = 'op.get_bind().exec_driver_sql(\'INSERT INTO "odd %%s ""name" (parent) VALUES (NULL) RETURNING 1 / (id - 3)\')'
"""Fails if the identity goes on after the rows that are there."""


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "workspace"
    folder.mkdir()
    app = states.APP.replace('"sqlite:///conference.db"', '__import__("os").environ["BLOG_URL"]')
    (folder / "app.py").write_text(app, encoding="utf-8")
    (folder / "models.py").write_text(states.MODELS, encoding="utf-8")
    return folder


@pytest.fixture
def project(tmp_path, template, postgres: Engine, postgres_url: URL, runner: Runner, monkeypatch) -> Project:
    monkeypatch.setenv("BLOG_URL", postgres_url.render_as_string(hide_password=False))
    project = Project(Path(shutil.copytree(template, tmp_path / "workspace")), stable=True, runner=runner)
    flask(project, "db", "init")
    script(project, "first", None, FIRST)
    flask(project, "db", "upgrade")
    with postgres.begin() as connection:
        for statement in ROWS:
            connection.exec_driver_sql(statement, execution_options={"no_parameters": True})
    return project


def told(project: Project, server: Engine) -> tuple[str, str | None]:
    places = project.places()
    assert scratch_databases(server) == []
    return places.sentence, places.next_command


CASES = [
    (states.NOT_NULL, 'NotNullViolation: column "email" of relation "speaker" contains null values', ""),
    (states.FORBID_NULLS, 'NotNullViolation: column "phone" of relation "speaker" contains null values', ""),
    (states.UNIQUE, 'UniqueViolation: could not create unique index "one_title"', ""),
    (states.FOREIGN_KEY, 'ForeignKeyViolation: insert or update on table "talk" violates foreign key', ""),
    (states.NO_CAST, 'DatatypeMismatch: column "phone" cannot be cast automatically to type integer', ""),
    (states.RAISES_ON_ROWS, "ValueError: invalid literal for int()", ""),
    (NEXT, "DivisionByZero: division by zero", ""),
    (states.PARENT, "", "went well: no row and no value is lost."),
    (states.RENAME, "", "went well: no row and no value is lost."),
    (states.DROP_AND_ADD, "", "it loses 2 values of talk.title."),
]
IDS = ["not null", "nulls", "unique", "foreign key", "cast", "data", "sequence", "parent", "rename", "drop and add"]


@pytest.mark.parametrize(("upgrade", "why", "words"), CASES, ids=IDS)
def test_what_is_said_of_a_waiting_script_is_what_then_happens(project, postgres_server, upgrade, why, words):
    script(project, "second", "first", upgrade)
    sentence, command = told(project, postgres_server)
    if why:
        assert f"flask db upgrade would fail at revision second: {TRIED} ended with {why}" in sentence, sentence
        assert command is None
        assert "would stay" not in sentence
    else:
        assert f"on a copy of the database, with its rows, {words}" in sentence, sentence
        assert command == (None if upgrade == states.DROP_AND_ADD else "flask db upgrade")  # a rename comes first
    result = project.run("db", "upgrade").result
    assert result.ok == (not why), result.output


def test_a_database_that_is_not_what_the_scripts_made_is_not_tried_and_that_is_said(project, postgres, postgres_server):
    with postgres.begin() as connection:
        connection.execute(text("ALTER TABLE speaker ADD COLUMN odd integer"))
    script(project, "second", "first", states.BIO)
    sentence, command = told(project, postgres_server)
    assert command == "flask db upgrade"
    assert "It was not tried on a copy first. On PostgreSQL the scripts make the copy" in sentence
    assert "(+ column speaker.odd" in sentence


def test_it_is_tried_again_when_a_row_has_changed_and_only_then(project, postgres, postgres_server):
    tries = []
    ask = project._looker._ask
    project._looker._ask = lambda work: (tries.append(type(work)), ask(work))[1]
    script(project, "second", "first", states.UNIQUE)
    assert told(project, postgres_server)[1] is None
    with postgres_server.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS elsewhere (x int)")
        connection.exec_driver_sql("INSERT INTO elsewhere VALUES (1)")
        connection.exec_driver_sql("DROP TABLE elsewhere")
    assert told(project, postgres_server)[1] is None
    assert tries.count(TryScripts) == 1
    with postgres.begin() as connection:
        connection.execute(text("UPDATE talk SET title = 'Other' WHERE id = 2"))
    assert told(project, postgres_server)[1] == "flask db upgrade"
    assert tries.count(TryScripts) == 2


def test_an_enum_that_a_downgrade_has_left_is_in_the_way_of_an_empty_database(project, postgres, postgres_server):
    with postgres.begin() as connection:
        tables = 'alembic_version, talk, speaker, "odd %s ""name"'
        connection.exec_driver_sql(f"DROP TABLE {tables}", execution_options={"no_parameters": True})
    sentence, command = told(project, postgres_server)
    assert command is None
    assert (
        "The database has no tables. But it has enum mood, and the scripts make something with the same name"
        in sentence
    )
    assert 'type "mood" already exists' in project.run("db", "upgrade").result.output
    with postgres.begin() as connection:
        connection.exec_driver_sql("DROP TYPE mood")
    assert told(project, postgres_server)[1] == "flask db upgrade"
    assert project.run("db", "upgrade").result.ok


def test_the_schema_public_is_no_drift_where_the_search_path_begins_with_another(project, postgres, postgres_server):
    with postgres.begin() as connection:
        for statement in ("DROP SCHEMA public CASCADE", "CREATE SCHEMA public", "CREATE SCHEMA app"):
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(f"ALTER DATABASE {postgres.url.database} SET search_path = app, public")
    postgres.dispose()
    flask(project, "db", "upgrade")
    assert "app.talk" not in project.read().table_names
    assert "public" not in str(project.places())
