"""D12: a type change makes PostgreSQL write the whole table anew."""

from __future__ import annotations

import pytest

from tests.coach.many_rows import ids, many_talks
from tests.coach.scenario import Scenario

pytestmark = [pytest.mark.entry("D12"), pytest.mark.postgres]
BIGGER = "op.alter_column('talk', 'minutes', type_=sa.BigInteger())"
TEXT = "op.alter_column('talk', 'title', type_=sa.Text())"
TIMEOUT = "op.execute(\"SET LOCAL lock_timeout = '5s'\")"


def test_a_rewrite_is_named(postgresql: Scenario) -> None:
    many_talks(postgresql)
    file = postgresql.revision(BIGGER)
    advice = postgresql.warned("D12")
    assert "10000 rows of talk" in advice.what
    assert (advice.file, advice.source) == (file, BIGGER)


def test_a_type_that_fits_what_is_on_disk_rewrites_nothing(postgresql: Scenario) -> None:
    many_talks(postgresql)
    postgresql.revision(f"{TIMEOUT}\n{TEXT}")
    assert "D12" not in ids(postgresql)


def test_few_rows_are_no_matter(postgresql: Scenario) -> None:
    postgresql.revision(BIGGER)
    assert "D12" not in ids(postgresql)
