"""Fill the templates of an entry with facts. Touches nothing."""

from __future__ import annotations

import re
import shlex
from collections.abc import Collection, Mapping
from string import Formatter
from typing import Any

from migration_lab.backends.plain_sql import quote
from migration_lab.coach.entries import DoTemplate, Entry
from migration_lab.hiding import hide_secrets
from migration_lab.values.advice import Advice, Do
from migration_lab.values.wording import listed

Facts = Mapping[str, Any]
"""The fields of the templates: text, numbers, and lists of names."""


class Minimum(int):
    """A number of which no more is known than that it is not smaller: of a large table not all rows were compared.

    It is filled in as ``at least 3 rows``.
    """


def compared(many: int, all: bool) -> int:
    """Return the number, as one of ``Minimum`` if not all was compared."""
    return many if all or not many else Minimum(many)


PLAIN = re.compile(r"[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)?")
"""What is a name in SQL as it stands, unless it is one of these words."""
KEYWORD = re.compile(
    "all|and|as|case|check|column|constraint|create|default|desc|distinct|end|foreign|from|grant|group|having|in|index|"
    "into|join|limit|not|null|offset|on|or|order|primary|references|select|table|then|to|union|unique|user|using|"
    "values|when|where|with"
)


class Filling(Formatter):
    """Fills ``{table}``; ``{nulls:row}`` as ``3 rows``, ``{n:child/children}`` likewise; ``{names:list}`` as a list.

    ``{n:-is/are}`` gives the word without the number, ``{table:sql}`` a name as SQL has it, ``{id:sh}`` a word as a
    shell has it. Of a list, ``{names:is/are}`` is the first word for one, and the second for more.
    """

    def format_field(self, value: Any, spec: str) -> str:
        if isinstance(value, Minimum) and not spec.startswith("-"):
            return f"at least {self.format_field(int(value), spec)}"
        if spec == "list":
            return listed(map(str, value))
        if spec == "sql":
            return sql_name(str(value))
        if spec == "sh":
            return shlex.quote(str(value))
        if spec and isinstance(value, Collection) and not isinstance(value, str):
            one, _, more = spec.partition("/")
            return one if len(value) == 1 else more
        if spec and isinstance(value, int):
            one, _, more = spec.removeprefix("-").partition("/")
            if spec.startswith("-"):
                return one if value == 1 else more or one + "s"
            return f"{value} {one}" if value == 1 else f"{value} {more or one + 's'}"
        return str(value)


FILLING = Filling()


def sql_name(name: str) -> str:
    """Write a name as SQL has it: in quotes only where it needs them."""
    return name if PLAIN.fullmatch(name) and not KEYWORD.fullmatch(name) else quote(name)


def fill(template: str, facts: Facts) -> str:
    """Fill one template; passwords are hidden. Raises ``KeyError`` for a field that is not known."""
    filled = hide_secrets(FILLING.vformat(template, (), facts)) if template else ""
    return f"A{filled[1:]}" if filled.startswith("at least ") else filled


def worded(entry: Entry, facts: Facts, case: str = "", **more: Any) -> Advice:
    """Return the advice of an entry; ``more`` are fields of ``Advice``. Raises ``KeyError`` for an unknown field."""
    words = entry.words_for(case)
    return Advice(
        entry.id,
        fill(words.title or entry.title, facts),
        entry.severity,
        fill(words.what, facts),
        fill(words.why, facts),
        tuple(done(step, facts) for step in words.now if not step.when or facts.get(step.when)),
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
