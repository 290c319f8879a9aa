"""B8: a json column cannot be compared."""

from __future__ import annotations

import pytest

from tests.coach.many_rows import ids
from tests.coach.scenario import Scenario

pytestmark = [pytest.mark.entry("B8"), pytest.mark.postgres]
JSON = "op.add_column('talk', sa.Column('extra', sa.JSON()))"


def test_json_is_named_and_following_the_advice_silences_it(postgresql: Scenario) -> None:
    file = postgresql.revision(JSON)
    advice = postgresql.warned("B8")
    assert advice.what.startswith("talk.extra becomes json, which has no equality.")
    assert (advice.file, advice.source) == (file, JSON)
    postgresql.follow(advice, {file: ("sa.JSON()", "sa.dialects.postgresql.JSONB()")})
    assert ids(postgresql) == []


def test_on_a_table_without_rows_nobody_has_asked_yet(postgresql: Scenario) -> None:
    postgresql.sql("DELETE FROM talk")
    postgresql.revision(JSON)
    assert ids(postgresql) == []
