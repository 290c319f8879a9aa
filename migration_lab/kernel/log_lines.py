"""Keep back the log of a command that goes well, so that its card can show it folded. Touches no database.

Kept back are only Alembic's own lines, and only as long as nothing else is printed: the first other line shows all of
them, in the order in which they came. So nothing is ever left out or out of place.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable

LOG_LINE = re.compile(r"(INFO|DEBUG) +\[alembic[\w.]*\] .*|Generating \S.* \.\.\. +done|\s*")
BEGINNINGS = ("INFO  [alembic", "DEBUG [alembic", "Generating ")
LONGEST = 30.0
"""After so many seconds all is printed as it comes, so that one sees how far a long command is."""


class LogLines:
    """Takes what a command prints, and passes it to ``show``, or keeps it for the card. Other threads may call it."""

    def __init__(self, show: Callable[[str], object], clock: Callable[[], float] = time.monotonic) -> None:
        self._show = show
        self._clock = clock
        self._began = clock()
        self._kept = ""
        self._open = True

    def __call__(self, text: str) -> None:
        """Take what was printed next."""
        if not self._open:
            self._show(text)
            return
        self._kept += text
        if self._clock() - self._began > LONGEST or not only_log(self._kept):
            self.release()

    def release(self) -> None:
        """Show what was kept back, and everything from now on."""
        self._open = False
        kept, self._kept = self._kept, ""
        if kept:
            self._show(kept)

    @property
    def folded(self) -> bool:
        """Whether all that was printed, if anything, is kept back."""
        return self._open and bool(self._kept.strip())


def only_log(text: str) -> bool:
    """Tell whether these are lines of Alembic's log only; the last one may still be without its end."""
    *lines, last = text.split("\n")
    if not all(LOG_LINE.fullmatch(line) for line in lines):
        return False
    return any(last.startswith(one) or one.startswith(last) for one in BEGINNINGS)
