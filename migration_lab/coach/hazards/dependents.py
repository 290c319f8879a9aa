"""What depends on something that a script drops. Touches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migration_lab.coach.hazards.index_locks import code_of, reason
from migration_lab.coach.hazards.statements_run import plainly, said
from migration_lab.coach.warning import Hazard, Rehearsal
from migration_lab.schema import compare
from migration_lab.values.operations import RanOperation

DEPENDENTS = "2BP01"
"""PostgreSQL's code for something that cannot be dropped, because other things depend on it."""
KINDS = ("view", "foreign key", "function", "trigger", "column")


def dropped_in_use(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find drops that fail for what depends on them, that take it along, or that break it."""
    tried = rehearsal.tried
    message = tried.error.message if tried.error else ""
    broken = re.search(r"error in (?P<kind>view|trigger|index) (?P<name>\S+)", message)
    for operation in rehearsal.operations:
        if operation.failed and (code_of(rehearsal) == DEPENDENTS or broken):
            yield Hazard(operation, {"step": rehearsal.step(operation), "reason": refused(rehearsal)}, severity="fails")
        elif not tried.error and said(operation, r"^(DROP|ALTER TABLE .* DROP) .*\bCASCADE\b"):
            if gone := taken_along(rehearsal, operation):
                yield Hazard(operation, {"names": gone}, case="cascade")
        elif not tried.error and (views := broken_views(rehearsal, operation)):
            yield Hazard(operation, {"names": views}, case="broken")


def refused(rehearsal: Rehearsal) -> str:
    """Return what the database said, with the first thing that depends on it where that stands in a line of its own."""
    errors = rehearsal.tried.error.chain() if rehearsal.tried.error else ()
    said = next((one.message for one in errors if one.code == DEPENDENTS), "")
    detail = re.search(r"\n\w+:[ \t]+(.+)", said)
    return f"{reason(rehearsal)} ({detail[1].strip().rstrip('.')})" if detail else reason(rehearsal)


def taken_along(rehearsal: Rehearsal, operation: RanOperation) -> list[str]:
    """Return what is not there afterwards, and is named in no statement of the run."""
    tried, bind = rehearsal.tried, operation.bind
    told = " ".join(plainly(sql) for one in tried.operations for sql in one.statements)
    return [
        f"{change.kind} {change.name}"
        for change in compare(tried.before[bind], tried.after[bind])
        if change.action == "dropped" and change.kind in KINDS and change.name.rpartition(".")[2].upper() not in told
    ]


def broken_views(rehearsal: Rehearsal, operation: RanOperation) -> list[str]:
    """Return the views that use the table, and no longer work afterwards."""
    if operation.kind not in ("DropTable", "RenameTable"):
        return []
    before, after = rehearsal.tried.before[operation.bind], rehearsal.tried.after[operation.bind]
    worked = {
        one.name for one in before.views if one.columns and re.search(rf"\b{re.escape(operation.table)}\b", one.sql)
    }
    return [one.name for one in after.views if one.name in worked and not one.columns]
