"""In a process of its own: pass the SQL of each PostgreSQL driver through ``Transactions``.

``METHODS`` lists for each module the methods that run a statement, and which argument is the SQL; ``None`` if it was
given before. A driver that is not listed gets nothing here: ``redirect`` refuses it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial, wraps
from operator import attrgetter
from typing import Any

from migration_lab.child.sandbox.guards import Refused, is_trusted, trust
from migration_lab.child.sandbox.postgresql_transactions import CLOSE, OPEN, Driver, Status, Transactions

DRIVERS = ("psycopg", "psycopg2", "asyncpg", "pg8000")

_PGCONN = {
    "PGconn.exec_": 0,
    "PGconn.exec_params": 0,
    "PGconn.exec_prepared": None,
    "PGconn.prepare": 1,
    "PGconn.send_query": 0,
    "PGconn.send_query_params": 0,
    "PGconn.send_prepare": 1,
    "PGconn.send_query_prepared": None,
}
_PROTOCOL = {"query": 0, "prepare": 1, "bind_execute": None, "bind_execute_many": None, "copy_out": 0, "copy_in": 0}
METHODS: dict[str, dict[str, int | None]] = {
    "psycopg.pq.pq_ctypes": _PGCONN,
    "psycopg_binary.pq": _PGCONN,
    "psycopg_c.pq": _PGCONN,
    "psycopg2._psycopg": {
        "cursor.execute": 0,
        "cursor.executemany": 0,
        "cursor.callproc": 0,
        "cursor.copy_expert": 0,
        "cursor.copy_from": None,
        "cursor.copy_to": None,
        "connection.commit": None,
        "connection.rollback": None,
        "connection.lobject": None,
        "connection.tpc_prepare": None,
        "connection.tpc_commit": None,
        "connection.tpc_rollback": None,
    },
    "asyncpg.protocol.protocol": {f"BaseProtocol.{name}": at for name, at in _PROTOCOL.items()},
    "pg8000.core": {
        "CoreConnection.execute_simple": 0,
        "CoreConnection.execute_unnamed": 0,
        "CoreConnection.prepare_statement": 0,
        "CoreConnection.execute_named": None,
    },
}
INSTEAD = {
    "callproc": "SELECT {}()",
    "commit": "COMMIT",
    "rollback": "ROLLBACK",
    "tpc_prepare": "PREPARE TRANSACTION",
    "tpc_commit": "COMMIT PREPARED",
    "tpc_rollback": "ROLLBACK PREPARED",
    "lobject": "SELECT lo_create()",
}
"""The SQL of a method that writes its own, as far as it matters."""


class Psycopg:
    def status(self, connection: Any) -> Status:
        if connection.pipeline_status:
            return Status.PIPELINE
        with trust():
            return STATUS.get(int(connection.transaction_status), Status.BUSY)

    def begins(self, connection: Any) -> bool:
        return False

    def run(self, connection: Any, sql: str) -> None:
        result = connection.exec_(sql.encode())
        if result.status not in (1, 2):  # COMMAND_OK, TUPLES_OK
            raise Refused("SQL in a transaction that could not be made read only")


class Psycopg2:
    def status(self, connection: Any) -> Status:
        return STATUS.get(connection.get_transaction_status(), Status.BUSY)

    def begins(self, connection: Any) -> bool:
        return not connection.autocommit

    def run(self, connection: Any, sql: str) -> None:
        from psycopg2.extensions import cursor

        with cursor(connection) as own:
            own.execute(sql)


class Pg8000:
    def status(self, connection: Any) -> Status:
        return {b"T": Status.OPEN, b"E": Status.FAILED}.get(bytes(connection._transaction_status or b"I"), Status.IDLE)

    def begins(self, connection: Any) -> bool:
        return False

    def run(self, connection: Any, sql: str) -> None:
        connection.execute_simple(sql)


class Asyncpg:
    def status(self, connection: Any) -> Status:
        return Status.OPEN if connection.is_in_transaction() else Status.IDLE

    def begins(self, connection: Any) -> bool:
        return False

    def run(self, connection: Any, sql: str) -> None:
        raise NotImplementedError


STATUS = {0: Status.IDLE, 1: Status.BUSY, 2: Status.OPEN, 3: Status.FAILED}
"""By libpq's number."""


def put_through(transactions: Transactions, home: str) -> Iterator[tuple[str, Callable[[Any], Any]]]:
    """Yield the path of each method of that module that runs statements, and what makes the new one from the old."""
    for path, at in METHODS.get(home, {}).items():
        if home.startswith("asyncpg"):
            yield path, partial(asynchronous, at=at, transactions=transactions)
        elif home.startswith("psycopg2"):
            of = attrgetter("connection") if path.startswith("cursor") else itself
            yield path, partial(synchronous, at=at, transactions=transactions, driver=Psycopg2(), of=of)
        elif home.startswith("pg8000"):
            yield path, partial(synchronous, at=at, transactions=transactions, driver=Pg8000())
        else:
            yield path, partial(synchronous, at=at, transactions=transactions, driver=Psycopg(), stays=True)
    if METHODS.get(home) is _PGCONN:
        yield "PGconn.transaction_status", lambda found: ending(found, transactions)
        yield "PGconn.enter_pipeline_mode", lambda found: entering(found, transactions)


def itself(connection: Any) -> Any:
    return connection


def synchronous(
    found: Any,
    at: int | None,
    transactions: Transactions,
    driver: Driver,
    of: Callable[[Any], Any] = itself,
    stays: bool = False,
) -> Any:
    """Wrap a method of a connection, or of what has one; with ``stays`` its answer is read later, by other methods."""

    @wraps(found)
    def run(self: Any, *args: Any, **kwargs: Any) -> Any:
        if is_trusted():
            return found(self, *args, **kwargs)
        connection = of(self)
        exact = found.__name__ == "execute" and transactions.looking(connection)
        with wrapped(connection, sql_of(self, found.__name__, at, args, kwargs, exact)):
            return found(self, *args, **kwargs)

    @contextmanager
    def wrapped(connection: Any, sql: str) -> Iterator[None]:
        first = transactions.before(driver, connection, sql)
        if first:
            with trust():
                driver.run(connection, first)
            transactions.sent(connection, first, stays)
        try:
            yield
        finally:
            if first == OPEN and not stays:
                with suppress(Exception), trust():
                    driver.run(connection, CLOSE)

    return run


def asynchronous(found: Any, at: int | None, transactions: Transactions) -> Any:
    driver = Asyncpg()

    @wraps(found)
    async def run(self: Any, *args: Any, **kwargs: Any) -> Any:
        if is_trusted():
            return await found(self, *args, **kwargs)
        first = transactions.before(driver, self, sql_of(self, found.__name__, at, args, kwargs))
        if first:
            with trust():
                await self.query(first, None)
            transactions.sent(self, first)
        try:
            return await found(self, *args, **kwargs)
        finally:
            if first == OPEN:
                with suppress(Exception), trust():
                    await self.query(CLOSE, None)

    return run


def ending(found: Any, transactions: Transactions) -> property:
    """Let psycopg's connection end our transaction around a statement before it reports its state."""

    def status(self: Any) -> Any:
        if not is_trusted():
            transactions.close(Psycopg(), self)
        return found.__get__(self)

    return property(status)


def entering(found: Any, transactions: Transactions) -> Any:
    @wraps(found)
    def enter(self: Any) -> Any:
        if not is_trusted():
            transactions.enter_pipeline(Psycopg(), self)
        return found(self)

    return enter


def sql_of(
    self: Any, method: str, at: int | None, args: tuple[Any, ...], kwargs: dict[str, Any], exact: bool = False
) -> str:
    """Return the SQL that a method was called with, as text; ``exact`` with the values that psycopg2 puts into it."""
    given = (*args, *kwargs.values())
    query = given[at] if at is not None and at < len(given) else ""
    if hasattr(query, "as_string"):
        query = query.as_string(self)
    if exact and len(given) > 1:
        with suppress(Exception):
            query = self.mogrify(*given)
    text = bytes(query).decode(errors="replace") if isinstance(query, bytes | bytearray | memoryview) else str(query)
    return INSTEAD.get(method, "{}").format(text)
