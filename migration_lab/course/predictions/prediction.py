"""What a prediction is, and how its entry in a chapter's questions is read. Nothing here touches a database.

A diagnosis, of a case of the clinic, is a prediction about what is wrong: it has choices, and its evidence is what is
so when the case begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import ascii_lowercase
from typing import Any

from migration_lab.course.case_order import CASE, is_case
from migration_lab.course.chapter_questions import find, read_all
from migration_lab.course.exercise_ids import meant_by
from migration_lab.course.location import find_course
from migration_lab.course.predictions.evidence import CommandEvidence, Evidence, read_evidence
from migration_lab.course.toml_entries import Reader, list_of, table, text
from migration_lab.errors import LabError

WITH_WORDS = re.compile(r"\d\d\.[a-z][a-z0-9]*(-[a-z0-9]+)*")
PREDICTION_ID = re.compile(rf"{WITH_WORDS.pattern}|{CASE.pattern}")
FEWEST, MOST = 2, 5
LONGEST_ANSWER = 200
LONGEST_TITLE = 70
AROUND = " \t\n.,;:!?\"'`“”()"
"""What does not matter around a typed answer."""


@dataclass(frozen=True, slots=True)
class Prediction:
    id: str
    """The chapter's number and some words: ``03.bio-in-old-rows``. A diagnosis has the id of its case."""
    question: str
    answer: str
    """What happens: one of the choices or, if the learner types, the answer in words."""
    because: str
    evidence: Evidence
    """What must be so in the learner's project before the answer is shown."""
    choices: tuple[str, ...] = ()
    accepts: tuple[str, ...] = ()
    """The typed answers that are right, besides ``answer`` itself; upper and lower case are the same."""

    @property
    def chapter(self) -> str:
        return self.id.partition(".")[0]

    @property
    def is_diagnosis(self) -> bool:
        return is_case(self.id)

    @property
    def name(self) -> str:
        """What it is called: ``Prediction 03.bio-in-old-rows``, or ``Diagnosis clinic.d``."""
        return f"{'Diagnosis' if self.is_diagnosis else 'Prediction'} {self.id}"

    @property
    def title(self) -> str:
        """The beginning of the question, for a list."""
        words = " ".join(self.question.split())
        return words if len(words) <= LONGEST_TITLE else f"{words[: LONGEST_TITLE - 1].rstrip()}…"

    @property
    def lettered(self) -> dict[str, str]:
        """The choices by their letters, ``a`` to ``e``."""
        return dict(zip(ascii_lowercase, self.choices, strict=False))

    def read_answer(self, given: object) -> str:
        """Return what somebody answered, as it is kept: of a choice, also by its letter, the choice itself.

        Raises ``LabError`` for one that is none of the choices, and for an empty or a very long one.
        """
        said = " ".join(str(given).split())
        if not said or len(said) > LONGEST_ANSWER:
            raise LabError(f"An answer has 1 to {LONGEST_ANSWER} characters, and this one has {len(said)}.")
        if not self.choices:
            return said
        known = {_bare(one): one for one in self.choices} | {
            f"{letter}{after}": one for letter, one in self.lettered.items() for after in ("", ")")
        }
        if (found := known.get(said.lower()) or known.get(_bare(said))) is not None:
            return found
        there = "\n".join(f"  {letter}) {one}" for letter, one in self.lettered.items())
        raise LabError(f"{said!r} is none of the choices. They are:\n{there}")

    def is_right(self, answer: str) -> bool:
        """Tell whether that answer, as ``read_answer`` returns it, is the right one."""
        return _bare(answer) in {_bare(one) for one in (self.answer, *self.accepts)}


def _bare(answer: str) -> str:
    return " ".join(answer.split()).strip(AROUND).casefold()


def predictions(place: Path | None = None) -> tuple[Prediction, ...]:
    """Return all predictions, by chapter; ``place`` is a file or a folder of them, if not the course's own.

    Raises ``LabError`` that names the file, the entry and the key when one is wrong.
    """
    return _all_in(place or find_course().questions)


@cache
def _all_in(place: Path) -> tuple[Prediction, ...]:
    return (*read_all(place, "prediction", _read), *read_all(place, "diagnosis", _read_diagnosis))


def predictions_of(chapter: str, place: Path | None = None) -> tuple[Prediction, ...]:
    """Return a chapter's predictions, in their order."""
    return tuple(one for one in predictions(place) if one.chapter == chapter)


def find_prediction(id: str, place: Path | None = None) -> Prediction:
    """Find a prediction; ``3.bio`` is ``03.bio``. Raises ``LabError`` with a list of its chapter's, or of all."""
    known = predictions(place)
    wanted = meant_by(id, [one.id for one in known])
    if not any(one.id == wanted for one in known):
        known = predictions_of(wanted.partition(".")[0].zfill(2), place) or known
    return find(wanted, known, "prediction")


def _read(entry: Any) -> Prediction:
    one = Prediction(**table(entry, KEYS, OPTIONAL))
    if bool(one.choices) == bool(one.accepts):
        raise LabError("needs either choices or accepts.")
    if one.choices and one.answer not in one.choices:
        raise LabError(f"answer: should be one of the choices: {one.answer!r}")
    if len({_bare(choice) for choice in one.choices}) < len(one.choices):
        raise LabError("choices: two of them are the same.")
    return one


def _read_diagnosis(entry: Any) -> Prediction:
    one = Prediction(**table(entry, DIAGNOSIS_KEYS))
    if one.answer not in one.choices:
        raise LabError(f"answer: should be one of the choices: {one.answer!r}")
    if isinstance(one.evidence, CommandEvidence):
        raise LabError("evidence: no command has run when a case begins; use rows, page or file.")
    return one


def _id(value: Any) -> str:
    if not isinstance(value, str) or not WITH_WORDS.fullmatch(value):
        raise LabError(f'should be a chapter\'s number and words with hyphens, as "03.bio-in-old-rows": {value!r}')
    return value


def _case(value: Any) -> str:
    if not isinstance(value, str) or not is_case(value):
        raise LabError(f'should be the id of its case, as "clinic.d": {value!r}')
    return value


def _prose(value: Any) -> str:
    """Read text that may be broken into lines anywhere; a blank line begins a paragraph."""
    paragraphs = re.split(r"\n\s*\n", text(value).strip())
    return "\n".join(" ".join(one.split()) for one in paragraphs)


def _choices(value: Any) -> tuple[str, ...]:
    found: tuple[str, ...] = list_of(_prose, at_least=FEWEST)(value)
    if len(found) > MOST:
        raise LabError(f"there should be {MOST} or fewer, and there are {len(found)}.")
    if any(len(_bare(one)) < 2 and _bare(one) in ascii_lowercase for one in found):
        raise LabError("a choice that is only a letter, or nothing, would be mixed up with the letters before them.")
    return found


KEYS: dict[str, Reader] = {
    "id": _id,
    "question": _prose,
    "choices": _choices,
    "accepts": list_of(text),
    "answer": _prose,
    "because": _prose,
    "evidence": read_evidence,
}
OPTIONAL = {"choices", "accepts"}
DIAGNOSIS_KEYS = {**KEYS, "id": _case}
del DIAGNOSIS_KEYS["accepts"]
