"""What SQL a command executes: each statement, its values, whether it failed, and whether it was rolled back."""

from __future__ import annotations

from typing import Any

MOST_STATEMENTS = 10_000

Noted = list[Any]
"""``[sql, values as text, failed, rolled back]``"""


class SqlRecord:
    """Notes what any SQLAlchemy engine of this process executes, from ``listen()`` on, in ``statements``.

    SQLite takes back less than it seems: Python's driver begins a transaction only at the first INSERT, UPDATE or
    DELETE, so the DDL before that stays. Only what was executed inside the transaction counts as rolled back.
    """

    def __init__(self) -> None:
        self.statements: list[Noted] = []
        self.open: list[Noted] = []
        """What would go with a rollback now."""

    def listen(self) -> list[Noted]:
        from sqlalchemy import Engine, event

        event.listen(Engine, "before_cursor_execute", self.before)
        event.listen(Engine, "after_cursor_execute", self.after)
        event.listen(Engine, "handle_error", self.failed)
        event.listen(Engine, "commit", self.committed)
        event.listen(Engine, "rollback", self.rolled_back)
        return self.statements

    def before(self, _connection: Any, _cursor: Any, sql: str, parameters: Any, _context: Any, many: bool) -> None:
        if len(self.statements) < MOST_STATEMENTS:
            self.statements.append([tidy(sql), values(parameters, many), False, False])

    def after(self, connection: Any, *_: Any) -> None:
        if getattr(connection.connection.dbapi_connection, "in_transaction", True):
            self.open.append(self.statements[-1])

    def failed(self, _context: Any) -> None:
        if self.statements:
            self.statements[-1][2] = True

    def committed(self, _connection: Any) -> None:
        self.open.clear()

    def rolled_back(self, connection: Any) -> None:
        if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
            for noted in self.open:
                noted[3] = True
        self.open.clear()


def tidy(sql: str) -> str:
    return "\n".join(line.rstrip() for line in sql.strip().expandtabs(4).splitlines())


def values(parameters: Any, many: bool) -> str:
    if not parameters:
        return ""
    if many and len(parameters) > 1:
        return f"{len(parameters)} rows, the first of them {values(parameters[0], False)}"
    if many:
        return values(parameters[0], False)
    text = repr(parameters)
    return text if len(text) <= 200 else text[:199] + "…"
