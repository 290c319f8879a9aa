"""A3: a schema is dropped, with its tables and rows."""

from __future__ import annotations

import pytest

from tests.coach.many_rows import ids
from tests.coach.scenario import Scenario

pytestmark = [pytest.mark.entry("A3"), pytest.mark.postgres]
DROP = "op.execute('DROP SCHEMA archive CASCADE')"


def test_the_rows_that_go_with_a_schema_are_counted(postgresql: Scenario) -> None:
    postgresql.revision(
        "op.execute('CREATE SCHEMA archive')\n"
        "op.create_table('talk', sa.Column('id', sa.Integer(), primary_key=True), schema='archive')",
        message="archive",
    )
    postgresql.ok("db upgrade")
    file = postgresql.revision(DROP)
    assert ids(postgresql) == []
    postgresql.sql("INSERT INTO archive.talk VALUES (1), (2)")
    advice = postgresql.warned("A3")
    assert advice.what.startswith("The schema archive goes with archive.talk: 2 rows will be gone")
    assert (advice.severity, advice.file, advice.source) == ("loses", file, DROP)
