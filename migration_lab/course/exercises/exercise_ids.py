"""The ids of exercises, in the form in which they are kept: ``03.1``, ``practice.03.17``. Touches no database."""

from __future__ import annotations

import re

from migration_lab.course.practice_ids import is_practice

EXERCISE_ID = re.compile(r"\d\d\.\d{1,3}")


def is_exercise_id(id: str) -> bool:
    return EXERCISE_ID.fullmatch(id) is not None or is_practice(id)
