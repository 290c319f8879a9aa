"""The ids of exercises: a chapter's ``03.1``, the clinic's ``clinic.d``, ``practice.03.17``. Touches no database."""

from __future__ import annotations

import re
from collections.abc import Collection

from migration_lab.course.case_order import CASE, case_at
from migration_lab.course.practice_ids import is_practice

EXERCISE_ID = re.compile(rf"\d\d\.\d{{1,3}}|{CASE.pattern}")


def is_exercise_id(id: str) -> bool:
    return EXERCISE_ID.fullmatch(id) is not None or is_practice(id)


def meant_by(given: object, known: Collection[str]) -> str:
    """Return the id that somebody means: ``3.1`` is ``03.1``, ``clinic.3`` the third case of the learner's order.

    What is none of ``known`` is returned as it is.
    """
    wanted = str(given).strip().lower()
    return f"0{wanted}" if f"0{wanted}" in known else case_at(wanted, known)
