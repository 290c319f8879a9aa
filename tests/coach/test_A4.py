"""A4: TRUNCATE … CASCADE empties tables that it does not name."""

from __future__ import annotations

import pytest

from tests.coach.many_rows import ids
from tests.coach.scenario import Scenario

pytestmark = [pytest.mark.entry("A4"), pytest.mark.postgres]
TRUNCATE = "op.execute('TRUNCATE room CASCADE')"


def test_a_table_that_is_not_named_is_counted(postgresql: Scenario) -> None:
    file = postgresql.revision(TRUNCATE)
    advice = postgresql.warned("A4")
    assert advice.what == "CASCADE empties talk too, which the statement does not name: 8 rows will be gone."
    assert (advice.severity, advice.file, advice.source) == ("loses", file, TRUNCATE)


def test_tables_that_are_named_or_empty_are_meant(postgresql: Scenario) -> None:
    file = postgresql.revision("op.execute('TRUNCATE room, talk CASCADE')")
    assert "A4" not in ids(postgresql)
    postgresql.change(file, "TRUNCATE room, talk CASCADE", "TRUNCATE room CASCADE")
    assert "A4" in ids(postgresql)
    postgresql.sql("DELETE FROM talk")
    assert "A4" not in ids(postgresql)
