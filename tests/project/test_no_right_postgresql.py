"""A role that may not do what a command wants to do is told before, and the command is not offered."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine

from migration_lab.project import Project
from migration_lab.project.commands.runner import Runner
from migration_lab.values.places import Places
from tests.project import waiting_states as states
from tests.project.by_hand import flask, script

pytestmark = pytest.mark.postgres


class Guest:
    """A role that may log in, and a project whose app does so."""

    def __init__(self, folder: Path, admin: Engine, url: URL, runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.admin, self.url, self.runner, self.monkeypatch = folder, admin, url, runner, monkeypatch
        self.role = f"guest {secrets.token_hex(4)}"
        self.sql(f"CREATE ROLE \"{self.role}\" LOGIN PASSWORD 'x'")

    def sql(self, *statements: str) -> None:
        with self.admin.begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement.replace("GUEST", f'"{self.role}"'))

    def project(self, *, guest: bool) -> Project:
        url = self.url.set(username=self.role, password="x") if guest else self.url
        self.monkeypatch.setenv("BLOG_URL", url.render_as_string(hide_password=False))
        return Project(self.folder, stable=True, runner=self.runner)

    def places(self) -> Places:
        return self.project(guest=True).places()

    def fails(self, *words: str) -> str:
        result = self.project(guest=True).run("db", *words).result
        assert not result.ok
        return result.output


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "workspace"
    folder.mkdir()
    app = states.APP.replace('"sqlite:///conference.db"', '__import__("os").environ["BLOG_URL"]')
    (folder / "app.py").write_text(app, encoding="utf-8")
    (folder / "models.py").write_text(states.MODELS, encoding="utf-8")
    return folder


@pytest.fixture
def guest(
    tmp_path: Path,
    template: Path,
    postgres: Engine,
    postgres_url: URL,
    runner: Runner,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Guest]:
    guest = Guest(Path(shutil.copytree(template, tmp_path / "workspace")), postgres, postgres_url, runner, monkeypatch)
    project = guest.project(guest=False)
    flask(project, "db", "init")
    script(project, "first", None, states.FIRST)
    yield guest
    guest.sql("DROP OWNED BY GUEST", "DROP ROLE GUEST")


def test_an_upgrade_of_an_empty_database_is_not_offered_to_a_role_that_may_make_no_table(guest: Guest) -> None:
    for rights in ("NOCREATEDB", "CREATEDB"):
        guest.sql(f"ALTER ROLE GUEST {rights}")
        places = guest.places()
        assert (places.state, places.next_command) == ("empty", None)
        assert (
            f"flask db upgrade would fail: the role {guest.role} may not make the table alembic_version in the "
            f'schema public. The owner of the schema can grant it: GRANT CREATE ON SCHEMA public TO "{guest.role}".'
        ) in places.sentence
    assert "permission denied for schema public" in guest.fails("upgrade")
    guest.sql("GRANT CREATE ON SCHEMA public TO GUEST")
    places = guest.places()
    assert (places.state, places.next_command) == ("empty", "flask db upgrade")
    assert "would fail" not in places.sentence
    assert guest.project(guest=True).run("db", "upgrade").result.ok


def test_an_upgrade_is_not_offered_where_the_search_path_names_no_schema(guest: Guest) -> None:
    guest.sql("ALTER ROLE GUEST SET search_path = nowhere", "ALTER ROLE GUEST CREATEDB")
    places = guest.places()
    assert places.next_command is None
    assert "has no schema for the table alembic_version, because its search_path (nowhere)" in places.sentence
    assert "no schema has been selected to create in" in guest.fails("upgrade")


def test_an_upgrade_is_not_offered_to_a_role_that_may_not_say_that_it_ran(guest: Guest) -> None:
    flask(guest.project(guest=False), "db", "upgrade")
    guest.sql(
        "ALTER TABLE speaker OWNER TO GUEST",
        "ALTER TABLE talk OWNER TO GUEST",
        "GRANT CREATE ON SCHEMA public TO GUEST",
        "GRANT SELECT ON alembic_version TO GUEST",
    )
    script(guest.project(guest=True), "second", "first", states.BIO)
    places = guest.places()
    assert (places.state, places.next_command) == ("database behind", None)
    assert "lacks the privilege UPDATE on alembic_version. Its owner can grant it: GRANT INSERT" in places.sentence
    assert "permission denied for table alembic_version" in guest.fails("upgrade")
    guest.sql("GRANT UPDATE ON alembic_version TO GUEST")
    assert guest.places().next_command == "flask db upgrade"
    assert guest.project(guest=True).run("db", "upgrade").result.ok


def test_an_upgrade_that_changes_a_table_of_another_role_is_not_offered(guest: Guest) -> None:
    flask(guest.project(guest=False), "db", "upgrade")
    guest.sql(
        "GRANT ALL ON ALL TABLES IN SCHEMA public TO GUEST",
        "GRANT CREATE ON SCHEMA public TO GUEST",
        "ALTER ROLE GUEST CREATEDB",
    )
    script(guest.project(guest=True), "second", "first", states.BIO)
    places = guest.places()
    assert (places.state, places.next_command) == ("database behind", None)
    assert (
        f"would fail: the role {guest.role} may not change the structure of speaker, which belongs to the role postgres"
    ) in places.sentence
    assert "must be owner of table speaker" in guest.fails("upgrade")


def test_an_upgrade_that_only_makes_a_table_is_offered_beside_tables_of_another_role(guest: Guest) -> None:
    flask(guest.project(guest=False), "db", "upgrade")
    guest.sql(
        "GRANT ALL ON ALL TABLES IN SCHEMA public TO GUEST",
        "GRANT CREATE ON SCHEMA public TO GUEST",
        "ALTER ROLE GUEST CREATEDB",
    )
    script(guest.project(guest=True), "second", "first", 'op.create_table("room", sa.Column("id", sa.Integer()))')
    places = guest.places()
    assert places.next_command == "flask db upgrade"
    assert f"so that the role {guest.role} may not change its structure, as it could on a copy" in places.sentence
    assert guest.project(guest=True).run("db", "upgrade").result.ok


def test_a_stamp_is_not_offered_to_a_role_that_may_make_no_table(guest: Guest) -> None:
    flask(guest.project(guest=False), "db", "upgrade")
    guest.sql(
        "DROP TABLE alembic_version", "GRANT ALL ON ALL TABLES IN SCHEMA public TO GUEST", "ALTER ROLE GUEST CREATEDB"
    )
    places = guest.places()
    assert (places.state, places.next_command) == ("no alembic_version", None)
    assert "But flask db stamp would fail" in places.sentence
    assert "permission denied for schema public" in guest.fails("stamp", "head")


def test_a_draft_is_not_offered_to_a_role_that_may_not_make_alembics_own_table(guest: Guest) -> None:
    for path in (guest.folder / "migrations" / "versions").glob("*.py"):
        path.unlink()
    guest.sql("ALTER ROLE GUEST CREATEDB")
    places = guest.places()
    assert places.next_command is None
    assert "But flask db migrate would fail" in places.sentence
    assert "permission denied for schema public" in guest.fails("migrate")
