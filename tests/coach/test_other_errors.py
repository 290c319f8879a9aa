"""The coach says nothing of an error that it does not know."""

from __future__ import annotations

from pathlib import Path

from migration_lab.coach import Ran, matches
from migration_lab.coach.recognising_text import recognise_text
from migration_lab.project.advising import reading
from tests.coach.scenario import Scenario

OTHER = [
    line
    for line in Path(__file__).with_name("other_errors.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def test_there_are_two_hundred_of_them() -> None:
    assert len(OTHER) >= 200
    assert len(OTHER) == len(set(OTHER))


def test_none_of_them_gets_an_explanation(scenario: Scenario) -> None:
    file = scenario.revision("pass")
    text, explained, from_text, went_well = scenario.read(file), {}, {}, []
    for body in OTHER:
        scenario.write(file, text.replace("def upgrade():\n    pass\n", f"def upgrade():\n    {body}\n"))
        step = scenario.run("db upgrade")
        ran = Ran(step, scenario.project.history(), reading(scenario.path), scenario.project.places)
        if found := [one.id for one in matches(ran)]:
            explained[body] = found
        if may_be := [one.entry.id for one in recognise_text(step.result.full_output)]:
            from_text[body] = may_be
        if step.result.ok:
            went_well.append(body)
            scenario.ok("db downgrade")
    assert explained == {}
    assert from_text == {}
    assert not went_well, "\n".join(went_well)
