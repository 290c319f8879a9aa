"""B2: a table is renamed while an app uses it."""

from __future__ import annotations

import pytest

from tests.coach.many_rows import ids
from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("B2")
RENAME = "op.rename_table('talk', 'session')"


def test_a_rename_is_named_on_a_server_at_once_and_on_sqlite_if_asked(scenario: Scenario) -> None:
    file = scenario.revision(RENAME)
    assert ids(scenario) == (["B2"] if scenario.dialect == "postgresql" else [])
    advice = scenario.warned("B2", asked=["B2"])
    assert advice.what.startswith("talk (8 rows) is called session from then on.")
    assert (advice.file, advice.source) == (file, RENAME)


def test_a_view_with_the_old_name_keeps_the_app_going(scenario: Scenario) -> None:
    scenario.revision(RENAME)
    sql = next(do.sql for do in scenario.warned("B2", asked=["B2"]).now if do.sql)
    (file,) = [one.file for one in scenario.warnings(asked=["B2"]) if one.id == "B2"]
    scenario.change(file, RENAME, f"{RENAME}\n    op.execute({sql!r})")
    assert scenario.warnings(asked=["B2"]) == []


def test_a_table_without_rows_is_missed_by_nobody(scenario: Scenario) -> None:
    scenario.sql("DELETE FROM talk")
    scenario.revision(RENAME)
    assert scenario.warnings(asked=["B2"]) == []
