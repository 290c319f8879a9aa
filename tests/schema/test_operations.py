"""Each operation of Alembic's makes exactly the difference that the catalogue in ``operations*.py`` says."""

from __future__ import annotations

import warnings
from textwrap import dedent

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import SAWarning

from migration_lab.schema import SchemaReader, compare, read_schema
from tests.schema import operations_batch, operations_keys, operations_postgresql, operations_sql, operations_tables
from tests.schema.operations import CASES, Case, Do, Expected, begin

NOT_OPERATIONS = {
    *("context", "f", "get_context", "inline_literal", "invoke", "run_async"),
    *("create_module_class_proxy", "implementation_for", "register_operation"),
}
CATALOGUE = (operations_tables, operations_keys, operations_batch, operations_sql, operations_postgresql)
"""Importing them has entered their cases."""
cases = pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)


@cases
def test_on_sqlite(case: Case) -> None:
    engine = create_engine("sqlite://")
    hold(engine, case, case.sqlite)
    engine.dispose()


@cases
@pytest.mark.postgres
def test_on_postgresql(case: Case, postgres: Engine) -> None:
    hold(postgres, case, case.postgresql)


def test_the_catalogue_has_every_operation() -> None:
    operations = {name for name in dir(Operations) if not name.startswith("_")} - NOT_OPERATIONS
    assert {case.title.partition(",")[0].partition(" and ")[0] for case in CASES} == operations


def hold(engine: Engine, case: Case, expected: Expected) -> None:
    with engine.connect() as connection:
        reader = SchemaReader(connection)
        migrate(connection, begin)
        migrate(connection, case.given)
        reader.read()  # what is remembered on PostgreSQL is what a second reading has found
        before = reader.read()
        if not isinstance(expected, str):
            with pytest.raises(expected):
                migrate(connection, case.do)
            return
        migrate(connection, case.do)
        after = reader.read()
        assert str(compare(before, after)) == dedent(expected).strip()
        assert after == read_schema(connection)
        assert not compare(after, after)


def migrate(connection: Connection, do: Do) -> None:
    with connection.begin(), warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)  # "Skipped unsupported reflection of expression-based index"
        do(Operations(MigrationContext.configure(connection)))
