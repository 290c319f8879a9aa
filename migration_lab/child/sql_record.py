"""Record the SQL that a command executes: each statement, its values, and whether it failed or was rolled back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any
from weakref import WeakKeyDictionary

from migration_lab.child.bound_values import Batches, values
from migration_lab.child.installed import Installed
from migration_lab.child.watching import quietly
from migration_lab.hiding import hide_secrets

MOST_STATEMENTS = 10_000
IDLE, OPEN, BROKEN = "idle", "open", "broken"
"""No transaction; one that a commit would keep; one that PostgreSQL rolls back even when it is committed."""
LOOKING = frozenset({"SELECT", "SHOW", "EXPLAIN", "PRAGMA", "BEGIN", "START", "SAVEPOINT", "RELEASE"})
"""Statements that leave nothing for a rollback to take back."""
ROLLBACK = re.compile(r"(?:ROLLBACK|ABORT)(?:\s+(?:WORK|TRANSACTION))?(?:\s+TO\s+(?:SAVEPOINT\s+)?(?P<to>\S+))?", re.I)
SAVEPOINT = re.compile(r"SAVEPOINT\s+(?P<name>\S+)", re.I)

Noted = list[Any]
"""``[sql, values as text, failed, rolled back, microseconds]``: how long it took once it has ended."""


@dataclass(slots=True)
class Transaction:
    """What is known of one connection."""

    running: list[tuple[Any, Noted | None, float]] = field(default_factory=list)
    """The statements in execution, each with its context and its begin; ``None`` is one beyond those that are kept."""
    open: list[Noted] = field(default_factory=list)
    """What a rollback would now take back. Each is marked as rolled back until a commit changes that."""
    savepoints: list[tuple[str, int]] = field(default_factory=list)
    """The name of each, and how much was open when it was set."""
    committing: tuple[Noted, ...] = ()
    """What the last commit kept, unless the commit turns out to have failed."""

    def end(self, context: Any) -> Noted | None:
        """Remove the statement of that context from those in execution, and note how long it took."""
        for place in reversed(range(len(self.running))):
            if self.running[place][0] is context:
                _, noted, began = self.running.pop(place)
                if noted is not None:
                    noted[4] = round((perf_counter() - began) * 1_000_000)
                return noted
        return None

    def keep(self) -> None:
        self.committing = tuple(self.open)
        for noted in self.open:
            noted[3] = False
        self.forget()

    def put_back(self) -> None:
        """Undo the note of a commit that did not happen."""
        self.open[:0] = self.committing
        for noted in self.committing:
            noted[3] = True
        self.committing = ()

    def forget(self) -> None:
        """Note a rollback or a commit: nothing is open any more."""
        self.open.clear()
        self.savepoints.clear()

    def back_to(self, savepoint: str) -> None:
        for place in reversed(range(len(self.savepoints))):
            if self.savepoints[place][0] == savepoint:
                del self.savepoints[place + 1 :], self.open[self.savepoints[place][1] :]
                return


class SqlRecord:
    """Records what any SQLAlchemy engine of this process executes, from ``listen()`` on, in ``statements``.

    What was executed inside a transaction counts as rolled back until a commit has kept it. SQLite rolls back less than
    expected: Python's driver begins a transaction only at the first INSERT, UPDATE or DELETE, so the DDL before it
    stays.
    """

    def __init__(self) -> None:
        self.statements: list[Noted] = []
        self.batches = Batches()
        self._transactions: WeakKeyDictionary[Any, Transaction] = WeakKeyDictionary()

    def listen(self, installed: Installed) -> list[Noted]:
        from sqlalchemy import Engine

        for name, observer in (
            ("before_cursor_execute", self.before),
            ("after_cursor_execute", self.after),
            ("handle_error", self.failed),
            ("commit", self.committed),
            ("commit_twophase", self.committed),
            ("rollback", self.rolled_back),
            ("rollback_twophase", self.rolled_back),
        ):
            installed.listen(Engine, name, installed.own(quietly(observer)))
        return self.statements

    def before(self, connection: Any, _cursor: Any, sql: str, parameters: Any, context: Any, many: bool) -> None:
        noted = None
        if len(self.statements) < MOST_STATEMENTS:
            noted = [as_sent(sql, context), values(parameters, context, many, self.batches), False, False, None]
            self.statements.append(noted)
        transaction = self._of(connection)
        transaction.committing = ()
        transaction.running.append((context, noted, perf_counter()))

    def after(self, connection: Any, _cursor: Any, sql: str, _parameters: Any, context: Any, _many: bool) -> None:
        transaction = self._of(connection)
        noted, state, sql = transaction.end(context), state_of(connection), sql.strip().rstrip(";")
        if back := ROLLBACK.match(sql):
            transaction.back_to(plain(back["to"])) if back["to"] else transaction.forget()
        elif state == IDLE:
            transaction.keep()  # by a hand-written COMMIT, if there was anything
        elif savepoint := SAVEPOINT.match(sql):
            transaction.savepoints.append((plain(savepoint["name"]), len(transaction.open)))
        elif noted is not None and first_word(sql) not in LOOKING:
            noted[3] = True
            transaction.open.append(noted)

    def failed(self, error: Any) -> None:
        if error.connection is None:
            return
        transaction = self._of(error.connection)
        noted = transaction.end(error.execution_context) if error.statement is not None else None
        if noted is not None:
            noted[2] = True
        elif error.statement is None:
            transaction.put_back()
        if error.is_disconnect or state_of(error.connection) == IDLE:
            transaction.forget()

    def committed(self, connection: Any, *_: Any) -> None:
        transaction = self._of(connection)
        transaction.forget() if state_of(connection) == BROKEN else transaction.keep()

    def rolled_back(self, connection: Any, *_: Any) -> None:
        transaction = self._of(connection)
        transaction.committing = ()
        transaction.forget()

    def _of(self, connection: Any) -> Transaction:
        found = self._transactions.get(connection)
        if found is None:
            found = self._transactions[connection] = Transaction()
        return found


def state_of(connection: Any) -> str:
    """Return what the driver says of the connection's transaction. It asks the server nothing, and connects to none."""
    if connection.closed or connection.invalidated:
        return IDLE
    driver = connection.connection.driver_connection
    if hasattr(driver, "in_transaction"):
        return OPEN if driver.in_transaction else IDLE
    status = getattr(getattr(driver, "info", None), "transaction_status", None)
    if status is not None:  # libpq's numbers
        return {0: IDLE, 3: BROKEN, 4: IDLE}.get(int(status), OPEN)
    return IDLE if getattr(driver, "autocommit", False) is True else OPEN


def as_sent(sql: str, context: Any) -> str:
    """Return the statement as the server gets it, without the values: only some drivers double a percent sign."""
    dialect = context.dialect
    doubled = dialect.paramstyle in ("format", "pyformat") and not context.execution_options.get("no_parameters")
    if doubled and getattr(dialect.identifier_preparer, "_double_percents", True):
        sql = sql.replace("%%", "%")
    return hide_secrets(tidy(sql))


def tidy(sql: str) -> str:
    return "\n".join(line.rstrip() for line in sql.strip().expandtabs(4).splitlines())


def first_word(sql: str) -> str:
    return sql.split(None, 1)[0].upper() if sql.strip() else ""


def plain(name: str) -> str:
    return name.strip('"').lower()
