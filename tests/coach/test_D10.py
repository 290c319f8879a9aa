"""D10: SET NOT NULL reads the whole table."""

from __future__ import annotations

import pytest

from tests.coach.many_rows import ids, many_talks
from tests.coach.scenario import Scenario

pytestmark = [pytest.mark.entry("D10"), pytest.mark.postgres]
NOT_NULL = "op.alter_column('talk', 'room_id', nullable=False)"
TIMEOUT = "op.execute(\"SET LOCAL lock_timeout = '5s'\")"


@pytest.fixture
def full(postgresql: Scenario) -> Scenario:
    postgresql.sql("UPDATE talk SET room_id = 1")
    return postgresql


def test_a_look_at_many_rows_is_named(postgresql: Scenario, full: Scenario) -> None:
    many_talks(full)
    file = full.revision(NOT_NULL)
    advice = full.warned("D10")
    assert "10000 rows of talk" in advice.what
    assert "ACCESS EXCLUSIVE lock: reads and writes wait" in advice.what
    assert (advice.file, advice.source) == (file, NOT_NULL)


def test_a_check_that_says_it_already_saves_the_look(postgresql: Scenario, full: Scenario) -> None:
    many_talks(full)
    full.revision("op.create_check_constraint(op.f('there'), 'talk', 'room_id IS NOT NULL', postgresql_not_valid=True)")
    full.ok("db upgrade")
    full.revision("op.execute('ALTER TABLE talk VALIDATE CONSTRAINT there')", message="validate")
    full.ok("db upgrade")
    full.revision(f"{TIMEOUT}\n{NOT_NULL}", message="not null")
    assert ids(full) == []


def test_few_rows_are_no_matter(postgresql: Scenario, full: Scenario) -> None:
    full.revision(NOT_NULL)
    assert "D10" not in ids(full)
