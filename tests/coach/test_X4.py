"""X4: a generated column that is virtual without saying so."""

from __future__ import annotations

import pytest

from tests.coach.many_rows import ids
from tests.coach.scenario import Scenario

pytestmark = [pytest.mark.entry("X4"), pytest.mark.postgres]
HOURS = "op.add_column('talk', sa.Column('hours', sa.Integer(), sa.Computed('minutes / 60')))"


def test_it_is_named_and_following_the_advice_silences_it(postgresql: Scenario) -> None:
    file = postgresql.revision(HOURS)
    advice = postgresql.warned("X4")
    assert advice.what.startswith("talk.hours is computed each time it is read")
    assert (advice.file, advice.source) == (file, HOURS)
    postgresql.follow(advice, {file: ("'minutes / 60'", "'minutes / 60', persisted=False")})
    assert ids(postgresql) == []
    postgresql.change(file, "persisted=False", "persisted=True")
    assert ids(postgresql) == []
