"""Dock the board of the open project beside the notebook."""

from __future__ import annotations

from migration_lab.errors import LabError
from migration_lab.kernel import session

HELP_IS_OFF = (
    "Board and coach are off in this case until it is solved. `lab.clinic(help=True)` turns them on; then it counts as "
    "done with help."
)


def dock(*, closed: bool = False) -> None:
    """Put the board beside the notebook, where there is such a place. ``closed`` says that its panel is gone by now.

    While help is off it takes an earlier board away; a front end that asks for one is told so by a ``LabError``.
    """
    from migration_lab.kernel.panel import in_a_kernel, panel
    from migration_lab.kernel.telling import board_title

    if in_a_kernel():
        now = session.current()
        if now.helping:
            panel.show(now.desk.board, board_title(now), closed=closed)
        elif closed:
            raise LabError(HELP_IS_OFF.replace("`", ""))
        else:
            panel.close()
