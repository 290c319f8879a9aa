"""Count who is in the room, by whose JupyterLab was open lately, and on how many screens the last notice is.

Nothing of it is written down, and the page shows numbers of it only. Touches no database.
"""

from __future__ import annotations

import time
from collections.abc import Callable

GONE = 20.0
"""Seconds without a word after which somebody counts as gone; a server asks every few seconds."""


class PeopleThere:
    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._heard: dict[str, tuple[float, str]] = {}

    def heard(self, account: str, seen: str) -> None:
        """Note that somebody's server has asked, and which notice their JupyterLab has shown."""
        self._heard[account] = (self._clock(), seen)

    @property
    def many(self) -> int:
        return len(self._lately())

    def have_seen(self, id: str) -> int:
        return sum(seen == id for seen in self._lately())

    def _lately(self) -> list[str]:
        now = self._clock()
        self._heard = {who: one for who, one in self._heard.items() if now - one[0] <= GONE}
        return [seen for _, seen in self._heard.values()]
