"""Capitals and spaces in a type are no difference to SQLite, and none between schemas."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine

from migration_lab.schema import Schema, compare, read_schema


def read(file: Path, type_: str) -> Schema:
    engine = create_engine(f"sqlite:///{file.as_posix()}")
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE TABLE speaker (id INTEGER PRIMARY KEY, name {type_})")
    schema = read_schema(engine)
    engine.dispose()
    return schema


@pytest.mark.parametrize(
    ("written", "by_alembic"),
    [
        ("varchar(200)", "VARCHAR(200)"),
        ("Varchar ( 200 )", "VARCHAR(200)"),
        ("numeric(10,2)", "NUMERIC(10, 2)"),
        ("double   precision", "DOUBLE PRECISION"),
        ("text", "TEXT"),
        ("", ""),
    ],
)
def test_a_type_in_other_capitals_or_with_other_spaces_is_the_same(written, by_alembic, tmp_path):
    one, other = read(tmp_path / "one.db", written), read(tmp_path / "other.db", by_alembic)
    assert one.table("speaker").column("name").type == by_alembic
    assert not compare(one, other)


def test_another_length_is_another_type(tmp_path):
    assert compare(read(tmp_path / "one.db", "varchar(20)"), read(tmp_path / "other.db", "VARCHAR(200)"))
