"""What must be so in a learner's project for a prediction's answer to be true there. Nothing here looks it up.

An entry has one kind of evidence: ``{ rows = "SELECT …", expect = [[6]] }``; ``{ exit_code = 1 }`` or
``{ output = "regex" }``, or both, of the last command; ``{ page = "/talks/2", has = "…" }``, or ``status = 500``;
``{ file = "migrations/versions/*_x.py", has = "regex" }``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from migration_lab.course.chapters.chapter import inside
from migration_lab.course.toml_entries import Reader, page, pattern, rows, table, text, whole_number
from migration_lab.errors import LabError

ONE_SELECT = re.compile(r"\s*SELECT\b[^;]*;?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RowsEvidence:
    """The answer of a SELECT."""

    rows: str
    expect: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True)
class CommandEvidence:
    """How the last ``flask`` command ended, and what it printed."""

    exit_code: int | None = None
    output: re.Pattern[str] | None = None
    """Must be found in what it printed."""


@dataclass(frozen=True, slots=True)
class PageEvidence:
    """What the app answers, on a copy of its database."""

    page: str
    has: str | None = None
    """Must be in the text of the answer, as it is written here."""
    status: int | None = None


@dataclass(frozen=True, slots=True)
class FileEvidence:
    """What is in a file of the project."""

    file: str
    """Relative to the project, with ``/``; may be a pattern: one of the files that match it will do."""
    has: re.Pattern[str]


Evidence = RowsEvidence | CommandEvidence | PageEvidence | FileEvidence


def read_evidence(entry: Any) -> Evidence:
    """Read the evidence of an entry. Raises ``LabError`` that says what is wrong with it."""
    kinds = [kind for kind in KINDS if isinstance(entry, dict) and entry.keys() & kind.needs]
    if len(kinds) != 1:
        needs = ", ".join(sorted(key for kind in KINDS for key in kind.needs))
        raise LabError(f"needs one of {needs}, or output and exit_code together: {entry!r}")
    (kind,) = kinds
    found: Evidence = kind.made(**table(entry, kind.keys, kind.optional))
    if isinstance(found, PageEvidence) and found.has is None and found.status is None:
        raise LabError("page needs has or status.")
    return found


def _select(value: Any) -> str:
    """Read a question that cannot change anything."""
    sql = text(value)
    if not ONE_SELECT.fullmatch(sql):
        raise LabError(f"should be one SELECT, without a semicolon in it: {sql!r}")
    return sql.strip().removesuffix(";")


def _pattern(value: Any) -> re.Pattern[str]:
    return re.compile(pattern(value), re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Kind:
    made: Callable[..., Evidence]
    keys: dict[str, Reader]
    needs: frozenset[str]
    """The keys that tell it from the others."""
    optional: frozenset[str] = frozenset()


KINDS = (
    _Kind(RowsEvidence, {"rows": _select, "expect": rows}, frozenset({"rows"})),
    _Kind(
        CommandEvidence,
        {"exit_code": whole_number, "output": _pattern},
        frozenset({"exit_code", "output"}),
        frozenset({"exit_code", "output"}),
    ),
    _Kind(
        PageEvidence,
        {"page": page, "has": text, "status": whole_number},
        frozenset({"page"}),
        frozenset({"has", "status"}),
    ),
    _Kind(FileEvidence, {"file": lambda value: inside(text(value)), "has": _pattern}, frozenset({"file"})),
)
