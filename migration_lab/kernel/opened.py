"""A project of one's own that is open in this kernel: the project itself, which shows what was opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from migration_lab.project import Project, Step, Undone

if TYPE_CHECKING:
    from migration_lab.kernel.session import Session
    from migration_lab.widgets import Message


class OpenProject(Project):
    """What ``lab.open_project`` gives: ``p.run("db", "upgrade")``, ``p.places()``, ``p.undo()``, as in ``Project``.

    What it runs and undoes is seen by the board and the live views of this kernel. Where it is shown, and as text, it
    is the message that says which database it looks at.
    """

    session: Session
    message: Message

    def run(self, *args: str, on_output: Callable[[str], object] | None = None) -> Step:
        """Run ``flask`` with these words and give what it did; a failing command is a result, no error.

        Raises as ``Project.run`` does; but an interrupt is a ``CommandInterrupted``, which says what it has left.
        """
        return self.session.run(args, on_output or str)

    def undo(self, command: str | None = None) -> Undone:
        """Bring back what was before the last command that changed anything. Raises as ``Project.undo`` does."""
        return self.session.undo(command)

    def __str__(self) -> str:
        return str(self.message)

    def __repr__(self) -> str:
        return str(self.message)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return self.message._repr_mimebundle_(include, exclude)
