"""The order in which a learner meets the cases of the clinic, made of a seed. Touches no database.

The seed is kept in ``progress.json``, ``{"clinic": {"seed": 7}}``, so the order is the same tomorrow. The first case,
``clinic.a``, is the example that the notebook works through: it comes first in every order.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from migration_lab.course.location import CLINIC, Course, find_course
from migration_lab.course.progress_record import Record, change_record, part_of, read_record
from migration_lab.errors import LabError

CASE = re.compile(rf"{CLINIC}\.[a-z]")
PLACE = re.compile(rf"{CLINIC}\.(\d{{1,2}})")
PART, SEED = CLINIC, "seed"
MOST = 999_999
WHERE_NOTHING_IS_KEPT = 1
"""The seed of somebody whose progress cannot be written."""


def is_case(id: str) -> bool:
    return CASE.fullmatch(id) is not None


def in_order(ids: Iterable[str], seed: int) -> tuple[str, ...]:
    """Return the cases among ``ids`` in the order of that seed, the same on every machine; the example is the first."""
    cases = sorted(id for id in ids if is_case(id))
    return (*cases[:1], *sorted(cases[1:], key=lambda id: sha256(f"{seed}:{id}".encode()).digest()))


def case_at(wanted: str, ids: Iterable[str]) -> str:
    """Return the case that ``clinic.3`` names, the third of the learner's order; anything else is returned as it is."""
    found = PLACE.fullmatch(wanted)
    cases = in_order(ids, learners_seed()) if found else ()
    return cases[int(found[1]) - 1] if found and 0 < int(found[1]) <= len(cases) else wanted


def without_help(cases: Sequence[str]) -> tuple[str, ...]:
    """Return those of an order that are to be done without board and coach: its second half."""
    return tuple(cases[(len(cases) + 1) // 2 :])


def learners_seed(course: Course | None = None) -> int:
    """Return the learner's seed. If there is none yet, one is drawn, and kept."""
    course = course or find_course()
    known = seed_in(read_record(course))
    if known is None:
        drawn = secrets.randbelow(9_000) + 1_000
        return drawn if keep_seed(drawn, course) else WHERE_NOTHING_IS_KEPT
    return known


def keep_seed(seed: int, course: Course | None = None) -> bool:
    """Keep that seed; tell whether it could be written. Raises ``LabError`` for one that is no seed."""
    if not _is_seed(seed):
        raise LabError(f"A seed is a whole number from 0 to {MOST}: {seed!r}")
    return change_record(course or find_course(), lambda record: with_seed(record, seed))


def with_seed(record: Record, seed: int) -> Record:
    return {**record, PART: {**part_of(record, PART), SEED: seed}}


def seed_in(record: Record) -> int | None:
    """Return the seed of a record; ``None`` if there is none, or what is there is none."""
    found = part_of(record, PART).get(SEED)
    return found if _is_seed(found) else None


def _is_seed(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST
