"""In a process of its own: stop what takes too long on a database, wherever it is called from."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

from migration_lab.child.installed import Installed

LONGEST = 20.0
"""Seconds that a try on a copy may take; its way back has ``LONGEST_BACK`` more."""
STEPS = 100_000
"""How many of SQLite's steps run between two checks of the clock."""


PATIENCE = 3.0
"""Seconds that a statement may wait for a lock that nobody else can hold."""


class TooLong(Exception):
    """The time is over."""


class TimeLimit:
    """Stops the SQL of connections that were made after ``begin()`` when the time is over."""

    def __init__(self, seconds: float = LONGEST) -> None:
        self.seconds = seconds
        self.end = 0.0

    def begin(self, installed: Installed) -> TimeLimit:
        from sqlalchemy import Engine, Pool

        self.end = time.monotonic() + self.seconds
        installed.listen(Pool, "connect", self._connected)
        installed.listen(Engine, "before_cursor_execute", self._executes)
        return self

    @property
    def over(self) -> bool:
        return time.monotonic() > self.end

    @contextmanager
    def at_most(self, seconds: float) -> Iterator[None]:
        """Let what is executed meanwhile take no more than that."""
        end, self.end = self.end, min(self.end, time.monotonic() + seconds)
        try:
            yield
        finally:
            self.end = end

    def anew(self, seconds: float) -> None:
        """Let what comes now take that long, however much time is left, over connections that are made from now on."""
        self.seconds, self.end = seconds, time.monotonic() + seconds

    def _connected(self, connection: Any, _record: Any) -> None:
        if hasattr(connection, "set_progress_handler"):
            connection.set_progress_handler(lambda: self.over, STEPS)
            return
        with closing(connection.cursor()) as cursor:
            cursor.execute(f"SET statement_timeout = {int(self.seconds * 1000)}")
        connection.commit()

    def _executes(self, *_: Any) -> None:
        if self.over:
            raise TooLong(f"longer than {self.seconds:.0f} seconds")


def waits_for_no_lock(installed: Installed, while_: Callable[[], object] = lambda: True) -> None:
    """Let a statement fail that waits for a lock on a scratch database: there, only the run itself can hold it.

    A script with ``db.session`` has two connections, and on PostgreSQL the second one would wait for ever. SQLite gives
    up by itself. Only connections that are made ``while_`` that holds are concerned.
    """
    from sqlalchemy import Pool

    def connected(connection: Any, _record: Any) -> None:
        if while_() and not hasattr(connection, "set_progress_handler"):
            with closing(connection.cursor()) as cursor:
                cursor.execute(f"SET lock_timeout = {int(PATIENCE * 1000)}")
            connection.commit()

    installed.listen(Pool, "connect", connected)
