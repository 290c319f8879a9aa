"""Warn of what a script will do, from its trial run. Touches nothing."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Any

from migration_lab.coach.entries import Entry, catalogue
from migration_lab.coach.filling import worded
from migration_lab.coach.mending_rows import line_above
from migration_lab.coach.statements_around import statements_around
from migration_lab.values.advice import SEVERITIES, Advice, Severity
from migration_lab.values.graph import RevisionGraph
from migration_lab.values.operations import RanOperation
from migration_lab.values.script_print import EditedScript
from migration_lab.values.source_lines import raw_line, source_line
from migration_lab.values.tried import Tried

SILENCED = re.compile(r"#\s*lab:\s*ok\b(?P<ids>[^#\n]*)")


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A trial run of an upgrade or a downgrade, with everything that is known beside it."""

    tried: Tried
    direction: str
    """``upgrade`` or ``downgrade``."""
    graph: RevisionGraph
    source: Callable[[str], Sequence[str]]
    """Returns the lines of one of the project's files; none if it cannot be read."""
    asked: Collection[str] = ()
    """The ids of questions of style that are wanted too."""
    edited: Sequence[EditedScript] = ()
    """The scripts that were edited after the lab had run them on the databases that this is about."""

    @property
    def operations(self) -> Sequence[RanOperation]:
        """What the scripts did, but for what concerns tables that they have made themselves."""
        return [one for one in self.tried.operations if not one.made_here]

    def dialect(self, operation: RanOperation) -> str:
        return self.tried.dialects.get(operation.bind, "")

    def above(self, operation: RanOperation) -> int:
        """Return the line above which a statement can stand that has to run before it."""
        return line_above(self.source(operation.file), operation)

    def step(self, operation: RanOperation) -> int:
        """Return which operation of its revision it is, counted from 1."""
        own = [one for one in self.tried.operations if one.revision == operation.revision]
        return next((at for at, one in enumerate(own, 1) if one is operation), 0)


@dataclass(frozen=True, slots=True)
class Hazard:
    """What a function in ``hazards`` finds: the fields of the entry's templates, and the operation it is about."""

    operation: RanOperation | None
    facts: Mapping[str, Any] = field(default_factory=dict)
    case: str = ""
    severity: Severity | None = None
    """If it is another than the entry's: a script that fails here, say."""
    file: str = ""
    """The line, where it is not about an operation."""
    line: int = 0


Detector = Callable[[Rehearsal], Iterable[Hazard]]


def warn(rehearsal: Rehearsal) -> tuple[Advice, ...]:
    """Return the warnings, most harmful first; none that a comment in the script silences.

    A trial run that did not come to an end has seen only a part, of which nothing is said. What is known without it is.
    """
    if rehearsal.tried.untried:
        rehearsal = replace(rehearsal, tried=Tried())
    return tuple(sorted(_warnings(rehearsal), key=lambda one: SEVERITIES.index(one.severity)))


def _warnings(rehearsal: Rehearsal) -> Iterator[Advice]:
    for entry in catalogue().values():
        if not entry.hazard or (entry.style and entry.id not in rehearsal.asked):
            continue
        for hazard in detector(entry)(rehearsal):
            operation = hazard.operation
            if operation and rehearsal.dialect(operation) not in entry.dialects:
                continue
            file, line = (operation.file, operation.line) if operation else (hazard.file, hazard.line)
            lines = rehearsal.source(file) if file else ()
            if is_silenced(entry.id, lines, line):
                continue
            found = replace(hazard, facts={"direction": rehearsal.direction, **hazard.facts})
            try:
                advice = advice_of(entry, found, file, line, lines)
            except KeyError:  # what a sentence needs is not known, so nothing is said
                continue
            yield advice


def advice_of(entry: Entry, hazard: Hazard, file: str, line: int, lines: Sequence[str]) -> Advice:
    operation = hazard.operation
    facts: dict[str, Any] = {"file": file, "line": line}
    if operation:
        facts |= {"table": operation.table, "columns": operation.columns, "name": operation.name}
        facts |= {"revision": operation.revision, "rows": operation.rows}
        facts |= {"column": operation.columns[0]} if operation.columns else {}
    facts |= hazard.facts
    source = source_line(lines, line)
    about = {"file": file, "line": line, "source": source, "revision": facts.get("revision", "")}
    found = worded(entry, facts, hazard.case, **about)
    return replace(found, severity=hazard.severity) if hazard.severity else found


def detector(entry: Entry) -> Detector:
    module, _, function = entry.hazard.rpartition(".")
    found: Detector = getattr(import_module(f"migration_lab.coach.hazards.{module}"), function)
    return found


def is_silenced(id: str, lines: Sequence[str], line: int) -> bool:
    """Tell whether a comment ``# lab: ok A1`` stands in the statement of that line, above it, or alone at the top.

    For what is in a ``with`` block, it may also stand in the line of the ``with``, or above that. Above a statement, it
    is a line of its own: behind another statement it is about that one.
    """
    near = [text for first, last in reach(lines, line) for text in lines[first - 1 : last]]
    above = [text for first, _ in reach(lines, line) if (text := raw_line(lines, first - 1)).lstrip().startswith("#")]
    whole = [one for one in lines if one.startswith("#")]
    return any(
        id in found["ids"].replace(",", " ").split()
        for one in (*near, *above, *whole)
        if (found := SILENCED.search(one))
    )


def reach(lines: Sequence[str], line: int) -> list[tuple[int, int]]:
    """Return the first and the last line of the statement in which a line is, and of each ``with`` around it."""
    if not line:
        return []
    found = [(line, line)]
    for node in statements_around(lines, line):
        if isinstance(node, ast.With):
            found.append((node.lineno, max(one.context_expr.end_lineno or node.lineno for one in node.items)))
        elif not hasattr(node, "body"):
            found.append((node.lineno, node.end_lineno or node.lineno))
    return found
