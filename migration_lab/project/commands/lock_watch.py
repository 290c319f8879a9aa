"""While a command runs, look from the side whether it waits for a lock of somebody else, and tell who holds it.

Reads what the server says of its sessions, by a connection of its own, from a thread; changes nothing. Only a command
that takes longer than ``FIRST`` is looked at. Its sessions are known by the name that the request gives them: of one
that the project has named itself, nothing is said.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import TYPE_CHECKING

from migration_lab.coach.lock_words import wait_lines
from migration_lab.values.waits import Wait

if TYPE_CHECKING:
    from migration_lab.backends.database import Database

FIRST, PAUSE = 2.0, 1.0
"""Seconds before the first look, and between two looks."""


class LockWatch:
    """Watches as long as its block runs. Of each lock that is waited for it tells once, by ``news``."""

    def __init__(self, databases: Sequence[Database]) -> None:
        self._databases = [one for one in databases if one.backend.on_server]
        self.session = f"migration-lab {secrets.token_hex(4)}" if self._databases else ""
        """What the command's sessions are to be called."""
        self._news: SimpleQueue[str] = SimpleQueue()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="lock watch", daemon=True)
        self._told: set[tuple[str, tuple[int, ...]]] = set()
        self.waits: tuple[Wait, ...] = ()
        """What was waited for at the last look at which anything was."""

    def __enter__(self) -> LockWatch:
        if self._databases:
            self._thread.start()
        return self

    def __exit__(
        self, type_: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        if self._databases:
            self._thread.join(PAUSE)

    def news(self) -> str:
        """Return whole lines about what was found since the last call; empty if nothing was. For any thread."""
        lines: list[str] = []
        with suppress(Empty):
            while True:
                lines.append(self._news.get_nowait())
        return "".join(lines)

    def _watch(self) -> None:
        pause = FIRST
        while not self._over.wait(pause):
            pause = PAUSE
            found: list[Wait] = []
            for database in self._databases:
                with suppress(Exception):  # a server that is gone, or does not tell
                    found += database.backend.waits(database.engine, self.session)
            if self._over.is_set():
                return
            self.waits = tuple(found) or self.waits
            for one in found:
                key = one.on, tuple(holder.pid for holder in one.holders)
                if key not in self._told:
                    self._told.add(key)
                    self._news.put(wait_lines(one))
