"""A trial run that was broken off has seen only a part of what the scripts do: no warning is made of that."""

from __future__ import annotations

import pytest

from migration_lab.project.advising import foretold, rehearse
from tests.coach.scenario import Scenario

DROP = "op.drop_table('talk')"


@pytest.mark.parametrize("scripts", [[f"{DROP}\ninput('sure? ')"], [DROP, "input('sure? ')"]], ids=["one", "two"])
def test_a_script_that_asks_after_a_table_is_dropped(scenario: Scenario, scripts: list[str]) -> None:
    for script in scripts:
        scenario.revision(script)
    rehearsal = rehearse(scenario.project)
    assert rehearsal.tried.asks
    assert [one.kind for one in rehearsal.tried.operations] == ["DropTable"]
    assert scenario.warnings() == []
    assert foretold(scenario.project, rehearsal) == ()
