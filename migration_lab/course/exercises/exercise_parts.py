"""The parts of an exercise: what is asked for, which of it is right, and what is missing. Values only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

TABLES = "the tables"
ROWS = "the rows"
HISTORY = "the history of the revisions"
IN_STEP = "models, scripts and database in step"
TRIED = "the scripts, tried on a copy"
MODELS = "the models"
PAGES = "the pages"
COMMANDS = "the commands"


@dataclass(frozen=True, slots=True)
class ExercisePart:
    """One thing that an exercise asks for."""

    words: str
    missing: tuple[str, ...] = ()
    """One sentence for each thing that is wrong with it."""
    looked_at: bool = True
    """Whether it could be looked at already: some parts are only tried when the others are right."""

    @property
    def met(self) -> bool:
        return self.looked_at and not self.missing


def how_far(parts: Iterable[ExercisePart]) -> str:
    """Say which parts are right: ``2 of 3 parts are right: the tables; the rows.``, and nothing of the others."""
    there = tuple(parts)
    met = [part.words for part in there if part.met]
    if len(there) < 2 or len(met) == len(there):
        return ""
    are = "is" if len(met) < 2 else "are"
    return f"{len(met) or 'None'} of {len(there)} parts {are} right{': ' if met else ' yet'}{'; '.join(met)}."
