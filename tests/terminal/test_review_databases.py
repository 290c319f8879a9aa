"""Which database ``migration-lab review`` reads: the app's own or a named copy; and one that does not answer."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import make_url

from migration_lab.terminal.review_command import is_same
from tests.coach.scenario import Scenario
from tests.terminal.conftest import DROP, Command


def test_a_copy_with_rows_can_be_named(
    lab: Command, sqlite: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sqlite.change(
        "app.py", '"sqlite:///conference.db"', "__import__('os').environ.get('DATABASE_URL', 'sqlite:///x.db')"
    )
    copy = tmp_path / "copy.db"
    (sqlite.path / "instance" / "conference.db").rename(copy)
    sqlite.revision(DROP)
    before = copy.read_bytes()
    monkeypatch.setenv("DATABASE_URL", "")  # restored afterwards
    printed = lab("review", sqlite.path, "--database-url", f"sqlite:///{copy.as_posix()}")
    assert printed.code == 1
    assert ": A1 loses: 5 values of speaker.phone" in printed.out
    assert copy.read_bytes() == before


def test_a_copy_of_the_same_name_that_the_app_does_not_take_is_refused(
    lab: Command, sqlite: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "")
    (tmp_path / "copies").mkdir()
    copy = Path(shutil.copy(sqlite.path / "instance" / "conference.db", tmp_path / "copies"))
    sqlite.revision(DROP)
    printed = lab("review", sqlite.path, "--database-url", f"sqlite:///{copy.as_posix()}")
    assert printed.code == 2
    assert "The app does not use the database that --database-url names: it uses SQLite" in printed.out


@pytest.mark.parametrize(
    ("named", "used", "same"),
    [
        ("sqlite:////srv/a/app.db", "sqlite:////srv/a/app.db", True),
        ("sqlite:////srv/b/../a/app.db", "sqlite:////srv/a/app.db", True),
        ("sqlite:////srv/b/app.db", "sqlite:////srv/a/app.db", False),
        ("sqlite:///app.db", "sqlite:////srv/instance/app.db", True),
        ("sqlite:///./copies/app.db", "sqlite:////srv/instance/copies/app.db", True),
        ("sqlite:///copies/app.db", "sqlite:////srv/instance/app.db", False),
        ("sqlite://", "sqlite:////srv/instance/app.db", False),
        ("sqlite:////srv/app", "postgresql://me@host/app", False),
        ("postgres://me@host/app", "postgresql+psycopg://me@host:5432/app", True),
        ("postgresql://me@host/app", "postgresql://me@other/app", False),
        ("postgresql://me@host:5433/app", "postgresql://me@host:5432/app", False),
        ("postgresql://me@host/app", "postgresql://me@host/copy", False),
    ],
)
def test_two_urls_mean_one_database_only_if_all_of_it_is_the_same(named: str, used: str, same: bool) -> None:
    assert is_same(make_url(named), make_url(used)) is same


def test_a_database_that_the_app_does_not_take_is_refused(
    lab: Command, sqlite: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "")
    printed = lab("review", sqlite.path, "--database-url", "postgresql://me:s3cret@example.org/copy")
    assert printed.code == 2
    assert "The app does not use the database that --database-url names: it uses SQLite" in printed.out
    assert "s3cret" not in printed.out + printed.err


@pytest.mark.postgres
def test_a_server_that_does_not_answer_is_exit_code_2_without_its_password(lab: Command, sqlite: Scenario) -> None:
    sqlite.change("app.py", "sqlite:///conference.db", "postgresql+psycopg://me:s3cret@127.0.0.1:9/app")
    printed = lab("review", sqlite.path)
    assert printed.code == 2
    assert "s3cret" not in printed.out + printed.err


@pytest.mark.postgres
def test_a_missing_driver_is_told_as_a_terminal_needs_it(
    lab: Command, sqlite: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    sqlite.change("app.py", "sqlite:///conference.db", "postgresql+psycopg://me@127.0.0.1:9/app")
    monkeypatch.setattr("migration_lab.backends.postgresql.postgresql_backend.find_spec", lambda name: None)
    printed = " ".join(lab("review", sqlite.path).out.split())
    assert "the Python of migration-lab itself has no driver to read it with: run " in printed
    assert "pip install" in printed
    assert "'psycopg[binary]'" in printed
    assert "cell" not in printed
    assert "!" not in printed
    assert "%pip" not in printed
