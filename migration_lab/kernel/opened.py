"""The project that ``lab.open_project`` has opened in this kernel; it also shows what was opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from migration_lab.kernel.panel import in_a_kernel
from migration_lab.kernel.waiting import LATER, CellProgress, telling
from migration_lab.project import Places, Project, Redone, Step, Undone

if TYPE_CHECKING:
    from migration_lab.kernel.session import Session
    from migration_lab.widgets import Message


class OpenProject(Project):
    """What ``lab.open_project`` returns: ``p.run("db", "upgrade")``, ``p.places()``, ``p.undo()``, as in ``Project``.

    The board and the live views of this kernel see what it runs and undoes. Shown in a notebook, or as text, it is the
    message that says which database it uses.
    """

    session: Session
    message: Message

    def run(self, *args: str, on_output: Callable[[str], object] | None = None) -> Step:
        """Run ``flask`` with these words and return what it did; a failing command is a result, not an error.

        Raises as ``Project.run`` does; but an interrupt is a ``CommandInterrupted``, which says what it has left.
        """
        return self.session.run(args, on_output or str)

    def places(self, early: Callable[[Places], object] | None = None) -> Places:
        """Say whether models, scripts and database agree, as ``Project.places`` does.

        In a notebook, a line below the cell shows how far a long look is; not in a lesson, whose outputs must not
        depend on how fast the machine is.
        """
        if self.stable or not in_a_kernel():
            return super().places(early)
        with telling(lambda: self.progress, CellProgress().tell, LATER):
            return super().places(early)

    def undo(self, command: str | None = None) -> Undone:
        """Undo the last command that changed anything. Raises as ``Project.undo`` does."""
        return self.session.undo(command)

    def redo(self) -> Redone:
        """Bring back what the last undo has taken back. Raises as ``Project.redo`` does."""
        return self.session.redo()

    def __str__(self) -> str:
        return str(self.message)

    def __repr__(self) -> str:
        return str(self.message)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return self.message._repr_mimebundle_(include, exclude)
