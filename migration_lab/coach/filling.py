"""Fill the templates of an entry with facts. Touches nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from string import Formatter
from typing import Any

from migration_lab.coach.entries import DoTemplate, Entry
from migration_lab.values.advice import Advice, Do
from migration_lab.values.wording import listed

Facts = Mapping[str, Any]
"""The fields of the templates: text, numbers, and lists of names."""


class Filling(Formatter):
    """Fills ``{table}``; ``{nulls:row}`` as ``3 rows``, ``{n:child/children}`` likewise; ``{names:list}`` as a list.

    Of a list, ``{names:is/are}`` is the first word for one, and the second for more.
    """

    def format_field(self, value: Any, spec: str) -> str:
        if spec == "list":
            return listed(map(str, value))
        if spec and isinstance(value, Collection) and not isinstance(value, str):
            one, _, more = spec.partition("/")
            return one if len(value) == 1 else more
        if spec and isinstance(value, int):
            one, _, more = spec.partition("/")
            return f"{value} {one}" if value == 1 else f"{value} {more or one + 's'}"
        return str(value)


FILLING = Filling()


def fill(template: str, facts: Facts) -> str:
    """Fill one template. Raises ``KeyError`` for a field that is not known."""
    return FILLING.vformat(template, (), facts) if template else ""


def worded(entry: Entry, facts: Facts, case: str = "", **more: Any) -> Advice:
    """Return the advice of an entry; ``more`` are fields of ``Advice``. Raises ``KeyError`` for an unknown field."""
    words = entry.words_for(case)
    return Advice(
        entry.id,
        fill(entry.title, facts),
        entry.severity,
        fill(words.what, facts),
        fill(words.why, facts),
        tuple(done(step, facts) for step in words.now),
        docs=entry.docs,
        chapter=entry.chapter,
        **more,
    )


def done(step: DoTemplate, facts: Facts) -> Do:
    return Do(
        fill(step.say, facts),
        fill(step.run, facts),
        fill(step.sql, facts),
        fill(step.file, facts),
        int(fill(step.line, facts) or 0),
        fill(step.replace, facts),
        fill(step.by, facts),
        step.sure,
    )
