"""Tell whether a database still holds what it held: its rows, not only its structure. Only reads."""

from __future__ import annotations

from migration_lab.backends.database import Database
from migration_lab.errors import LabError


class Contents:
    """Remembers what it saw last of each database, so that nothing is read again while nothing was written."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[object, object]] = {}

    def of(self, database: Database) -> object:
        """Equal as long as the rows are the same; equal to nothing else where that cannot be told."""
        try:
            pulse = database.pulse()
        except LabError:
            return object()
        seen = self._seen.get(database.address)
        if pulse is None or seen is None or seen[0] != pulse:
            seen = self._seen[database.address] = pulse, database.contents(pulse)
        return seen[1]
