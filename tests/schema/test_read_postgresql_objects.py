"""What ``read_schema`` says of functions, extensions, domains and statistics of a PostgreSQL database."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, event

from migration_lab.schema import (
    Check,
    Domain,
    Extension,
    Function,
    Schema,
    Statistics,
    compare,
    read_schema,
)
from tests.schema.databases import HOSTILE, quoted, run

pytestmark = pytest.mark.postgres


def test_each_in_full(postgres: Engine) -> None:
    run(
        postgres,
        "CREATE SCHEMA more",
        "CREATE TABLE place (city text, zip text)",
        "CREATE FUNCTION more.twice(text, VARIADIC integer[]) RETURNS SETOF text LANGUAGE sql AS 'SELECT $1'",
        'CREATE DOMAIN zip AS varchar(9) COLLATE "C" CONSTRAINT long CHECK (length(VALUE) > 4)',
        "CREATE STATISTICS more.pairs (dependencies) ON city, zip FROM place",
    )
    schema = read_schema(postgres)
    [twice] = schema.functions
    sql = twice.sql
    assert twice == Function("more.twice(text, integer[])", "function", "sql", "SETOF text", sql)
    assert sql.startswith("CREATE OR REPLACE FUNCTION more.twice(text, VARIADIC integer[])")
    assert schema.domains == (
        Domain("zip", "character varying(9)", checks=(Check("length(VALUE::text) > 4", "long"),), collation="C"),
    )
    assert schema.statistics == (Statistics("more.pairs", "place", "city, zip", ("dependencies",)),)


def test_what_an_extension_brings_is_not_listed_but_for_the_extension(postgres: Engine) -> None:
    names = ("citext", "hstore", "pg_trgm", "pg_stat_statements", "cube", "isn")
    run(postgres, *(f"CREATE EXTENSION {name}" for name in names))
    schema = read_schema(postgres)
    assert [extension.name for extension in schema.extensions] == sorted(names)
    assert schema == Schema("postgresql", extensions=schema.extensions)
    assert Extension("citext", "1.8") in schema.extensions


@pytest.mark.parametrize("name", HOSTILE)
def test_any_name_is_read_as_it_is(postgres: Engine, name: str) -> None:
    q = quoted(name).replace("%", "%%")
    run(
        postgres,
        f"CREATE SCHEMA s; CREATE TABLE s.{q} ({q} integer, b integer)",
        f"CREATE DOMAIN {q} AS integer CONSTRAINT {q} CHECK (VALUE > 0)",
        f"CREATE STATISTICS {q} (mcv) ON {q}, b FROM s.{q}",
        f"CREATE FUNCTION {q}(integer) RETURNS integer LANGUAGE sql RETURN 1",
    )
    schema = read_schema(postgres)
    assert [each.name for each in schema.functions] == [f"{name}(integer)"]
    assert schema.domains == (Domain(name, "integer", checks=(Check("VALUE > 0", name),)),)
    [statistics] = schema.statistics
    assert (statistics.name, statistics.table, statistics.kinds) == (name, f"s.{name}", ("mcv",))
    assert statistics.parts in (f"{q}, b".replace("%%", "%"), f"{name}, b")
    assert len(str(compare(Schema("postgresql"), schema)).splitlines()) == 5


def test_nine_queries_read_all_of_it(postgres: Engine) -> None:
    asked = []
    event.listen(postgres, "before_cursor_execute", lambda *details: asked.append(details[2]))
    with postgres.connect() as connection:
        connection.begin()
        asked.clear()
        read_schema(connection)
    assert len(asked) == 9
