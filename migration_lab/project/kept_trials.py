"""Keep the results of trial runs for all who look at one project, so that none is made twice. Touches no database."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from migration_lab.project.commands.files_read import FilesRead
from migration_lab.project.commands.sending import TakesTooLong

if TYPE_CHECKING:
    from collections.abc import Iterator

    from migration_lab.values.tried import Tried


class Key(NamedTuple):
    """What a trial run is of."""

    direction: str
    target: str
    scripts: object
    """Equal as long as the scripts are the same."""
    contents: object
    """Equal as long as the databases hold the same rows."""


class KeptTrials:
    """Has the trial runs of the present scripts and rows. May be used by several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[Key, tuple[Tried, FilesRead, tuple[str, ...]]] = {}
        self._making: dict[Key, tuple[threading.Lock, int]] = {}
        """What is being made just now, and how many wait for it or make it."""

    def get(
        self, key: Key, make: Callable[[], tuple[Tried, Iterable[str], bool]], seconds: float | None = None
    ) -> tuple[Tried, Iterable[str]]:
        """Return the result, and the project's files that the run has read.

        If nobody has it, ``make`` makes it, and says whether it may be kept; who asks for it meanwhile waits. Raises
        what ``make`` raises; then the next one who waits makes it. Raises ``TakesTooLong`` if it has been waited for so
        many ``seconds``.
        """
        with self._alone(key, seconds):
            with self._lock:
                kept = self._kept.get(key)
            if kept is not None and not kept[1].changed():
                return kept[0], kept[2]
            tried, read, keep = make()
            files = tuple(read)
            if keep:
                with self._lock:
                    for old in [
                        one for one in self._kept if (one.scripts, one.contents) != (key.scripts, key.contents)
                    ]:
                        del self._kept[old]
                    self._kept[key] = tried, FilesRead(files), files
            return tried, files

    @contextmanager
    def _alone(self, key: Key, seconds: float | None) -> Iterator[None]:
        with self._lock:
            turn, others = self._making.get(key, (threading.Lock(), 0))
            self._making[key] = turn, others + 1
        try:
            if not turn.acquire(timeout=-1 if seconds is None else seconds):
                raise TakesTooLong
            try:
                yield
            finally:
                turn.release()
        finally:
            with self._lock:
                turn, others = self._making.pop(key)
                if others > 1:
                    self._making[key] = turn, others - 1
