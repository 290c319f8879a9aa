"""Define how the rows of a table are read between two statements of a command, on the command's own connection."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any, Protocol

from migration_lab.values.frames import TableFrame


class FrameReader(Protocol):
    """Reads by a cursor of the driver, so that nothing is recorded as SQL, and the command is not disturbed."""

    def place(self, url: Any) -> str | None:
        """Return which database that is, as ``Frame.database`` has it; ``None`` if it ends with the command."""

    def cursor(self, connection: Any) -> AbstractContextManager[Any]:
        """Give a cursor of the driver of SQLAlchemy's ``connection`` that waits for nobody; closed afterwards."""

    def names(self, cursor: Any) -> tuple[str, ...]:
        """Return the names of the tables."""

    def read(self, cursor: Any, table: str) -> TableFrame:
        """Return that table as it is. Raises what the driver raises."""
