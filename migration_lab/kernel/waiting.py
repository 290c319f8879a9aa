"""Show whoever waits for a long look what it is doing, and how far it is. Touches no database."""

from __future__ import annotations

import contextvars
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from migration_lab.values.look_progress import Progress

OFTEN = 0.5
SOON, LATER = 1.0, 3.0
"""Seconds after which the board says what is done, and after which a cell does."""
LOOKED = "Looked at models, scripts and database."


@contextmanager
def telling(
    progress: Callable[[], Progress | None], tell: Callable[[Progress | None], object], patience: float = SOON
) -> Iterator[None]:
    """Call ``tell`` from another thread whenever the progress has changed, but not before ``patience`` seconds.

    At the end it gets ``None``, if it was called at all.
    """
    ended, told = threading.Event(), list[Progress]()
    begun = time.monotonic()

    def watch() -> None:
        while not ended.wait(min(OFTEN, patience)):
            now = progress() if time.monotonic() - begun >= patience else None
            if now is not None and told[-1:] != [now]:
                told.append(now)
                with suppress(Exception):  # nobody may see it any more
                    tell(now)

    # A copy of the context, so that IPython shows it below the cell that waits.
    work = contextvars.copy_context()
    thread = threading.Thread(target=lambda: work.run(watch), name="migration-lab progress", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        if told:
            with suppress(Exception):
                tell(None)


class CellProgress:
    """Shows the progress in one line below the cell that runs, after ``beginning``; and at the end, ``ended``."""

    def __init__(self, beginning: str = "Looking … ", ended: str = LOOKED) -> None:
        self._beginning = beginning
        self.ended = ended
        self._shown: Any = None

    def tell(self, progress: Progress | None) -> None:
        from IPython.display import display

        text = {"text/plain": f"{self._beginning}{progress}" if progress else self.ended}
        if self._shown is None:
            self._shown = display(text, raw=True, display_id=True)  # type: ignore[no-untyped-call]
        else:
            self._shown.update(text, raw=True)
