"""D3: a statement that cannot run in a transaction."""

from __future__ import annotations

import pytest

from tests.coach.many_rows import ids
from tests.coach.scenario import Scenario

pytestmark = [pytest.mark.entry("D3"), pytest.mark.postgres]
INDEX = "op.create_index('ix_talk_title', 'talk', ['title'], postgresql_concurrently=True)"


def test_it_is_foretold_at_its_line(postgresql: Scenario) -> None:
    file = postgresql.revision(f"op.execute('SELECT 1')\n{INDEX}")
    advice = postgresql.warned("D3")
    assert advice.what.startswith("This will fail at step 2: CREATE INDEX CONCURRENTLY cannot run inside a transaction")
    assert (advice.severity, advice.file, advice.source) == ("fails", file, INDEX)


def test_following_the_advice_mends_it(postgresql: Scenario) -> None:
    file = postgresql.revision(INDEX)
    block = f"    with op.get_context().autocommit_block():\n        {INDEX}"
    postgresql.follow(postgresql.warned("D3"), {file: (f"    {INDEX}", block)})
    assert ids(postgresql) == []
    postgresql.ok("db upgrade")


def test_another_failure_is_not_it(postgresql: Scenario) -> None:
    postgresql.revision("op.execute('SELECT 1 / 0')")
    assert "D3" not in ids(postgresql)
