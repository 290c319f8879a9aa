"""F3: a type that is often regretted."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("F3")


@pytest.mark.postgres
def test_new_columns_of_such_types_are_named_when_asked_for(postgresql: Scenario) -> None:
    columns = (
        "sa.Column('id', sa.Integer(), primary_key=True), sa.Column('name', sa.String(40)), "
        "sa.Column('at', sa.DateTime())"
    )
    postgresql.revision(f"op.create_table('note', {columns})", "op.drop_table('note')")
    (advice,) = postgresql.warnings(asked=["F3"])
    assert advice.id == "F3"
    for part in (
        "id integer (bigint with Identity())",
        "name character varying(40) (text)",
        "(timestamp with time zone)",
    ):
        assert part in advice.what
    assert postgresql.warnings() == []


@pytest.mark.postgres
def test_good_types_are_not_named(postgresql: Scenario) -> None:
    columns = (
        "sa.Column('id', sa.BigInteger(), sa.Identity(), primary_key=True), sa.Column('name', sa.Text()), "
        "sa.Column('at', sa.DateTime(timezone=True))"
    )
    postgresql.revision(f"op.create_table('note', {columns})", "op.drop_table('note')")
    assert postgresql.warnings(asked=["F3"]) == []


@pytest.mark.postgres
def test_an_altered_column_counts_only_if_its_type_changes(postgresql: Scenario) -> None:
    alter = "op.alter_column('room', 'seats', {})"
    postgresql.revision(alter.format("server_default='1'"), alter.format("server_default=None"))
    assert postgresql.warnings(asked=["F3"]) == []


def test_sqlite_has_no_such_types(sqlite: Scenario) -> None:
    sqlite.revision("op.add_column('talk', sa.Column('at', sa.DateTime()))", "op.drop_column('talk', 'at')")
    assert sqlite.warnings(asked=["F3"]) == []


@pytest.mark.postgres
def test_a_whole_number_that_is_no_key_is_fine(postgresql: Scenario) -> None:
    postgresql.revision("op.add_column('room', sa.Column('chairs', sa.Integer()))", "op.drop_column('room', 'chairs')")
    assert postgresql.warnings(asked=["F3"]) == []
