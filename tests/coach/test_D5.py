"""D5: a unique constraint is built while others wait."""

from __future__ import annotations

import pytest

from tests.coach.many_rows import ids, many_talks
from tests.coach.scenario import Scenario

pytestmark = [pytest.mark.entry("D5"), pytest.mark.postgres]
UNIQUE = "op.create_unique_constraint('uq_talk_title', 'talk', ['title'])"


@pytest.mark.parametrize("script", [UNIQUE, "op.execute('ALTER TABLE talk ADD UNIQUE (title)')"])
def test_a_unique_constraint_on_many_rows_is_named(postgresql: Scenario, script: str) -> None:
    many_talks(postgresql)
    file = postgresql.revision(script)
    advice = postgresql.warned("D5")
    assert "10000 rows of talk" in advice.what
    assert "ACCESS EXCLUSIVE lock: reads and writes wait" in advice.what
    assert (advice.file, advice.source) == (file, script)
    assert "D1" not in ids(postgresql)


def test_few_rows_are_no_matter(postgresql: Scenario) -> None:
    postgresql.revision(UNIQUE)
    assert ids(postgresql) == []


def test_an_index_that_is_there_already_is_taken_over_without_a_word(postgresql: Scenario) -> None:
    many_talks(postgresql)
    postgresql.revision(
        "with op.get_context().autocommit_block():\n"
        "    op.create_index('uq_talk_title', 'talk', ['title'], unique=True, postgresql_concurrently=True)\n"
        "op.execute(\"SET LOCAL lock_timeout = '5s'\")\n"
        "op.execute('ALTER TABLE talk ADD CONSTRAINT uq_talk_title UNIQUE USING INDEX uq_talk_title')"
    )
    assert ids(postgresql) == []
