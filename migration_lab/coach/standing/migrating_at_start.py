"""Recognise an app that migrates its own database when it starts. Touches nothing."""

from __future__ import annotations

from collections.abc import Mapping

from migration_lab.coach.saying import say
from migration_lab.coach.standing.change_words import drops
from migration_lab.coach.standing.diagnosis import Diagnosis, diagnose
from migration_lab.coach.standing.pending import begin
from migration_lab.three_places.comparison import Comparison
from migration_lab.three_places.facts import Facts, in_step, migrated_at_start, tables_of


def migrates_itself(facts: Facts, compared: Mapping[str, Comparison]) -> Diagnosis | None:
    """Recognise a database with pending scripts that the next start of the app will run."""
    graph, reached = facts.graph, migrated_at_start(facts)
    if not graph.pending or not reached or not in_step(facts.looked):
        return None
    empty = not tables_of(facts)
    gone = drops([change for each in compared.values() for change in each.pending])
    return diagnose(
        "pending.run_at_start",
        say("pending.start_drops", gone=gone) if gone else "",
        say("pending.start_not_on_a_copy") if facts.looked.migrates else "",
        state="empty" if empty else "database behind",
        begin=begin([graph.revision(id) for id in graph.pending], empty=empty),
        to=sorted(set().union(*reached.values())),
    )
