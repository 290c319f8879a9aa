"""Read the sentences about the three places, and about what a trial run has shown, and fill them with facts.

They are in ``catalogue/standing/``: a file for each subject, so that ``at_head.drift`` is in ``at_head.toml``. A file
with a wrong form raises ``LabError``. Touches nothing else.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from migration_lab.coach.entries import CATALOGUE, ID, one_of, table, text
from migration_lab.coach.filling import fill
from migration_lab.errors import LabError
from migration_lab.values.places import STATES, State

STANDING = CATALOGUE / "standing"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A template, and, where it says how the three places stand, what goes with that."""

    say: str
    state: State | None = None
    next: str = ""
    """A template of the command to type now."""
    entry: str = ""
    """The id of the problem that this is, if it is one of the catalogue's."""


@cache
def sentences() -> Mapping[str, Sentence]:
    """Return all of them, as ``subject.name``. Raises ``LabError`` when a file is wrong."""
    found = {}
    for path in sorted(STANDING.glob("*.toml")):
        try:
            for name, one in tomllib.loads(path.read_text(encoding="utf-8")).items():
                found[f"{path.stem}.{name}"] = read_sentence(one)
        except (ValueError, LabError) as error:
            raise LabError(f"standing/{path.name}: {error}") from error
    return found


def read_sentence(value: Any) -> Sentence:
    """Read a text, or a table that has more than its text."""
    return Sentence(text(value)) if isinstance(value, str) else Sentence(**table(value, SENTENCE, ("next", "entry")))


def say(sentence: str, /, **facts: Any) -> str:
    """Return one of them, filled. Raises ``KeyError`` for one that does not exist, or a field that is not given."""
    return fill(sentences()[sentence].say, facts)


def entry_id(value: Any) -> str:
    if not ID.fullmatch(text(value)):
        raise LabError(f"should be the id of an entry, a letter and a number: {value!r}")
    return str(value)


SENTENCE: dict[str, Callable[[Any], Any]] = {"say": text, "state": one_of(*STATES), "next": text, "entry": entry_id}
