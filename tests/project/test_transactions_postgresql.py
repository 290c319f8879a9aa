"""While the lab looks, what an app does on its PostgreSQL by each driver: it writes nothing, and reads as ever.

Each is first seen to work, or to give its answer, where nobody looks.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, Engine

from tests.project.on_postgresql import IN_BLOCK, LIFT, READS, WRITES
from tests.project.test_attacks_postgresql import preface_for

pytestmark = pytest.mark.postgres
DRIVERS = ("psycopg", "psycopg2", "pg8000", "asyncpg")
PROGRAM = """
import asyncio, json, sys
from pathlib import Path
request = json.load(sys.stdin)
if request["looking"]:
    from migration_lab.child.installed import Installed
    from migration_lab.child.sandbox.redirect import Redirect
    Redirect(Path(request["folder"])).install(Installed())
from sqlalchemy import create_engine
from sqlalchemy.ext.asyncio import create_async_engine
said, open_ones, run = {}, [], asyncio.Runner().run
driver = request["driver"]
for number, (name, code) in enumerate(request["codes"].items()):
    names = {"LIFT": request["lift"], "IN_BLOCK": request["in_block"], "run": run}
    names["TABLE"] = f"CREATE TABLE attacked_{number} (x integer)"
    arguments = request["pg8000"] if driver == "pg8000" else {}
    address = "postgresql+pg8000://" if arguments else request["url"]
    if driver == "asyncpg":
        engine = create_async_engine(address)
        async def connect(engine=engine):
            open_ones.append(await engine.raw_connection())
            return open_ones[-1].driver_connection
        names["connect"] = connect
    else:
        made = create_engine(address, connect_args=arguments).raw_connection()
        open_ones.append(made)
        names["c"] = made.driver_connection
    try:
        exec(code, names)
        said[name] = repr(names.get("answer"))
    except Exception as error:
        said[name] = f"{type(error).__name__}: {error}"
    if driver != "asyncpg":
        names["c"].close()
print(json.dumps(said), flush=True)
import os; os._exit(0)
"""
STATE = """
SELECT 'relation', relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
UNION ALL SELECT 'analyzed', relname FROM pg_class WHERE relname = 'kept' AND reltuples >= 0
UNION ALL SELECT 'row', x::text FROM kept
UNION ALL SELECT 'object', oid::text FROM pg_largeobject_metadata
UNION ALL SELECT 'number', last_value::text FROM counted WHERE is_called
"""


def ask(url: URL, folder: Path, driver: str, codes: dict[str, str], looking: bool) -> dict[str, str]:
    names: dict[str, Any] = {}
    exec(preface_for(url), names)
    request = {
        "driver": driver,
        "url": url.set(drivername=f"postgresql+{driver}").render_as_string(hide_password=False),
        "pg8000": names["PG8000"],
        "codes": codes,
        "lift": LIFT,
        "in_block": IN_BLOCK,
        "looking": looking,
        "folder": str(folder),
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], input=json.dumps(request), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    said: dict[str, str] = json.loads(done.stdout)
    return said


def state(postgres: Engine) -> set[tuple[str, str]]:
    with postgres.connect() as connection:
        return {(kind, name) for kind, name in connection.exec_driver_sql(STATE)}


@pytest.fixture
def kept(postgres: Engine) -> Engine:
    with postgres.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE kept (x integer)")
        connection.exec_driver_sql("INSERT INTO kept VALUES (1)")
        connection.exec_driver_sql("CREATE SEQUENCE counted")
        connection.exec_driver_sql("CREATE TYPE pair AS (a integer, b integer)")
    return postgres


@pytest.mark.parametrize("driver", DRIVERS)
def test_whatever_an_app_does_on_its_connection_nothing_is_written(
    tmp_path: Path, kept: Engine, postgres_url: URL, driver: str
) -> None:
    codes = {name: code for (one, name), code in WRITES.items() if one == driver}
    before = state(kept)
    said = ask(postgres_url, tmp_path, driver, codes, looking=True)
    assert state(kept) == before, said
    assert not [name for name, told in said.items() if told == "None"], said


@pytest.mark.parametrize("driver", DRIVERS)
def test_where_nobody_looks_each_of_these_writes(tmp_path: Path, kept: Engine, postgres_url: URL, driver: str) -> None:
    codes = {name: code for (one, name), code in WRITES.items() if one == driver}
    said = ask(postgres_url, tmp_path, driver, codes, looking=False)
    assert set(said.values()) == {"None"}, said


@pytest.mark.parametrize("driver", DRIVERS)
def test_what_only_reads_gives_the_same_as_where_nobody_looks(
    tmp_path: Path, kept: Engine, postgres_url: URL, driver: str
) -> None:
    codes = {name: code for (one, name), code in READS.items() if one == driver}
    expected = ask(postgres_url, tmp_path, driver, codes, looking=False)
    before = state(kept)
    assert not [told for told in expected.values() if "Error" in told], expected
    assert ask(postgres_url, tmp_path, driver, codes, looking=True) == expected
    assert state(kept) == before
