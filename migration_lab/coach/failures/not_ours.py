"""S18: a draft drops tables that neither the models nor the scripts have made. Touches nothing."""

from __future__ import annotations

from migration_lab.coach.explaining import Match, Ran
from migration_lab.values.tried import LEFT_OVER


def tables_of_others(ran: Ran) -> Match | None:
    drafts = ran.drafts
    if not drafts or not any(one.dropped_tables for one in ran.step.result.drafted):
        return None
    places = ran.places()
    strange = {one.name for one in places.drift if (one.kind, one.action) == ("table", "added")}
    dropped = {one.name for one in places.changes if (one.kind, one.action) == ("table", "dropped")}
    names = sorted(name for name in dropped & strange - {*places.unimported} if not name.startswith(LEFT_OVER))
    if not names:
        return None
    lines = ran.source(drafts[0])
    line = next((number for number, text in enumerate(lines, 1) if f"drop_table('{names[0]}'" in text), 0)
    quoted = ", ".join(f'"{name}"' for name in names)
    return Match({"tables": names, "quoted": quoted, "draft": drafts[0]}, "", drafts[0], line)
