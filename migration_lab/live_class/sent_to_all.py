"""What the instructor sends to everybody: a chapter, an exercise or a card to open, a sentence, or both.

It names what to open by its number or its id; each learner's JupyterLab finds it there, so nothing that is sent is a
path or an address. The last one is kept in a file, so that somebody who comes later sees it. Touches no database.
"""

from __future__ import annotations

import json
import secrets
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from migration_lab.backends.atomic import write_text
from migration_lab.coach import catalogue
from migration_lab.course.chapters.chapter import chapters
from migration_lab.course.course_map import first_cell
from migration_lab.course.exercises.exercise import exercises
from migration_lab.course.location import CLINIC, find_course
from migration_lab.errors import LabError
from migration_lab.values.visible_text import plain

LONGEST = 200
"""Characters of a sentence."""
CHAPTER, EXERCISE, CARD = "chapter", "exercise", "card"


@dataclass(frozen=True, slots=True)
class SentToAll:
    id: str
    """New for each that is sent, so that one that was closed does not come back, and the same again does."""
    text: str
    opens: str = ""
    """``chapter``, ``exercise`` or ``card``; empty for a sentence alone."""
    target: str = ""
    """``03``, ``03.1`` or ``S06``."""
    title: str = ""


def choices() -> dict[str, list[tuple[str, str]]]:
    """Return what can be opened, by its kind: each with its number or id, and its title."""
    return {
        CHAPTER: [(one.number, first_cell(one)[0]) for one in chapters(find_course())],
        EXERCISE: [(one.id, one.title) for one in exercises() if one.chapter != CLINIC],
        CARD: [(one.id, one.title) for one in catalogue().values()],
    }


def to_send(what: str, text: str) -> SentToAll:
    """Read what the form says: ``card:S06``, or nothing, and a sentence. Raises ``LabError`` for anything else."""
    said = plain(" ".join(text.split()))
    if len(said) > LONGEST:
        raise LabError(f"A sentence has at most {LONGEST} characters, and this one has {len(said)}.")
    if not what and not said:
        raise LabError("Choose what to open, or write a sentence.")
    opens, _, wanted = what.partition(":")
    title = dict(choices().get(opens, ())).get(wanted)
    if what and title is None:
        raise LabError(f"There is no {what[:40]!r} in this course.")
    return SentToAll(secrets.token_hex(8), said, opens, wanted, title or "")


class LastSent:
    """What was sent last, in that file."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.sent: SentToAll | None = None
        with suppress(OSError, ValueError, TypeError, LabError):
            self.sent = SentToAll(**json.loads(file.read_text(encoding="utf-8")))

    def send(self, what: SentToAll) -> None:
        write_text(self._file, json.dumps(asdict(what)) + "\n")
        self.sent = what

    def take_back(self) -> None:
        self._file.unlink(missing_ok=True)
        self.sent = None
