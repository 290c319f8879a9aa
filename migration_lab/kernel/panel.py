"""Put the board beside the notebook, in the one panel of this kernel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from migration_lab.widgets import Board

NO_BOARD = "Where you see no board beside this notebook, `lab.board()` shows it in a cell."
"""Jupyter Notebook and most editors have no place beside a notebook, and a kernel is not told where it is shown."""


ANCHORS = {"right": "split-right", "top": "split-top"}


class Panel:
    """The one panel beside the notebook that belongs to this kernel."""

    def __init__(self) -> None:
        self._sidecar: Any = None
        self._view: str | None = None
        self._closed = False
        self._side = "right"
        self._title = ""

    def shown(self, yes: bool, view: str = "") -> None:
        """Note that the front end has put a docked board on the page, as ``view``, or has taken it away."""
        if yes:
            self._view, self._closed = view, False
        elif view == self._view:
            self._closed = True

    def move(self, board: Board, side: str) -> None:
        """Put ``board`` at that side of the notebook, ``right`` or ``top``, in a new panel."""
        if side in ANCHORS and side != self._side:
            self._side, self._closed = side, True
            self.show(board, self._title)

    def show(self, board: Board, title: str, *, closed: bool = False) -> None:
        """Put ``board`` into the panel; make one if there is none, or the learner has closed it. Displays nothing."""
        try:
            from sidecar import Sidecar
        except ImportError:
            return
        if self._sidecar is not None and (closed or self._closed):
            self._sidecar.close()
            self._sidecar = None
        if self._sidecar is None:
            self._view, self._closed = None, False
            self._sidecar = Sidecar(title=title, anchor=ANCHORS[self._side])
        self._sidecar.title = self._title = title
        self._sidecar.outputs = ()
        self._sidecar.append_display_data(board.widget)

    def close(self) -> None:
        """Take the panel away, if there is one."""
        if self._sidecar is not None:
            self._sidecar.close()
            self._sidecar = None


panel = Panel()


def in_a_kernel() -> bool:
    import sys

    if "IPython" not in sys.modules:
        return False
    from IPython import get_ipython

    return getattr(get_ipython(), "kernel", None) is not None
