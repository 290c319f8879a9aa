"""Dock the board of the open project beside the notebook."""

from __future__ import annotations

from migration_lab.kernel import session


def dock(*, closed: bool = False) -> None:
    """Put the board beside the notebook, where there is such a place. ``closed`` says that its panel is gone by now."""
    from migration_lab.kernel.panel import in_a_kernel, panel
    from migration_lab.kernel.telling import board_title

    if in_a_kernel():
        now = session.current()
        panel.show(now.desk.board, board_title(now), closed=closed)
