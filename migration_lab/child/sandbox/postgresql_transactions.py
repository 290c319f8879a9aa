"""In a process of its own: let the server keep every transaction on an app's PostgreSQL read only.

Before the first query of a transaction it is made ``READ ONLY``, and a query of ours takes its snapshot: from then on
PostgreSQL refuses to make it ``READ WRITE``, whoever asks and in whatever words. A statement outside any transaction is
put into one of ours, where the server also refuses ``COMMIT`` in a ``DO`` block or a procedure. So only one thing must
be found in the text: SQL that ends a transaction and goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Protocol
from weakref import WeakKeyDictionary, WeakSet, ref

from migration_lab.child.sandbox.guards import Refused, trust
from migration_lab.child.sandbox.postgresql_sql_text import Kind, kind_of, read

OPEN = "BEGIN READ ONLY; SELECT 1"
SEAL = "SET TRANSACTION READ ONLY; SELECT 1"
CLOSE = "COMMIT"
"""It keeps what a ``SET`` has set for the session."""


class Status(Enum):
    """The state of a connection, as its driver knows it."""

    IDLE = auto()
    BUSY = auto()
    OPEN = auto()
    FAILED = auto()
    PIPELINE = auto()


class Driver(Protocol):
    """What must be known of a driver. Each method takes the driver's own object for a connection."""

    def status(self, connection: Any) -> Status: ...

    def begins(self, connection: Any) -> bool:
        """Tell whether the driver itself will send ``BEGIN`` before the next statement, which we do not see."""
        ...

    def run(self, connection: Any, sql: str) -> None:
        """Run that SQL. Raises if the server refuses it."""
        ...


@dataclass(slots=True)
class Watch:
    """What is known of one connection."""

    sealed: bool = False
    """Whether its transaction can no longer be made to write."""
    ours: bool = False
    """Whether its transaction is one that we began around a statement of the app's, and still have to end."""
    over: bool = False
    """Whether its transaction has been ended in pipeline mode, where nothing can be inserted."""
    autocommit: Callable[[], bool] = lambda: True


class Transactions:
    """Knows the connections of this process.

    ``refuse`` is called with the SQL of each statement, its strings emptied, and raises for what no connection may do,
    not even one to a scratch database.
    """

    def __init__(self, refuse: Callable[[str, bool], None]) -> None:
        self._refuse = refuse
        self._scratch: WeakSet[Any] = WeakSet()
        self._watched: WeakKeyDictionary[Any, Watch] = WeakKeyDictionary()

    def know(self, connection: Any, scratch: bool) -> None:
        """Note that this connection of SQLAlchemy's dialect goes to a ``scratch`` database, or to the app's own."""
        inner = getattr(connection, "driver_connection", connection)
        inner = getattr(inner, "__wrapped__", inner)  # the wrapper of an instrumented driver
        key = getattr(inner, "pgconn", None) or getattr(inner, "_protocol", None) or inner
        if scratch:
            self._scratch.add(key)
        elif hasattr(inner, "pgconn"):
            known = ref(inner)
            self._watched[key] = Watch(autocommit=lambda: bool(getattr(known(), "autocommit", True)))

    def looking(self, connection: Any) -> bool:
        """Tell whether that connection goes to a database of the app's own, or to one that is not known."""
        return connection not in self._scratch

    def before(self, driver: Driver, connection: Any, sql: str) -> str:
        """Return what to tell the server before that statement: ``OPEN``, ``SEAL`` or nothing. Raises ``Refused``."""
        plain, statements = read(sql)
        looking = self.looking(connection)
        self._refuse(plain, looking)
        if not looking:
            return ""
        watch = self._watched.setdefault(connection, Watch())
        kinds = [kind_of(words) for words in statements]
        refuse_kinds(kinds, statements)
        kind = kinds[0] if len(kinds) == 1 else Kind.NOTHING
        status = driver.status(connection)
        if status is Status.PIPELINE:
            if watch.over:
                raise Refused("SQL in pipeline mode after the end of its transaction")
            watch.over = kind is Kind.ENDS
            return ""
        if watch.ours and status in (Status.OPEN, Status.FAILED):
            self.close(driver, connection)
            status = Status.IDLE
        if status is Status.IDLE or kind is Kind.ENDS:
            watch.sealed = False
        if status in (Status.BUSY, Status.FAILED) or kind is not Kind.NOTHING or watch.sealed:
            return ""
        return SEAL if status is Status.OPEN or driver.begins(connection) else OPEN

    def sent(self, connection: Any, sql: str, stays: bool = False) -> None:
        """Note that the server was told ``OPEN`` or ``SEAL``. ``stays`` means that ``close`` closes ``OPEN`` later."""
        watch = self._watched[connection]
        watch.sealed = sql == SEAL
        watch.ours = stays and sql == OPEN

    def close(self, driver: Driver, connection: Any) -> None:
        """End the transaction that we began around a statement, now that its results have been read."""
        watch = self._watched.get(connection)
        if watch and watch.ours and driver.status(connection) in (Status.OPEN, Status.FAILED):
            watch.ours = False
            with suppress(Exception), trust():
                driver.run(connection, CLOSE)

    def enter_pipeline(self, driver: Driver, connection: Any) -> None:
        """Prepare pipeline mode, in which no statement of ours can be put before one of the app's."""
        if not self.looking(connection):
            return
        sql = self.before(driver, connection, "SELECT")
        watch = self._watched[connection]
        watch.over = False
        if sql:
            with trust():
                driver.run(connection, sql)
            watch.sealed, watch.ours = True, sql == OPEN and watch.autocommit()


def refuse_kinds(kinds: list[Kind], statements: list[tuple[str, ...]]) -> None:
    if Kind.TWO_PHASE in kinds:
        prepare = " ".join(statements[kinds.index(Kind.TWO_PHASE)][:2])
        raise Refused(f"SQL that would leave something behind on the server ({prepare} …)")
    for kind, words in zip(kinds, statements, strict=True):
        if len(kinds) > 1 and kind in (Kind.BEGINS, Kind.ENDS):
            raise Refused(f"several statements in one string, with {words[0]} among them")
