"""The state in which an app migrates its database itself, as it starts. Touches nothing."""

from __future__ import annotations

from collections.abc import Mapping

from migration_lab.project.standing.change_words import drops
from migration_lab.project.standing.finding import Finding
from migration_lab.project.three_places.found import Found, in_step, migrated_at_start, tables_of
from migration_lab.project.three_places.rows_of_places import Compared
from migration_lab.values.wording import count, listed, title


def migrates_itself(found: Found, compared: Mapping[str, Compared]) -> Finding | None:
    """The database has not run every script, and the app's next start runs them."""
    graph, reached = found.graph, migrated_at_start(found)
    if not graph.pending or not reached or not in_step(found.looked):
        return None
    waiting = [graph.revision(id) for id in graph.pending]
    one = title(waiting[0])
    empty = not tables_of(found)
    if empty:
        begin = "The database is empty."
    elif len(waiting) == 1:
        begin = f"The database stands before revision {one}."
    else:
        begin = f"The database stands before {count(waiting)}, of which {one} is the first."
    to = listed(sorted(set().union(*reached.values())))
    sentence = (
        f"{begin} The app runs its scripts itself as it starts, by flask_migrate.upgrade() perhaps: any flask "
        f"command, flask db check too, and the next start of the app bring the database to {to}."
    )
    pending = [change for each in compared.values() for change in each.pending]
    if gone := drops(pending):
        sentence += f" That drops {gone}."
    return Finding("empty" if empty else "database behind", sentence, "flask db upgrade")
