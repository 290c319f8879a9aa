"""D2: an index is dropped while reads and writes wait."""

from __future__ import annotations

import pytest

from tests.coach.many_rows import ids, many_talks
from tests.coach.scenario import Scenario

pytestmark = [pytest.mark.entry("D2"), pytest.mark.postgres]
DROP = "op.drop_index('ix_talk_title', 'talk')"


@pytest.fixture
def indexed(postgresql: Scenario) -> Scenario:
    postgresql.revision("op.create_index('ix_talk_title', 'talk', ['title'])")
    postgresql.ok("db upgrade")
    return postgresql


def test_a_plain_drop_is_named(postgresql: Scenario, indexed: Scenario) -> None:
    many_talks(indexed)
    file = indexed.revision(DROP)
    advice = indexed.warned("D2")
    assert "Dropping ix_talk_title takes an ACCESS EXCLUSIVE lock on talk (10000 rows" in advice.what
    assert (advice.file, advice.source) == (file, DROP)


def test_on_few_rows_or_concurrently_nothing_is_said(postgresql: Scenario, indexed: Scenario) -> None:
    indexed.revision(DROP)
    assert ids(indexed) == []
    many_talks(indexed)
    indexed.sql("")
    file = indexed.warned("D2").file
    indexed.change(
        file,
        f"    {DROP}",
        "    with op.get_context().autocommit_block():\n"
        "        op.drop_index('ix_talk_title', 'talk', postgresql_concurrently=True)",
    )
    assert ids(indexed) == []
