"""How exercises of practice are called, ``practice.03.17``, and to which chapter an exercise belongs. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

PRACTICE = "practice"
LARGEST_SEED = 9999
_MADE = re.compile(rf"{PRACTICE}\.(\d\d?)\.0*([1-9]\d{{0,3}})")


@dataclass(frozen=True, slots=True)
class PracticeId:
    """The name of an exercise that is made: it says all that is needed to make it again."""

    chapter: str
    seed: int
    """From 1 to 9999; the same number gives the same exercise to everybody."""

    def __str__(self) -> str:
        return f"{PRACTICE}.{self.chapter}.{self.seed}"


def practice_id(text: object) -> PracticeId | None:
    """Read such a name; ``practice.3.17`` is ``practice.03.17``. ``None`` for any other text."""
    found = _MADE.fullmatch(str(text).strip())
    return PracticeId(found[1].zfill(2), int(found[2])) if found else None


def is_practice(text: str) -> bool:
    """Tell whether it is one of them, in the form in which names are kept."""
    return text == str(practice_id(text))


def chapter_of(id: str) -> str:
    """Return the number of the chapter to which that exercise, or prediction, belongs."""
    made = practice_id(id)
    return made.chapter if made else id.partition(".")[0]
