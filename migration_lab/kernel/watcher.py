"""Watch for changes in one thread for all views of a kernel, and tell those that are affected.

It looks at sizes and times of files, and asks a server one question; those it tells read what has changed. It rests
while no view is visible.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol

from migration_lab.project.sources import source_files

if TYPE_CHECKING:
    from pathlib import Path

    from migration_lab.project import Project

INTERVAL = 0.4
"""Seconds between two looks, as long as a look is cheap."""
SHARE = 0.008
"""The share of a core that looking may take; the interval grows to keep to it."""
LONGEST = 2.0


def pause_after(cost: float) -> float:
    """Return the seconds until the next look, if one has taken ``cost`` seconds of a core."""
    return min(LONGEST, max(INTERVAL, cost / SHARE))


class Listener(Protocol):
    """Somebody who shows a project, and is told when it may have changed."""

    @property
    def wanted(self) -> bool:
        """Tell whether anybody sees it."""

    @property
    def project(self) -> Project:
        """Return the project whose databases it shows.

        The watcher only asks these for their pulse, which any thread may.
        """

    @property
    def shows_files(self) -> bool:
        """Tell whether it also shows what the project's own files say."""

    def changed(self) -> None:
        """Note a change; called in the watcher's thread, so it must be short.

        It may be called too often, but never too seldom.
        """


class Watcher:
    """Looks for those given to ``listen``, once one of them is wanted and it has been woken."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._seen: dict[Listener, object] = {}
        self._woken = threading.Event()
        self._stopped = False
        self._thread = threading.Thread(target=self._watch, name="migration-lab watcher", daemon=True)

    def listen(self, listener: Listener) -> None:
        self._listeners.append(listener)

    def wake(self) -> None:
        """Look now: somebody is wanted who was not before."""
        if not self._thread.is_alive() and not self._stopped and any(one.wanted for one in self._listeners):
            with suppress(RuntimeError):  # another thread has just started it
                self._thread.start()
        self._woken.set()

    def tell_again(self, listener: Listener) -> None:
        """Tell that listener at the next look in any case, since it could not follow."""
        self._seen.pop(listener, None)

    def stop(self) -> None:
        self._stopped = True
        self._woken.set()
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join(2)

    def _watch(self) -> None:
        while not self._stopped:
            self._woken.clear()
            began = time.thread_time()
            wanted = [one for one in self._listeners if one.wanted]
            for resting in [one for one in self._seen if one not in wanted]:
                self._seen.pop(resting, None)
            for listener, now in signs(wanted):
                if self._seen.get(listener) != now:
                    self._seen[listener] = now
                    with suppress(Exception):  # nothing ends the thread
                        listener.changed()
            self._woken.wait(pause_after(time.thread_time() - began) if wanted else None)


def signs(listeners: list[Listener]) -> Iterator[tuple[Listener, object]]:
    """Yield for each a value that is equal as long as what it shows is unchanged. Nothing is looked at twice."""
    pulses: dict[str, object] = {}
    files: dict[Path, object] = {}
    for listener in listeners:
        project = listener.project
        for database in project.known_databases():
            if database.address not in pulses:
                pulses[database.address] = said(database.pulse)
        if listener.shows_files and project.path not in files:
            files[project.path] = said(lambda path=project.path: tuple(source_files(path)))
        known = {one.address: pulses[one.address] for one in project.known_databases() if one.address in pulses}
        yield listener, (known, files.get(project.path) if listener.shows_files else None)


def said(ask: Any) -> object:
    """Return the answer, or what is wrong."""
    try:
        return ask()
    except Exception as error:
        return str(error)
