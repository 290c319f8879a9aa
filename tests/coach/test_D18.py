"""D18: a domain's new rule is compared with every row at once."""

from __future__ import annotations

import pytest

from tests.coach.many_rows import ids
from tests.coach.scenario import Scenario

pytestmark = [pytest.mark.entry("D18"), pytest.mark.postgres]
RULE = "op.execute('ALTER DOMAIN positive ADD CONSTRAINT small CHECK (VALUE < 1000000)')"


def test_a_rule_over_many_rows_is_named_and_not_valid_is_not(postgresql: Scenario) -> None:
    postgresql.revision(
        "op.execute('CREATE DOMAIN positive AS int CHECK (VALUE > 0)')\n"
        "op.execute('CREATE TABLE visit (day positive)')",
        message="visit",
    )
    postgresql.ok("db upgrade")
    file = postgresql.revision(RULE)
    assert ids(postgresql) == []
    postgresql.sql("INSERT INTO visit SELECT n FROM generate_series(1, 10000) n")
    advice = postgresql.warned("D18")
    assert "10000 rows of visit" in advice.what
    assert (advice.file, advice.source) == (file, RULE)
    postgresql.follow(advice, {file: ("1000000)')", "1000000) NOT VALID')")})
    assert "D18" not in ids(postgresql)
