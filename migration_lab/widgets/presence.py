"""Watch whether a widget is on any page: if it is on none for a while, or its comm closes, it is let go."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

GRACE = 60.0
"""Seconds that a widget may be on no page, for example when a cell is moved or the page is loaded again."""


class Presence:
    """Listens to the views of ``widget``, and calls ``let_go``, once, when there is none any more.

    A cell that is run again, and an output that is cleared, take their views away; the comm stays open then.
    """

    def __init__(self, widget: Any, let_go: Callable[[], object]) -> None:
        self._let_go: Callable[[], object] | None = let_go
        self._views: set[str] = set()
        self._waiting: asyncio.TimerHandle | None = None
        widget.on_msg(self._hear)
        if widget.comm is not None:
            widget.comm.on_close(lambda _message: self._gone())

    def _hear(self, _widget: Any, said: Mapping[str, Any], _buffers: Any) -> None:
        if "view" not in said or "there" not in said:
            return
        view = str(said["view"])
        self._views = self._views | {view} if said["there"] else self._views - {view}
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
        if not self._views:
            self._wait()

    def _wait(self) -> None:
        try:
            self._waiting = asyncio.get_running_loop().call_later(GRACE, self._gone)
        except RuntimeError:  # there is no event loop in which to wait
            self._gone()

    def _gone(self) -> None:
        let_go, self._let_go = self._let_go, None
        if let_go is not None:
            let_go()
