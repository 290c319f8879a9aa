"""A page of rows: which ones, how many there are, and where their foreign keys lead; on both databases."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, text

from migration_lab.backends.database import Database
from migration_lab.backends.row_pages import MOST, RowPage, Wanted, page_of
from migration_lab.widgets.row_page_state import RowPageState, row_page_state
from tests.widgets.examples import HOSTILE, TAMED

TABLES = (
    "CREATE TABLE speaker (id INTEGER PRIMARY KEY, name VARCHAR(80), day DATE)",
    'CREATE TABLE "ta%lk:x" (id INTEGER PRIMARY KEY, "who "" ?" INTEGER REFERENCES speaker (id))',
    "CREATE TABLE note (line VARCHAR(20))",
    "INSERT INTO speaker VALUES (1, 'Ada 100%', '2026-01-05'), (2, 'Grace_', NULL), (3, 'Alan', '2026-03-01')",
    'INSERT INTO "ta%lk:x" VALUES (10, 3), (11, NULL), (12, 1)',
)
TALK = "ta%lk:x"


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Database:
    path = tmp_path / "some.db"
    with closing(sqlite3.connect(path)) as connection:
        for statement in TABLES:
            connection.execute(statement)
        connection.commit()
    return Database(f"sqlite:///{path}")


@pytest.fixture
def on_postgresql(postgres_url: URL) -> Iterator[Database]:
    engine = create_engine(postgres_url, execution_options={"no_parameters": True})
    with engine.begin() as connection:
        for statement in TABLES:
            connection.exec_driver_sql(statement)
    engine.dispose()
    database = Database(postgres_url.render_as_string(hide_password=False))
    yield database
    database.engine.dispose()


@pytest.fixture(params=["on_sqlite", pytest.param("on_postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Database:
    found: Database = request.getfixturevalue(request.param)
    return found


def page(database: Database, table: str, **wanted: object) -> RowPage:
    return page_of(database, database.read(), table, Wanted(**wanted))


def state(database: Database, table: str, **wanted: object) -> RowPageState:
    schema = database.read()
    return row_page_state(page(database, table, **wanted), Wanted(**wanted), schema, schema.table(table))


def ids(found: RowPage) -> list[object]:
    return [row[0] for row in found.rows]


def test_a_page_begins_where_it_should_and_knows_how_many_rows_there_are(database):
    assert ids(page(database, "speaker", size=2)) == [1, 2]
    second = page(database, "speaker", first=2, size=2)
    assert (ids(second), second.first, second.total) == ([3], 2, 3)
    assert ids(page(database, "speaker", first=99, size=2)) == [3]
    assert ids(page(database, "speaker", first=-5, size=1)) == [1]


def test_a_page_never_has_more_rows_than_it_may(on_sqlite, tmp_path):
    with closing(sqlite3.connect(tmp_path / "some.db")) as connection:
        connection.executemany("INSERT INTO note VALUES (?)", [(str(number),) for number in range(MOST + 50)])
        connection.commit()
    found = page(on_sqlite, "note", size=10_000)
    assert (len(found.rows), found.total) == (MOST, MOST + 50)


def test_rows_that_contain_a_text_are_found_in_any_column_whatever_its_case(database):
    assert ids(page(database, "speaker", containing="ALAN")) == [3]
    assert ids(page(database, "speaker", containing="2026")) == [1, 3]
    assert ids(page(database, TALK, containing="12")) == [12]


@pytest.mark.parametrize(("sought", "found"), [("%", [1]), ("_", [2]), ("'", []), ("0%", [1]), ("\\", []), ("/", [])])
def test_what_sql_has_a_meaning_for_is_only_text(database, sought, found):
    assert ids(page(database, "speaker", containing=sought)) == found


def test_rows_are_found_by_the_values_of_columns(database):
    assert ids(page(database, "speaker", where={"id": 3})) == [3]
    assert ids(page(database, "speaker", where={"day": "2026-01-05"})) == [1]
    assert page(database, "speaker", where={"id = 1 OR 1": 1}).total == 0
    assert page(database, "speaker", where={"name": "' OR '1'='1"}).total == 0


def test_a_foreign_key_says_where_each_of_its_values_leads(database):
    [link] = state(database, TALK).links
    assert (link.at, link.key, link.columns) == (1, "speaker", ("id",))
    assert link.values == ((3,), None, (1,))
    led = page(database, link.key, where=dict(zip(link.columns, link.values[0], strict=True)))
    assert led.rows[0][1] == "Alan"


def test_it_is_said_which_rows_they_are(database):
    assert state(database, "speaker").words == "3 rows"
    assert state(database, "speaker", first=1, size=1).words == "rows 2 to 2 of 3"
    assert state(database, "note").words == "no rows"
    assert state(database, "speaker", containing="nobody").words == "no row like that"
    assert state(database, "speaker", where={"id": 3}).where == "id = 3"


def test_without_a_primary_key_several_pages_have_no_fixed_order(on_sqlite, tmp_path):
    with closing(sqlite3.connect(tmp_path / "some.db")) as connection:
        connection.executemany("INSERT INTO note VALUES (?)", [("a",), ("b",)])
        connection.commit()
    assert state(on_sqlite, "note", size=1).words == "rows 1 to 1 of 2, in no fixed order: the table has no primary key"
    assert state(on_sqlite, "note").words == "2 rows"


def test_a_number_that_javascript_would_round_is_handed_on_as_text(on_sqlite, tmp_path):
    with closing(sqlite3.connect(tmp_path / "some.db")) as connection:
        connection.execute("INSERT INTO speaker VALUES (?, 'Big', NULL)", (2**60 + 1,))
        connection.execute(f'INSERT INTO "{TALK}" VALUES (20, ?)', (2**60 + 1,))
        connection.commit()
    [link] = state(on_sqlite, TALK).links
    assert link.values[-1] == (str(2**60 + 1),)
    assert page(on_sqlite, "speaker", where={"id": link.values[-1][0]}).rows[0][1] == "Big"


def test_hostile_names_and_values_are_tamed_and_still_lead_somewhere(tmp_path):
    path = tmp_path / "hostile.db"
    quoted = '"' + HOSTILE.replace('"', '""') + '"'
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"CREATE TABLE {quoted} ({quoted} TEXT PRIMARY KEY)")
        connection.execute(f"CREATE TABLE b (x TEXT REFERENCES {quoted} ({quoted}))")
        connection.execute(f"INSERT INTO {quoted} VALUES (?)", (HOSTILE,))
        connection.execute("INSERT INTO b VALUES (?)", (HOSTILE,))
        connection.commit()
    database = Database(f"sqlite:///{path}")
    shown = state(database, "b")
    [link] = shown.links
    assert (shown.rows, link.table, link.key) == (((TAMED,),), TAMED, HOSTILE)
    where = dict(zip(link.columns, json.loads(json.dumps(asdict(link)))["values"][0], strict=True))
    assert page(database, link.key, where=where).total == 1


def test_looking_at_rows_writes_nothing(on_sqlite, tmp_path):
    before = (tmp_path / "some.db").read_bytes()
    page(on_sqlite, "speaker", containing="a")
    assert (tmp_path / "some.db").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["some.db"]


@pytest.mark.postgres
def test_a_table_of_another_schema_is_read(postgres_url):
    engine = create_engine(postgres_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE SCHEMA other"))
        connection.execute(text("CREATE TABLE other.thing (id INTEGER PRIMARY KEY)"))
        connection.execute(text("INSERT INTO other.thing VALUES (7)"))
    engine.dispose()
    database = Database(postgres_url.render_as_string(hide_password=False))
    assert ids(page(database, "other.thing")) == [7]
    database.engine.dispose()
