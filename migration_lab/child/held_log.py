"""In a command's own process: hold back what autogenerate logs, until it is known whether it still holds."""

from __future__ import annotations

import logging
from logging.handlers import BufferingHandler

AUTOGENERATE = "alembic.autogenerate"


class HeldLog:
    """Holds it from ``hold`` to ``release``, which lets it out or drops it."""

    def __init__(self) -> None:
        self._logger = logging.getLogger(AUTOGENERATE)
        self._held: BufferingHandler | None = None
        self._propagates = True

    def hold(self) -> None:
        self._held = BufferingHandler(capacity=10_000)
        self._logger.addHandler(self._held)
        self._propagates, self._logger.propagate = self._logger.propagate, False

    def release(self, *, drop: bool = False) -> None:
        """Do nothing if nothing is held."""
        held, self._held = self._held, None
        if held is None:
            return
        self._logger.removeHandler(held)
        self._logger.propagate = self._propagates
        for record in () if drop else held.buffer:
            self._logger.handle(record)
        held.buffer.clear()

    def say(self, what: str, *names: str) -> None:
        self._logger.info(what, *names)
