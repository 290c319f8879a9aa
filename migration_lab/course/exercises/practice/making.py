"""Make the exercise that a name such as ``practice.03.17`` means: choose a template and a domain, and fill them.

Touches no database but one in memory, which has the rows that were made.
"""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from migration_lab.course.exercises.exercise import Exercise, read_exercise
from migration_lab.course.exercises.practice.domains import PracticeDomain
from migration_lab.course.exercises.practice.draw import Draw
from migration_lab.course.exercises.practice.made_rows import in_memory, make_tables, read_table
from migration_lab.course.exercises.practice.template import PracticeCourse, Template, practice_course
from migration_lab.course.exercises.practice.template_fields import filled
from migration_lab.course.practice_ids import PracticeId
from migration_lab.errors import LabError
from migration_lab.values.revision_ids import revision_id

FIRST = "create the tables"
"""The message of the revision with which the project begins: in a workspace of the course its id is always the same."""

ASKED_OF_ROWS = frozenset(("rows", "rows_back"))


@lru_cache(maxsize=64)
def make_exercise(name: PracticeId, questions: Path) -> Exercise:
    """Make it, from the templates in the course's ``questions``. Raises ``LabError`` if the chapter has none."""
    return _make(name, practice_course(questions))


def ideas(chapter: str, questions: Path) -> tuple[str, ...]:
    """Return what can be practised of that chapter, in the order in which the numbers go through them."""
    return tuple(one.idea for one in practice_course(questions).templates.get(chapter, ()))


def _make(name: PracticeId, course: PracticeCourse) -> Exercise:
    template, domain = _chosen(name, course)
    try:
        return replace(read_exercise(_entry(name, course, template, domain)), idea=template.idea)
    except LabError as error:
        raise LabError(f"{name}, template {template.idea}: {error}") from error


def _chosen(name: PracticeId, course: PracticeCourse) -> tuple[Template, PracticeDomain]:
    """Choose by the number: one idea after the other, and for each idea one domain after the other."""
    templates = course.templates.get(name.chapter, ())
    if not templates or not course.domains:
        there = ", ".join(number for number, some in course.templates.items() if some)
        others = f" There is practice for the chapters {there}." if there else ""
        raise LabError(f"There is no practice for chapter {name.chapter}.{others}")
    turn, at = divmod(name.seed - 1, len(templates))
    return templates[at], course.domains[(int(name.chapter) + turn + 3 * at) % len(course.domains)]


def _entry(name: PracticeId, course: PracticeCourse, template: Template, domain: PracticeDomain) -> dict[str, Any]:
    """Return the entry of the exercise, as a chapter's questions would have it."""
    draw = Draw(str(name))
    fields = domain.fields() | _drawn(domain, draw)
    tables = make_tables([read_table(one) for one in filled(list(template.tables), fields)], domain, draw)
    with in_memory(tables) as database:
        fields |= {fact: str(_ask(database, filled(select, fields))[0][0]) for fact, select in template.facts.items()}
        fields["models"] = filled(course.head + template.models, fields)
        fields["rows"] = "\n".join(one.as_sql() for one in tables)
        for trap in filled(list(template.traps), fields):
            if not _ask(database, trap)[0][0]:
                raise LabError(f"the rows do not have the trap: {trap}")
        entry: dict[str, Any] = filled(dict(template.exercise), fields)
        for key in ASKED_OF_ROWS & entry.keys():
            entry[key] = [_expecting(one, database) for one in entry[key]]
    return entry | {"id": str(name), "start": [*filled(list(course.start), fields), *entry.get("start", [])]}


def _drawn(domain: PracticeDomain, draw: Draw) -> dict[str, str]:
    """Return the fields of which each exercise draws its own."""
    kinds = draw.some(domain.lists["kinds"], 3)
    drawn = {"new": draw.one(domain.lists["extra"]), "length": str(draw.number(4, 12) * 10)}
    drawn["first_revision"] = revision_id((), FIRST)
    return drawn | dict(zip(("kind_a", "kind_b", "kind_c"), kinds, strict=True))


def _expecting(question: dict[str, Any], database: sqlite3.Connection) -> dict[str, Any]:
    """Return a question with the answer that it should have, worked out from the rows at the start."""
    if "before" not in question:
        return question
    rest = {key: one for key, one in question.items() if key != "before"}
    return {**rest, "expect": [list(row) for row in _ask(database, question["before"])]}


def _ask(database: sqlite3.Connection, select: str) -> list[tuple[Any, ...]]:
    try:
        return database.execute(select).fetchall()
    except sqlite3.Error as error:
        raise LabError(f"{error}: {select}") from error
