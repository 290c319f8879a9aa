"""Which table an operation locks on PostgreSQL, for whom, until when, and whether anybody will notice. Touches nothing.

Nobody notices a lock on a small table: the work under it is done before anybody waits. Anything that takes time is
told from ``MANY`` rows on, or from ``SOME`` rows on if it took ``LONG`` on the copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from migration_lab.coach.warning import Hazard, Rehearsal
from migration_lab.values.operations import STRONG, Lock, RanOperation

MANY, SOME, LONG = 10_000, 1_000, 100_000
"""Rows, rows, and microseconds."""
ALL = STRONG[-1]
"""The lock that makes reads wait too."""


def strong_locks(operation: RanOperation) -> list[Lock]:
    """Return the strongest lock on each table while it ran, of those for which others wait; its own table first."""
    found: dict[str, Lock] = {}
    for one in (*operation.locks, *operation.held):
        if one.mode in STRONG and not one.index:
            known = found.get(one.on)
            if known is None or STRONG.index(one.mode) > STRONG.index(known.mode):
                found[one.on] = one
    return sorted(found.values(), key=lambda one: (one.on != operation.table, -operation.scanned.get(one.on, 0)))


def takes_long(operation: RanOperation, lock: Lock) -> bool:
    """Tell whether work of that operation on the whole table would be noticed."""
    return lock.rows >= MANY or (lock.rows >= SOME and operation.microseconds >= LONG)


def locked(rehearsal: Rehearsal, operation: RanOperation, lock: Lock, case: str = "", **more: Any) -> Hazard:
    """Return the hazard with the fields ``table``, ``rows``, ``size``, ``lock``, ``waits`` and ``until``."""
    facts = {
        "table": lock.on,
        "rows": lock.rows,
        "size": size(lock.bytes),
        "lock": lock_name(lock),
        "a_lock": with_article(lock_name(lock)),
        "waits": "reads and writes wait" if lock.mode == ALL else "writes wait",
        "until": until(rehearsal, operation),
    }
    return Hazard(operation, facts | more, case)


def lock_name(lock: Lock) -> str:
    """Return what PostgreSQL's manual calls it: ``ACCESS EXCLUSIVE``."""
    return " ".join(re.findall("[A-Z][a-z]*", lock.mode.removesuffix("Lock"))).upper()


def with_article(name: str) -> str:
    """Put the article before it: ``an ACCESS EXCLUSIVE``, ``a SHARE``."""
    return f"{'an' if name[0] in 'AEIO' else 'a'} {name}"


def size(bytes: int) -> str:
    return f"{bytes / 1_000_000:.0f} MB" if bytes >= 1_500_000 else f"{max(bytes // 1000, 1)} kB"


def until(rehearsal: Rehearsal, operation: RanOperation) -> str:
    """Say when its transaction ends. Alembic runs all pending revisions in one, unless env.py says otherwise."""
    if not operation.transaction:
        return "until it is done"
    together = {one.revision for one in rehearsal.tried.operations if one.transaction == operation.transaction}
    return "until the end of this revision" if len(together) == 1 else f"until all {len(together)} revisions have run"


def scanned(operation: RanOperation) -> Iterator[Lock]:
    """Yield the lock under which the table was read through, if anybody will notice."""
    if operation.rewrote:
        return
    for lock in strong_locks(operation):
        if operation.scanned.get(lock.on) and takes_long(operation, lock):
            yield lock
            return


def rewritten(operation: RanOperation) -> Iterator[Lock]:
    """Yield the lock under which the table was written anew, if anybody will notice."""
    for lock in strong_locks(operation):
        if lock.on in operation.rewrote and takes_long(operation, lock):
            yield lock
            return
