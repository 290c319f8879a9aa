"""What a script does to its transaction, and what a failure leaves of it. Touches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migration_lab.coach.warning import Hazard, Rehearsal
from migration_lab.values.first_words import first_words
from migration_lab.values.operations import RanOperation

ENDS = frozenset({"COMMIT", "END", "ROLLBACK", "ABORT", "BEGIN", "START"})
BODIES = frozenset({"CREATE", "DO"})
"""Statements that may have others inside: a trigger has BEGIN and END of its own."""
BY_SQL = ("SQL", "ExecuteSQL")


def never_committed(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find what a script does without keeping it, and scripts that begin or end a transaction themselves."""
    tried = rehearsal.tried
    gone = [one for one in tried.operations if one.rolled_back]
    if gone and not tried.kept:
        yield Hazard(gone[0], {"operations": len(gone)}, case="all", severity="loses")
    else:
        for operation in gone:
            yield Hazard(operation, {"sql": short(operation)}, severity="loses")
    for operation in rehearsal.operations:
        if operation.kind in BY_SQL and (word := ending(operation)):
            yield Hazard(operation, {"word": word}, case="own", severity="risk")


def ending(operation: RanOperation) -> str:
    """Return the word with which a statement begins or ends a transaction; empty for a savepoint, or any other."""
    sql = str(operation.details.get("sql", ""))
    words = first_words(sql)
    if (words[:1] and words[0] in BODIES) or " TO " in sql.upper():
        return ""
    return next((one for one in words if one in ENDS), "")


def short(operation: RanOperation) -> str:
    """Return the beginning of its SQL, on one line."""
    sql = " ".join(str(operation.details.get("sql") or (operation.statements or ("",))[0]).split())
    return sql if len(sql) <= 60 else f"{sql[:59]}…"


def left_halfway(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find what a script that fails will have changed by then, so that it cannot run again as it is."""
    tried = rehearsal.tried
    if not tried.error or not tried.half:
        return
    own = [one for one in tried.operations if one.revision == tried.failed]
    failed = next((one for one in reversed(own) if one.failed), None)
    stays = next((one for one in own if one.statements and not one.failed), failed)
    if failed and stays:
        half = tuple(line.split("  ")[0] for line in tried.half)
        yield Hazard(stays, {"half": half, "step": rehearsal.step(failed)})


LARGE = 10_000
WRITES = re.compile(
    r"\s*(?P<word>UPDATE|DELETE\s+FROM)\s+(ONLY\s+)?(public\.)?(?P<table>\"[^\"]+\"|\w+)", re.IGNORECASE
)


def backfill_in_one_go(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find statements that write many rows at once, on a server where others wait for these rows."""
    for operation in rehearsal.tried.operations:
        many = int(operation.details.get("changed") or 0) // max(1, int(operation.details.get("times") or 1))
        found = WRITES.match(str(operation.details.get("sql", "")))
        before = rehearsal.tried.before.get(operation.bind)
        if operation.kind not in BY_SQL or many < LARGE or found is None or before is None:
            continue
        table = found["table"].strip('"')
        if table not in before.table_names or any(
            one.made_here and one.table == table for one in rehearsal.tried.operations
        ):
            continue
        beside = [
            one
            for one in rehearsal.operations
            if one.revision == operation.revision and one.kind not in BY_SQL and one.table and one.statements
        ]
        seconds = f"{int(operation.details.get('milliseconds') or 0) / 1000:.1f}"
        facts = {"changed": many, "seconds": seconds, "word": found["word"].upper(), "table": table}
        if beside:
            yield Hazard(operation, {**facts, "beside": beside[0].table}, case="ddl")
        else:
            yield Hazard(operation, facts)
