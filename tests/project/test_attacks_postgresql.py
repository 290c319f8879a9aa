"""Looking changes nothing on a PostgreSQL, whatever the project's own code does, and however it gets at the server.

Each attack is first seen to work in a terminal.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, create_engine

from migration_lab.errors import LabError
from migration_lab.project import open_project
from migration_lab.project.commands.runner import Runner
from tests.project.attacks_postgresql import ATTACKS, NEEDED
from tests.project.other_shapes import prepare, write
from tests.project.test_attacks import APP, attack

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(os.name == "nt", reason="they share POSIX's attacks on files"),
]
STATE = """
SELECT 'table', relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = 'public'
UNION ALL SELECT 'role', rolname FROM pg_roles
UNION ALL SELECT 'slot', slot_name FROM pg_replication_slots
UNION ALL SELECT 'origin', roname FROM pg_replication_origin
UNION ALL SELECT 'scratch', datname FROM pg_database WHERE starts_with(datname, 'migration_lab')
ORDER BY 1, 2
"""


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory, postgres_server: Engine) -> Iterator[tuple[Path, URL]]:
    """A project that was upgraded on a database of its own. All attacks are on this one, which none of them changes."""
    url = postgres_server.url.set(database="attacks")
    with postgres_server.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE attacks TEMPLATE template0")
    folder = write(tmp_path_factory.mktemp("attacks") / "template", {"blog.py": APP})
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("BLOG", url.render_as_string(hide_password=False))
        for words in (("db", "init"), ("db", "migrate", "-m", "first"), ("db", "upgrade")):
            prepare(folder, "blog:make", *words)
        yield folder, url
    with postgres_server.connect() as connection:
        connection.exec_driver_sql("DROP DATABASE attacks WITH (FORCE)")


@pytest.fixture
def attacked(upgraded: tuple[Path, URL]) -> Iterator[Engine]:
    """An engine on that database, and nothing of an attack in it before and after."""
    engine = create_engine(upgraded[1])
    clean(engine)
    yield engine
    clean(engine)
    engine.dispose()


def clean(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE IF EXISTS attacked")
        connection.exec_driver_sql("DROP ROLE IF EXISTS attacked")
        connection.exec_driver_sql("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots")
        connection.exec_driver_sql("SELECT pg_replication_origin_drop(roname) FROM pg_replication_origin")


def preface_for(url: URL) -> str:
    """What the attacks read."""
    host, port = url.query.get("host") or url.host, url.port or 5432
    parts = {"user": url.username, "database": url.database, "password": url.password}
    place = {"unix_sock": f"{host}/.s.PGSQL.{port}"} if str(host).startswith("/") else {"host": host, "port": port}
    return (
        f"URL = {url.render_as_string(hide_password=False)!r}\n"
        f"DSN = {url.set(drivername='postgresql').render_as_string(hide_password=False)!r}\n"
        f"ASYNCPG = { ({**parts, 'host': host, 'port': port})!r}\n"
        f"PG8000 = { ({**parts, **place})!r}\n"
    )


@pytest.mark.parametrize("code", [pytest.param(code, id=name) for name, code in ATTACKS.items()])
def test_an_attack_changes_nothing_on_the_server(
    tmp_path: Path, upgraded: tuple[Path, URL], runner: Runner, attacked: Engine, code: str
) -> None:
    template, url = upgraded
    for module in NEEDED:
        if module in code and importlib.util.find_spec(module) is None:
            pytest.skip(f"{module} is not installed")
    preface = preface_for(url)

    def state() -> list[tuple[str, ...]]:
        with attacked.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(STATE)]

    before = state()
    done = subprocess.run([sys.executable, "-c", preface + code], capture_output=True, text=True, check=False)
    after = state()
    clean(attacked)
    assert after != before, f"the attack does not work in a terminal either: {done.stderr}"
    for place in ("module", "factory", "env.py", "script"):
        folder = Path(shutil.copytree(template, tmp_path / place.replace(".", "_")))
        attack(folder, place, preface + code)
        for read_only in (True, False) if place == "script" else (True,):
            project = open_project(folder, app="blog:make", runner=runner, read_only=read_only)
            places = project.places()
            with suppress(LabError):
                project.schema_at(project.history().heads[0])
            assert state() == before, places
            assert places.state in ("in step", "drift"), places
