"""S27: an app's logger that env.py has switched off, so that messages were lost. Touches nothing."""

from __future__ import annotations

from migration_lab.coach.explaining import Match, Ran
from migration_lab.values.source_lines import raw_line

PLAIN = "config.config_file_name)"
"""How the call ends in the env.py that flask db init makes."""


def by_env(ran: Ran) -> Match | None:
    lost = ran.step.result.lost_messages
    if not lost:
        return None
    one = max(lost, key=lambda each: each.number)
    lines = ran.source(one.switched_off_in)
    text = raw_line(lines, one.switched_off_at)
    facts = {"logger": one.logger, "number": one.number, "first": f"{one.file}, line {one.line}"}
    facts |= {"env": one.switched_off_in, "at": one.switched_off_at, "end": PLAIN}
    facts["by"] = f"{PLAIN[:-1]}, disable_existing_loggers=False)"
    plain = "fileConfig(" in text and text.rstrip().endswith(PLAIN)
    return Match(facts, "" if plain else "by_hand", one.switched_off_in, one.switched_off_at)
