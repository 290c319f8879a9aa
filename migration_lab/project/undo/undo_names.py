"""By what name undo knows each database of a project, and what to tell of one that it keeps no copy of. Only reads."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from migration_lab.backends.database import Database

NO_UNDO = (
    "Of {} no copy is kept, as it is {}: what a command changes in it, lab.undo() cannot take back. Make a backup "
    "before."
)


class UndoNames:
    """The names of the databases of the project in ``root``; whether a server is the lab's own is asked once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._known: dict[str, str | None] = {}

    def of(self, database: Database) -> str | None:
        """The name of that one; ``None`` when no copy of it can be kept."""
        if database.address not in self._known:
            name = database.backend.undo_name(database.url, database.engine, self.root)
            self._known[database.address] = name
        return self._known[database.address]

    def forget(self) -> None:
        """Ask again: a server may have been started, or stopped."""
        self._known.clear()

    def sentence(self, databases: Iterable[Database]) -> str:
        """What to tell, before anything is changed, of those of which no copy is kept; empty when there is none."""
        return " ".join(
            NO_UNDO.format(one.backend.shown(one.url, self.root, None), one.backend.why_no_undo)
            for one in databases
            if self.of(one) is None
        )
