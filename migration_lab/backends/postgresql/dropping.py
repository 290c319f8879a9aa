"""Drop unused databases in the background: before dropping, a server writes all that it holds to disk.

What is not dropped when the process ends is found again by ``template_copies.sweep``.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, Protocol

from migration_lab.backends.plain_sql import plain, quote


class HasDatabases(Protocol):
    """A server, or what else knows from where its databases are dropped."""

    @property
    def maintenance(self) -> Any:
        """Return the engine from which they are."""


_waiting: queue.Queue[tuple[HasDatabases, str]] = queue.Queue()
_one_at_a_time = threading.Lock()
_thread: threading.Thread | None = None


def drop(connection: Any, name: str) -> None:
    """Drop it at once, whoever is connected to it."""
    plain(connection, f"DROP DATABASE IF EXISTS {quote(name)} WITH (FORCE)")


def drop_soon(server: HasDatabases, names: Iterable[str]) -> None:
    """Drop these when there is time, without waiting."""
    global _thread
    for name in names:
        _waiting.put((server, name))
    with _one_at_a_time:
        if not _waiting.empty() and (_thread is None or not _thread.is_alive()):
            _thread = threading.Thread(target=_drop_all, name="dropping", daemon=True)
            _thread.start()


def wait_until_dropped() -> None:
    """Wait until all databases given to ``drop_soon`` so far are dropped, or cannot be."""
    _waiting.join()


def _drop_all() -> None:
    while True:
        server, name = _waiting.get()
        with suppress(Exception), server.maintenance.connect() as connection:  # it may have been stopped meanwhile
            drop(connection, name)
        _waiting.task_done()
