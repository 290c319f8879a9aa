"""Tell whether a database still has the same rows and structure. Only reads."""

from __future__ import annotations

from migration_lab.backends.database import Database
from migration_lab.errors import LabError


class Contents:
    """Remembers what it last saw of each database, so that it reads nothing again while nothing was written."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[object, object]] = {}

    def of(self, database: Database) -> object:
        """Return a value that is equal as long as the rows are the same, and equal to nothing if that is not known."""
        try:
            pulse = database.pulse()
        except LabError:
            return object()
        seen = self._seen.get(database.address)
        if pulse is None or seen is None or seen[0] != pulse:
            seen = self._seen[database.address] = pulse, database.contents(pulse)
        return seen[1]
