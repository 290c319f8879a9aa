"""E2: a new enum type."""

from __future__ import annotations

import pytest

from tests.coach.many_rows import ids
from tests.coach.scenario import Scenario

pytestmark = [pytest.mark.entry("E2"), pytest.mark.postgres]
TABLE = "op.create_table('course', sa.Column('level', sa.Enum('low', 'high', name='level', native_enum=True)))"


def test_it_is_told_only_if_asked(postgresql: Scenario) -> None:
    file = postgresql.revision(TABLE)
    assert ids(postgresql) == []
    advice = postgresql.warned("E2", asked=["E2"])
    assert advice.what.startswith("This makes the enum type level with low and high.")
    assert (advice.severity, advice.file, advice.source) == ("style", file, TABLE)
    postgresql.change(file, "native_enum=True", "native_enum=False")
    assert postgresql.warnings(asked=["E2"]) == []
