"""S30: a revision id that does not fit into ``alembic_version``. Touches nothing."""

from __future__ import annotations

import re

from migration_lab.coach.explaining import Match, Ran

LONGEST = 32
"""The width of Alembic's own column ``version_num``."""


def too_long(ran: Ran) -> Match | None:
    failed = next((one for one in reversed(ran.step.result.sql) if one.failed), None)
    table = ran.step.before.version_table or ran.step.after.version_table
    if failed is None or not table or table not in failed.sql:
        return None
    said = f"{failed.sql} {failed.parameters}"
    revision = next((one for one in ran.graph.revisions if len(one.id) > LONGEST and one.id in said), None)
    if revision is None:
        return None
    short = revision.id[:LONGEST].rstrip("_-.")
    others = [one.path for one in ran.graph.revisions if revision.id in (*one.parents, *one.depends_on)]
    lines = ran.source(revision.path)
    own = re.compile(rf"revision\b.*=.*(['\"]){re.escape(revision.id)}\1")
    line = next((number for number, text in enumerate(lines, 1) if own.match(text)), 0)
    facts: dict[str, object] = {
        "id": revision.id,
        "length": len(revision.id),
        "short": short,
        "script": revision.path,
        "at": line,
    }
    facts |= {"others": others, "version_table": table}
    plain = line and not others and short not in {one.id for one in ran.graph.revisions}
    return Match(facts, "" if plain else "by_hand", revision.path, line)
