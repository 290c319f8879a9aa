"""In a process of its own: note the SQL that a revision script runs by other means than ``op``.

A connection from ``op.get_bind()``, a session, an engine: each line that executes statements becomes one operation of
the kind ``SQL``. Of statements that only read, only those that fail are noted. Nothing is asked about statements that
run outside Alembic's run of the scripts: a command may have ten thousand of its own. Changes nothing.
"""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter
from typing import Any

from migration_lab.child.installed import Installed
from migration_lab.child.operation_facts import is_text
from migration_lab.child.operations_record import OperationsRecord, frames, in_script
from migration_lab.child.own_lines import own_name
from migration_lab.child.watching import quietly
from migration_lab.hiding import hide_secrets
from migration_lab.values.first_words import first_words
from migration_lab.values.operations import RanOperation

READING = frozenset({"SELECT", "SHOW", "EXPLAIN", "SAVEPOINT", "RELEASE", "VALUES"})
WRITING = frozenset({"INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE", "WITH"})
MOST_TEXTS = 20
"""How many statements are kept of one line; the rest are only counted."""


class ScriptSql:
    """Adds to the operations of ``record``."""

    def __init__(self, record: OperationsRecord) -> None:
        self.record = record
        self._begun: list[tuple[Any, tuple[str, int], float]] = []
        self._lines: dict[tuple[str, str, int], int] = {}
        """By revision and line: the operation to which another statement is added."""
        self._known: list[RanOperation] = []
        """The last operation when a statement was noted."""
        self._migrating = 0
        """How many runs of scripts there are just now, one inside the other."""

    def listen(self, installed: Installed) -> None:
        from alembic.runtime.migration import MigrationContext
        from sqlalchemy import Engine

        run = MigrationContext.run_migrations

        def run_migrations(context: Any, **options: Any) -> None:
            if installed.is_other():
                return run(context, **options)
            self._migrating += 1
            try:
                return run(context, **options)
            finally:
                self._migrating -= 1

        installed.patch(MigrationContext, "run_migrations", run_migrations)
        for name, observer in (
            ("before_cursor_execute", self.before),
            ("after_cursor_execute", self.after),
            ("handle_error", self.failed),
        ):
            installed.listen(Engine, name, installed.own(quietly(observer)))

    def before(self, _connection: Any, _cursor: Any, _sql: str, _parameters: Any, context: Any, _many: bool) -> None:
        if not self._migrating:
            return
        place = ("", 0) if self.record.busy or self.record.paused else line_of_script()
        self._begun.append((context, place, perf_counter()))

    def after(self, _connection: Any, cursor: Any, sql: str, _parameters: Any, context: Any, _many: bool) -> None:
        if not self._migrating:
            return
        place, seconds = self._end(context)
        word = (*first_words(sql), "")[0]
        wrote: dict[str, int] = {}
        if word in WRITING and cursor.rowcount > 0:
            wrote = {"changed": cursor.rowcount, "milliseconds": round(seconds * 1000)}
        if self.record.busy:
            self.record.wrote(wrote)
        elif place[0] and word not in READING and not (word == "PRAGMA" and "=" not in sql):
            self._note(place, sql, wrote, context, failed=False)

    def failed(self, error: Any) -> None:
        if error.statement is None or error.execution_context is None:
            return
        place, _ = self._end(error.execution_context)
        if place[0]:
            self._note(place, error.statement, {}, error.execution_context, failed=True)

    def _end(self, context: Any) -> tuple[tuple[str, int], float]:
        for at in reversed(range(len(self._begun))):
            if self._begun[at][0] is context:
                _, place, began = self._begun.pop(at)
                return place, perf_counter() - began
        return ("", 0), 0.0

    def _note(self, place: tuple[str, int], sql: str, wrote: dict[str, int], context: Any, *, failed: bool) -> None:
        record, key = self.record, (self.record.revision, *place)
        if not self._known or record.operations[-1:] != self._known:  # another operation has come in between
            self._lines.clear()
        noted = record.statements[-1:]
        if (at := self._lines.get(key)) is None or failed:
            file, line = place
            compiled = getattr(context, "compiled", None)
            built = {} if compiled is None or is_text(compiled.statement) else {"built": True}
            details = {"sql": noted[0][0] if noted else hide_secrets(sql), "times": 1, **wrote, **built}
            one = RanOperation("SQL", record.revision, file, line, record.bind, details=details, failed=failed)
            self._lines[key] = record.add(one, noted)
        else:
            known = record.operations[at]
            details = {**known.details, "times": int(known.details["times"] or 0) + 1}
            for name, number in wrote.items():
                details[name] = int(details.get(name) or 0) + number
            record.operations[at] = replace(known, details=details)
            if len(known.statements) < MOST_TEXTS:
                record.extend(at, noted)
        self._known = record.operations[-1:]


def line_of_script() -> tuple[str, int]:
    """Return the innermost line of a revision script that is running; an empty name if none is."""
    for frame in frames():
        if in_script(frame):
            return own_name(frame.f_code.co_filename), frame.f_lineno
    return "", 0
