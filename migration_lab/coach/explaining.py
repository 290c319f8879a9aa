"""Explain a command that has ended, if it is certain what happened. Touches nothing by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from migration_lab.coach.entries import Entry, Sign, catalogue
from migration_lab.coach.filling import worded
from migration_lab.coach.state_after import state_after
from migration_lab.coach.taking_back import with_taking_back
from migration_lab.values.advice import Advice
from migration_lab.values.command_line import db_command
from migration_lab.values.error_report import ErrorReport
from migration_lab.values.graph import RevisionGraph
from migration_lab.values.operations import RanOperation
from migration_lab.values.places import Places
from migration_lab.values.result import Step
from migration_lab.values.script_print import EditedScript
from migration_lab.values.source_lines import source_line
from migration_lab.values.tried import LEFT_OVER

RUNS_SCRIPTS = "context.run_migrations()"
"""The line of env.py that everything passes: a reader learns nothing from it."""


def unknown_rows(table: str) -> int | None:
    return None


@dataclass(frozen=True, slots=True)
class Ran:
    """A command that has ended, with everything that may explain it."""

    step: Step
    graph: RevisionGraph
    source: Callable[[str], Sequence[str]]
    """Returns the lines of one of the project's files; none if it cannot be read."""
    places: Callable[[], Places]
    """Looks at the three places, which takes a moment: only what cannot be recognised otherwise asks for it."""
    edited: Callable[[], Sequence[EditedScript]] = tuple
    """Returns the scripts that were edited after the lab had run them."""
    rows_in: Callable[[str], int | None] = unknown_rows
    """Counts the rows that a table of the default database has now; ``None`` if they cannot be counted."""

    @property
    def error(self) -> ErrorReport | None:
        return self.step.result.not_loaded or self.step.result.error

    @property
    def dialect(self) -> str:
        return self.step.after.dialect

    @property
    def command(self) -> str:
        """Which of the ``flask db`` commands it was: ``upgrade``; empty for another command."""
        return db_command(self.step.result.args)

    @property
    def drafts(self) -> Sequence[str]:
        """Return the scripts that it has written."""
        return [file for file in self.step.result.written if file.endswith(".py")]

    @property
    def failed_operation(self) -> RanOperation | None:
        """The operation at which a script failed; of a batch that failed as a whole, the last one."""
        ran = self.step.result.operations
        return next((one for one in reversed(ran) if one.failed), None)

    @property
    def place(self) -> tuple[str, int]:
        """The project's own line at which it failed; an empty file where that is not known."""
        if (operation := self.failed_operation) and operation.file:
            return operation.file, operation.line
        errors = self.error.chain() if self.error else ()
        return next(((one.file, one.line) for one in errors if one.file), ("", 0))

    def facts(self, file: str = "", line: int = 0) -> dict[str, Any]:
        """Return what every template may use; of the line that it is about, if that is not the one that failed."""
        file, line = (file, line) if file else self.place
        operation, error = self.failed_operation, self.error
        revision = next((one for one in self.graph.revisions if one.path == file), None)
        found = {
            "command": self.step.result.command,
            "file": file,
            "line": line,
            "revision": revision.id if revision else "",
            "parent": (revision.parents[0] if revision.parents else "base") if revision else "",
            "heads": self.graph.heads,
            "current": self.graph.current,
            "message": error.first_line if error else "",
        }
        copy = f"{LEFT_OVER}{operation.table}" if operation else ""
        found |= {"leftover": copy} if copy in self.step.after.table_names else {}
        found |= {"undoable": self.step.undoable, "not_undoable": not self.step.undoable}
        if operation:
            found |= {"table": operation.table, "columns": operation.columns, "name": operation.name}
            found |= {"column": operation.columns[0]} if operation.columns else {}
        return found


@dataclass(frozen=True, slots=True)
class Match:
    """What a function in ``failures`` returns: the fields of the templates, and which case it is."""

    facts: Mapping[str, Any]
    case: str = ""
    file: str = ""
    """The line that it is about, if that is another than the one at which it failed."""
    line: int = 0


def explain(ran: Ran) -> Advice | None:
    """Explain what happened; ``None`` if nothing did, or if the coach is not sure what."""
    return next(matches(ran), None)


def matches(ran: Ran) -> Iterator[Advice]:
    """Yield the advice of each entry that recognises what happened: one at most, but S09 (rows) before S11."""
    for entry in catalogue().values():
        found = recognise(entry, ran)
        if found is None:
            continue
        facts = {**ran.facts(found.file, found.line), **found.facts}
        file, line = (found.file, found.line) if found.file else ran.place
        lines = ran.source(file) if file else ()
        source = source_line(lines, line)
        if source == RUNS_SCRIPTS:
            file, line, source = "", 0, ""
        about = {"file": file, "line": line, "source": source, "revision": facts["revision"]}
        try:
            said = worded(entry, facts, found.case, state=state_after(ran.step, ran.graph), **about)
            yield with_taking_back(said, ran.step, ran.place[0])
        except KeyError:  # what a sentence needs is not known, so nothing is said
            continue


def recognise(entry: Entry, ran: Ran) -> Match | None:
    if ran.dialect not in entry.dialects:
        return None
    for sign in entry.signs:
        if (facts := fits(sign, ran)) is not None:
            if not entry.failure:
                return Match(facts)
            break
    else:
        if entry.signs or not entry.failure:
            return None
    module, _, function = entry.failure.rpartition(".")
    found: Match | None = getattr(import_module(f"migration_lab.coach.failures.{module}"), function)(ran)
    return found


def fits(sign: Sign, ran: Ran) -> dict[str, str] | None:
    """Return the named groups of what matches; ``None`` if the sign does not fit."""
    result = ran.step.result
    if result.ok != sign.ok or (sign.command and ran.command not in sign.command):
        return None
    if sign.operation and not (ran.failed_operation and ran.failed_operation.kind in sign.operation):
        return None
    facts: dict[str, str] = {}
    if sign.output:
        found = re.search(sign.output, result.full_output, re.MULTILINE)
        if found is None:
            return None
        facts |= named(found)
    if sign.error or sign.module or sign.code or sign.message:
        for error in ran.error.chain() if ran.error else ():
            if (groups := fits_error(sign, error)) is not None:
                return facts | groups
        return None
    return facts


def fits_error(sign: Sign, error: ErrorReport) -> dict[str, str] | None:
    if sign.error and error.type not in sign.error:
        return None
    if not error.module.startswith(sign.module):
        return None
    if sign.code and not any(error.code == one or error.code.startswith(f"{one}_") for one in sign.code):
        return None
    if not sign.message:
        return {}
    found = re.search(sign.message, error.message, re.MULTILINE)
    return None if found is None else named(found)


def named(found: re.Match[str]) -> dict[str, str]:
    return {name: value for name, value in found.groupdict().items() if value is not None}
