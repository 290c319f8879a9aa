"""D6: a primary key is built while others wait."""

from __future__ import annotations

import pytest

from tests.coach.many_rows import ids, many_talks
from tests.coach.scenario import Scenario

pytestmark = [pytest.mark.entry("D6"), pytest.mark.postgres]
KEY = "op.create_primary_key('pk_visit', 'visit', ['id'])"


@pytest.fixture
def visits(postgresql: Scenario) -> Scenario:
    postgresql.revision("op.create_table('visit', sa.Column('id', sa.Integer(), nullable=False))")
    postgresql.ok("db upgrade")
    return postgresql


def test_a_key_over_many_rows_is_named(postgresql: Scenario, visits: Scenario) -> None:
    visits.sql("INSERT INTO visit SELECT n FROM generate_series(1, 10000) n")
    file = visits.revision(KEY)
    advice = visits.warned("D6")
    assert "10000 rows of visit" in advice.what
    assert (advice.file, advice.source) == (file, KEY)


def test_a_key_over_few_rows_is_made_without_a_word(postgresql: Scenario, visits: Scenario) -> None:
    visits.sql("INSERT INTO visit VALUES (1), (2)")
    visits.revision(KEY)
    assert ids(visits) == []


def test_an_index_that_is_there_already_is_taken_over_without_a_word(postgresql: Scenario, visits: Scenario) -> None:
    many_talks(visits)
    visits.sql("INSERT INTO visit SELECT n FROM generate_series(1, 10000) n")
    visits.revision(
        "with op.get_context().autocommit_block():\n"
        "    op.create_index('pk_visit', 'visit', ['id'], unique=True, postgresql_concurrently=True)\n"
        "op.execute(\"SET LOCAL lock_timeout = '5s'\")\n"
        "op.execute('ALTER TABLE visit ADD CONSTRAINT pk_visit PRIMARY KEY USING INDEX pk_visit')"
    )
    assert ids(visits) == []
