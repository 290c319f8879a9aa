"""A trial run that fails is explained as the command itself would be: an upgrade, or a downgrade."""

from __future__ import annotations

from migration_lab.coach.failing_trial import failing_trial
from migration_lab.project.advising import explain_trial, foretold, rehearse
from migration_lab.values.error_report import ErrorReport
from migration_lab.values.graph import RevisionGraph
from migration_lab.values.tried import Tried
from tests.coach.scenario import Scenario

ADD = "op.add_column('room', sa.Column('floor', sa.Integer(), nullable=False))"


def test_a_downgrade_is_explained_as_a_downgrade(scenario: Scenario) -> None:
    scenario.revision("pass", ADD)
    scenario.ok("db upgrade")
    rehearsal = rehearse(scenario.project, "downgrade", "-1")
    found = explain_trial(scenario.project, rehearsal.tried, rehearsal.direction)
    assert found is not None
    advice = scenario.advice(scenario.fails("db downgrade"))
    assert (found.id, found.what, found.now) == (advice.id, advice.what, advice.now)
    assert "flask db downgrade" in [one.run for one in found.now]


def test_what_nobody_explains_is_told_of_the_command_that_fails(sqlite: Scenario) -> None:
    sqlite.revision("pass", "raise RuntimeError('no way back')")
    sqlite.ok("db upgrade")
    (found,) = foretold(sqlite.project, rehearse(sqlite.project, "downgrade", "-1"))
    assert "RuntimeError: no way back" in found.what
    outside = failing_trial(Tried(error=ErrorReport("RuntimeError", "no", "builtins")), RevisionGraph(), "downgrade")
    assert outside is not None
    assert outside.what.startswith("The downgrade ends with an error: ")
