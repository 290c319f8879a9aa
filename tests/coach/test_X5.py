"""X5: a rule that is not enforced."""

from __future__ import annotations

import pytest

from tests.coach.many_rows import ids
from tests.coach.scenario import Scenario

pytestmark = [pytest.mark.entry("X5"), pytest.mark.postgres]
CHECK = "op.execute('ALTER TABLE talk ADD CONSTRAINT ck_minutes CHECK (minutes > 0) NOT ENFORCED')"


def test_it_is_named_and_following_the_advice_silences_it(postgresql: Scenario) -> None:
    file = postgresql.revision(CHECK)
    advice = postgresql.warned("X5")
    assert advice.what.startswith("ck_minutes on talk is NOT ENFORCED")
    assert (advice.file, advice.source) == (file, CHECK)
    postgresql.follow(advice, {file: ("NOT ENFORCED", "NOT VALID")})
    assert ids(postgresql) == []
