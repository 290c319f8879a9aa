"""Recognise an app that migrates its own database when it starts. Touches nothing."""

from __future__ import annotations

from collections.abc import Mapping

from migration_lab.coach.standing.change_words import drops
from migration_lab.coach.standing.finding import Finding
from migration_lab.three_places.comparison import Comparison
from migration_lab.three_places.facts import Facts, in_step, migrated_at_start, tables_of
from migration_lab.values.wording import count, listed, title


def migrates_itself(facts: Facts, compared: Mapping[str, Comparison]) -> Finding | None:
    """Recognise a database with pending scripts that the next start of the app will run."""
    graph, reached = facts.graph, migrated_at_start(facts)
    if not graph.pending or not reached or not in_step(facts.looked):
        return None
    waiting = [graph.revision(id) for id in graph.pending]
    one = title(waiting[0])
    empty = not tables_of(facts)
    if empty:
        begin = "The database is empty."
    elif len(waiting) == 1:
        begin = f"The database has not run revision {one} yet."
    else:
        begin = f"The database has not run {count(waiting)} yet; the first is {one}."
    to = listed(sorted(set().union(*reached.values())))
    sentence = (
        f"{begin} The app itself runs its scripts when it starts, perhaps with flask_migrate.upgrade(). So the next "
        f"start of the app, or any flask command, even flask db check, will bring the database to {to}."
    )
    pending = [change for each in compared.values() for change in each.pending]
    if gone := drops(pending):
        sentence += f" That drops {gone}."
    return Finding("empty" if empty else "database behind", sentence, "flask db upgrade")
