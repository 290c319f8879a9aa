"""D7: an exclusion constraint is built while others wait."""

from __future__ import annotations

import pytest

from tests.coach.many_rows import ids, many_talks
from tests.coach.scenario import Scenario

pytestmark = [pytest.mark.entry("D7"), pytest.mark.postgres]
EXCLUDE = "op.create_exclude_constraint('ex_talk_id', 'talk', ('id', '='), using='btree')"


def test_an_exclusion_constraint_on_many_rows_is_named(postgresql: Scenario) -> None:
    many_talks(postgresql)
    file = postgresql.revision(EXCLUDE)
    advice = postgresql.warned("D7")
    assert "10000 rows of talk" in advice.what
    assert (advice.file, advice.source) == (file, EXCLUDE)


def test_few_rows_are_no_matter(postgresql: Scenario) -> None:
    postgresql.revision(EXCLUDE)
    assert ids(postgresql) == []
