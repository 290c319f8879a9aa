"""The templates of exercises: one for each idea that can be practised. Touches no database.

They are in ``notebooks/questions/practice/``, a file for each chapter, with the domains and the project in which all of
them begin. A template is the entry of an exercise with ``{fields}`` in it, and some keys of its own.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from migration_lab.course.exercises.practice.domains import PracticeDomain, read_domain, values
from migration_lab.course.toml_entries import Reader, list_of, table, text
from migration_lab.errors import LabError

FOLDER = "practice"


@dataclass(frozen=True, slots=True)
class Template:
    """One idea, as its file has it: texts with fields."""

    idea: str
    """Some words with hyphens, which stay the same: progress is kept under them."""
    models: str
    """The classes in ``models.py`` at the start."""
    tables: tuple[Any, ...]
    """The rows at the start, table by table."""
    exercise: Mapping[str, Any]
    """The other keys: those of an exercise. In a question about rows, ``before`` may stand for ``expect``."""
    facts: Mapping[str, str]
    """Fields of the template's own: each the answer of a SELECT about the rows at the start."""
    traps: tuple[str, ...]
    """SELECTs that count what makes the exercise hard, in the rows at the start: none may find nothing."""


@dataclass(frozen=True, slots=True)
class PracticeCourse:
    """All that exercises of practice are made from."""

    templates: Mapping[str, tuple[Template, ...]]
    """By chapter."""
    domains: tuple[PracticeDomain, ...]
    start: tuple[Any, ...]
    """The first steps of each, which make the project, its tables and their rows."""
    head: str
    """What is above the classes in ``models.py``."""


@cache
def practice_course(questions: Path) -> PracticeCourse:
    """Read what the course has. Raises ``LabError`` that names the file, the entry and the key when one is wrong."""
    folder = questions / FOLDER
    if not folder.is_dir():
        return PracticeCourse({}, (), (), "")
    project = _load(folder / "project.toml")
    files = sorted(folder.glob("[0-9][0-9].toml"))
    return PracticeCourse(
        {file.stem: _templates(file) for file in files},
        _domains(folder / "domains.toml"),
        tuple(project.get("start", ())),
        project.get("head", ""),
    )


def _domains(file: Path) -> tuple[PracticeDomain, ...]:
    whole = _load(file)
    found = []
    try:
        shared = {key: values(1)(one) for key, one in whole.items() if key != "domain"}
        for entry in whole.get("domain", []):
            found.append(read_domain(entry, shared))
    except LabError as error:
        raise LabError(f"{FOLDER}/{file.name}, domain {len(found) + 1}: {error}") from error
    return tuple(found)


def _templates(file: Path) -> tuple[Template, ...]:
    found = tuple(_read(file, entry) for entry in _load(file).get("template", []))
    ideas = [one.idea for one in found]
    if twice := sorted({idea for idea in ideas if ideas.count(idea) > 1}):
        raise LabError(f"{FOLDER}/{file.name}: there are two templates of the idea {', '.join(twice)}.")
    return found


def _read(file: Path, entry: Mapping[str, Any]) -> Template:
    ours = {key: one for key, one in entry.items() if key in KEYS}
    try:
        found = table(ours, KEYS, ("facts",))
    except LabError as error:
        raise LabError(f"{FOLDER}/{file.name}, template {entry.get('idea', '?')}: {error}") from error
    rest = {key: one for key, one in entry.items() if key not in KEYS}
    return Template(exercise=rest, **{"facts": {}, **found})


def _load(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LabError(f"{FOLDER}/{file.name} cannot be read: {error}") from error


def _idea(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[a-z]+(-[a-z]+)*", value):
        raise LabError(f'should be some words with hyphens, as "optional-column": {value!r}')
    return value


def _facts(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise LabError(f"should be a table of SELECTs: {value!r}")
    return {name: text(select) for name, select in value.items()}


KEYS: dict[str, Reader] = {
    "idea": _idea,
    "models": text,
    "tables": list_of(lambda value: value),
    "facts": _facts,
    "traps": list_of(text),
}
