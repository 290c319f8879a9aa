"""In a process of its own: after a trial upgrade, run the downgrade of the same revisions, and compare with before.

Structure and rows are compared with what they were before the upgrade. It has some time of its own, after that of the
upgrade: so a trial run may take ``LONGEST`` and ``LONGEST_BACK`` together, unless who waits for it has less patience.
What the way back cannot find out in time is noted, and spoils nothing that the upgrade has shown. Writes to the copies.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from migration_lab.child.app_databases import read_all
from migration_lab.child.rows_after_trial import AllRows, fates, read_rows
from migration_lab.child.time_limit import TimeLimit, TooLong
from migration_lab.child.trial_steps import Steps
from migration_lab.rows.between import differ
from migration_lab.schema import Schema, compare
from migration_lab.values.tried import Tried, TriedBack

LONGEST_BACK = 5.0
"""Seconds that the downgrade and the reading of rows after it may take."""


def way_back(
    engines: dict[str, Any],
    config: Any,
    steps: Steps,
    limit: TimeLimit,
    before: Mapping[str, Schema],
    rows: AllRows,
    between: AllRows,
) -> TriedBack:
    """Run it on the databases that ``steps`` has upgraded; ``rows`` are those before that, ``between`` those after."""
    for engine in engines.values():
        engine.dispose()  # its next connection has the new limit
    limit.anew(LONGEST_BACK)
    try:
        return downgraded(engines, config, steps, limit, before, rows, between)
    except TooLong:
        return too_long(limit)
    except Exception:
        if limit.over:  # the database itself has ended a statement
            return too_long(limit)
        raise


def too_long(limit: TimeLimit) -> TriedBack:
    return TriedBack(f"It takes longer than {limit.seconds:.0f} seconds.")


def downgraded(
    engines: dict[str, Any],
    config: Any,
    steps: Steps,
    limit: TimeLimit,
    before: Mapping[str, Schema],
    rows: AllRows,
    between: AllRows,
) -> TriedBack:
    done = Tried()
    back = Steps(steps.bind_of, done)
    back.back(config, steps.ran)
    if limit.over:
        return too_long(limit)
    if done.error and (done.error.refusal or done.error.question is not None):
        return TriedBack(str(done.error.refusal or "") or "It asks a question when it runs.")
    if done.error:
        return TriedBack(failed=done.failed, error=done.error)
    after = read_all(engines)
    own = steps.version_tables
    left = tuple(
        (bind, change) for bind in engines for change in compare(before[bind], after[bind]) if change.table not in own
    )
    now = read_rows(engines, after)
    # Where the downgrade has changed no row, what the upgrade did is what came of both. But it may have dropped the
    # place in which old values were kept.
    kept = any(one.became.kept for one in steps.tried.fates)
    known = {key for key, found in now.items() if not (kept or differ(between.get(key), found))}
    same = {name for bind, name in known if name in before[bind].table_names}
    stayed = [one for one in steps.tried.fates if one.table in same and not one.became.was_in]
    return TriedBack(left=left, fates=(*stayed, *fates(engines, before, after, rows, own, now=now, known=known)))
