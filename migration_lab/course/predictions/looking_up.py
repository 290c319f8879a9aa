"""Look up whether a prediction's answer is true in a project. Changes nothing: the app answers on a copy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from migration_lab.course.predictions.evidence import (
    CommandEvidence,
    Evidence,
    FileEvidence,
    PageEvidence,
    RowsEvidence,
)
from migration_lab.hiding import hide_secrets

if TYPE_CHECKING:
    from migration_lab.project import Step
    from migration_lab.project.project import Project

LONGEST = 200
MOST_ROWS = 5
NOT_FOUND = "it does not"
DRIVERS = re.compile(r"^\([\w.]+\) ")
"""The driver's own class, with which SQLAlchemy begins a message."""


@dataclass(frozen=True, slots=True)
class LookedUp:
    true: bool
    expected: str
    """A sentence that says what is so in the chapter."""
    found: str = ""
    """What is so here, if it is something else."""


def look_up(evidence: Evidence, project: Project, last: Step | None) -> LookedUp:
    """Look that up; ``last`` is the last command of this kernel. It is not true if it cannot be looked up."""
    try:
        match evidence:
            case RowsEvidence():
                return _rows(evidence, project)
            case CommandEvidence():
                return _command(evidence, last)
            case PageEvidence():
                return _page(evidence, project)
            case FileEvidence():
                return _file(evidence, project)
    except Exception as error:
        return LookedUp(False, expected(evidence), _error(error))


def expected(evidence: Evidence) -> str:
    """Say in a sentence what should be so; text between backticks is code."""
    match evidence:
        case RowsEvidence():
            return f"`{' '.join(evidence.rows.split())}` gives {_shown(evidence.expect)}"
        case CommandEvidence(exit_code, output):
            ends = [] if exit_code is None else [f"ends with exit code {exit_code}"]
            prints = [] if output is None else [f"prints `{_readable(output)}`"]
            return f"the last command {' and '.join([*ends, *prints])}"
        case PageEvidence(page, has, status):
            how = [] if status is None else [f"status {status}"]
            what = [] if has is None else [f"`{has}` in it"]
            return f"the app answers `{page}` with {' and '.join([*how, *what])}"
        case FileEvidence(file, has):
            return f"`{file}` contains `{_readable(has)}`"


def _rows(evidence: RowsEvidence, project: Project) -> LookedUp:
    found = tuple(map(tuple, project.query(evidence.rows)))
    return LookedUp(found == evidence.expect, expected(evidence), f"it gives {_shown(found)}")


def _command(evidence: CommandEvidence, last: Step | None) -> LookedUp:
    if last is None:
        return LookedUp(False, expected(evidence), "no command has run yet")
    result = last.result
    ended = evidence.exit_code in (None, result.exit_code)
    printed = evidence.output is None or bool(evidence.output.search(result.output))
    how = f"the last one was `{result.command}`, with exit code {result.exit_code}"
    return LookedUp(ended and printed, expected(evidence), how if printed else f"{how}, and it printed something else")


def _page(evidence: PageEvidence, project: Project) -> LookedUp:
    answer = project.page_on_copy(evidence.page)
    same_status = evidence.status in (None, answer.status)
    there = evidence.has is None or evidence.has in answer.text
    how = f"it answers with status {answer.status}"
    return LookedUp(same_status and there, expected(evidence), how if there else f"{how}, and without that")


def _file(evidence: FileEvidence, project: Project) -> LookedUp:
    files = [path for path in sorted(project.path.glob(evidence.file)) if path.is_file()]
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in files]
    found = any(evidence.has.search(text) for text in texts)
    return LookedUp(found, expected(evidence), NOT_FOUND if files else "there is no such file")


def _shown(rows: Sequence[Sequence[Any]]) -> str:
    """Return one value as it is, and several rows one after the other."""
    if not rows:
        return "no row"
    if len(rows) == 1 and len(rows[0]) == 1:
        return _short(_value(rows[0][0]))
    some = "; ".join(", ".join(map(_value, row)) for row in rows[:MOST_ROWS])
    return _short(some) + ("; …" if len(rows) > MOST_ROWS else "")


def _value(value: Any) -> str:
    return "NULL" if value is None else str(value)


def _readable(pattern: re.Pattern[str]) -> str:
    """Return a regular expression without the strokes that make its signs plain."""
    return re.sub(r"\\(\W)", r"\1", pattern.pattern)


def _error(error: Exception) -> str:
    first = next(iter(str(error).strip().splitlines()), "") or type(error).__name__
    return _short(hide_secrets(DRIVERS.sub("", first)))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
