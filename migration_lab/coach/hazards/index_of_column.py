"""A column that a batch drops on SQLite while an index uses it. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lab.coach.hazards.unnamed_constraints import before_of
from migration_lab.coach.index_in_the_way import dropped_first, index_in_the_way
from migration_lab.coach.warning import Hazard, Rehearsal


def batch_makes_it_again(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find the drop at which the trial has failed in that way."""
    tried = rehearsal.tried
    failed = next((one for one in reversed(tried.operations) if one.failed), None)
    if failed is None:
        return
    table = before_of(tried.before.get(failed.bind), failed.table)
    if found := index_in_the_way(tried.operations, tried.error, table):
        edit = dropped_first(rehearsal.source(found.drop.file), found.drop.line, found.facts["names"])
        facts = {**found.facts, **edit, "step": rehearsal.step(found.drop)}
        yield Hazard(found.drop, facts, case="ahead")
