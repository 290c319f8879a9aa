"""``migration-lab doctor``: a line for each thing, what to mend, no password, and nothing written."""

from __future__ import annotations

import socket
import tempfile
from importlib.metadata import version
from pathlib import Path

import pytest
from sqlalchemy import URL

from migration_lab.terminal import installation_checks
from migration_lab.terminal.installation_checks import installation, packages, port
from migration_lab.terminal.postgresql_checks import named_database, own_server
from tests.coach.scenario import Scenario
from tests.terminal.conftest import Command, contents


@pytest.fixture(autouse=True)
def no_database_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)


def test_an_installation_that_the_tests_run_in_has_nothing_to_mend() -> None:
    lines = list(installation())
    assert [str(line) for line in lines if line.mark == "mend"] == []
    said = "\n".join(map(str, lines))
    for word in ("Python 3.", "packages have the versions", "JupyterLab 4.", "port ", "browser", "temporary folder"):
        assert word in said


def test_a_package_of_another_version_is_named_with_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation_checks, "version", lambda name: "1.2" if name == "alembic" else version(name))
    (wrong,) = [line for line in packages() if line.mark == "mend"]
    assert wrong.said == f"alembic 1.2 is installed, and the lab is made for alembic=={version('alembic')}."
    assert "install" in wrong.do


def test_where_no_port_is_free_another_is_to_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setattr(installation_checks, "FIRST_PORT", taken.getsockname()[1])
        monkeypatch.setattr(installation_checks, "PORTS", 1)
        found = port()
    assert (found.mark, found.do) == ("mend", "Name another one: migration-lab --port 9500")


def test_a_temporary_folder_that_cannot_be_used_is_to_mend(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "no folder"
    file.touch()
    monkeypatch.setattr(tempfile, "tempdir", str(file))
    wrong = [line for line in installation_checks.folders() if line.mark == "mend"]
    assert "Nothing can be written to the temporary folder" in wrong[0].said
    assert "TMPDIR" in wrong[0].do


@pytest.mark.postgres
def test_a_server_of_its_own_starts_and_leaves_nothing(postgres_url: URL) -> None:
    before = {*Path(tempfile.gettempdir()).glob("lab-doctor-*")}
    found = own_server()
    assert str(found) == "ok       a PostgreSQL of the lab's own starts"
    assert {*Path(tempfile.gettempdir()).glob("lab-doctor-*")} == before


@pytest.mark.postgres
def test_a_database_that_is_named_is_read_and_its_password_never_shown(postgres_url: URL) -> None:
    address = postgres_url.set(password="s3cret").render_as_string(hide_password=False)
    found = named_database(address)
    assert found.mark == "ok"
    assert "s3cret" not in str(found)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql+psycopg://me:s3cret@127.0.0.1:9/app",
        "mysql://me:s3cret@127.0.0.1/app",
        "me:s3cret@host",
        "nix://a:s3cret@b",
        "postgresql://me:s3cret@host:port/app",
    ],
)
def test_a_database_that_cannot_be_read_is_to_mend(address: str) -> None:
    found = named_database(address)
    assert found.mark == "mend"
    assert "s3cret" not in str(found)


def test_a_file_that_is_named_and_not_there_is_not_made(tmp_path: Path) -> None:
    found = named_database(f"sqlite:///{(tmp_path / 'app.db').as_posix()}")
    assert found.mark == "note"
    assert list(tmp_path.iterdir()) == []


def test_a_project_in_step_is_ok_and_stays_as_it_is(lab: Command, scenario: Scenario) -> None:
    before = contents(scenario.path)
    printed = lab("doctor", scenario.path)
    project = printed.out.partition("The project in ")[2].splitlines()[1:5]
    assert project[0] == "ok       the app loads"
    assert project[1] == "ok       1 script in migrations"
    assert project[2].startswith("ok       the database can be read:")
    assert "\nok       no row points at a row that is not there\n" in printed.out
    assert "\nok       models, scripts and database agree\n" in printed.out
    assert (printed.code, printed.out.splitlines()[-1]) == (0, "Nothing to mend.")
    assert contents(scenario.path) == before


def test_a_project_that_is_behind_is_to_mend_with_its_command(lab: Command, sqlite: Scenario) -> None:
    sqlite.revision("op.add_column('room', sa.Column('floor', sa.String()))")
    printed = lab("doctor", sqlite.path)
    assert printed.code == 1
    assert "to mend  Models, scripts and database do not agree." in printed.out
    assert printed.out.splitlines()[-1] == "1 thing to mend."


def test_a_project_that_does_not_load_is_to_mend(lab: Command, sqlite: Scenario) -> None:
    sqlite.write("models.py", "import nowhere_to_be_found\n")
    printed = lab("doctor", sqlite.path)
    assert printed.code == 1
    assert "to mend  The app does not load." in printed.out
    assert "nowhere_to_be_found" in printed.out


def test_a_project_without_migrations_is_to_mend(lab: Command, sqlite: Scenario) -> None:
    (sqlite.path / "migrations").rename(sqlite.path / "elsewhere")
    printed = lab("doctor", sqlite.path)
    assert printed.code == 1
    assert "to mend  The project has no migrations." in printed.out


def test_a_folder_that_is_not_there_is_to_mend(lab: Command, tmp_path: Path) -> None:
    printed = lab("doctor", tmp_path / "nowhere")
    assert printed.code == 1
    assert "to mend  The project could not be opened. There is no folder" in printed.out


def test_rows_without_their_parent_are_to_mend_and_none_of_their_values_is_shown(
    lab: Command, sqlite: Scenario
) -> None:
    sqlite.sql("DELETE FROM speaker WHERE id IN (3, 4); UPDATE talk SET title = 'private'")
    before = contents(sqlite.path)
    printed = lab("doctor", sqlite.path)
    said = " ".join(printed.out.split())
    assert "to mend 3 rows of talk point at a row of speaker that is not there. PRAGMA foreign_key_check" in said
    assert "private" not in said
    assert (printed.code, printed.out.splitlines()[-1]) == (1, "1 thing to mend.")
    assert contents(sqlite.path) == before


def test_the_project_of_the_present_folder_is_looked_at_without_being_named(
    lab: Command, sqlite: Scenario, tmp_path: Path
) -> None:
    assert "The project in ." in lab("doctor", folder=sqlite.path).out
    (tmp_path / "empty").mkdir()
    assert "The project in" not in lab("doctor", folder=tmp_path / "empty").out
