"""Name each database of a project for undo, and say which have no copy. Only reads."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from migration_lab.backends.database import Database

NO_UNDO = (
    "The lab keeps no copy of {}, because it is {}: lab.undo() cannot take back what a command changes in it. Make a "
    "backup first."
)


class UndoNames:
    """The names of the databases of the project in ``root``; asks only once whether a server is the lab's own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._known: dict[str, str | None] = {}

    def of(self, database: Database) -> str | None:
        """Return the name of that database; ``None`` if no copy of it can be kept."""
        if database.address not in self._known:
            name = database.backend.undo_name(database.url, database.engine, self.root)
            self._known[database.address] = name
        return self._known[database.address]

    def forget(self) -> None:
        """Ask again: a server may have been started, or stopped."""
        self._known.clear()

    def sentence(self, databases: Iterable[Database]) -> str:
        """Say, before anything is changed, which of these databases have no copy; empty if all have one."""
        return " ".join(
            NO_UNDO.format(one.backend.shown(one.url, self.root, None), one.backend.why_no_undo)
            for one in databases
            if self.of(one) is None
        )
