"""One SQL statement that a command executed. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from migration_lab.values.first_words import first_words

LOOKING = frozenset(
    {"SELECT", "PRAGMA", "SHOW", "EXPLAIN", "BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "SET"}
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One SQL statement that a command executed."""

    sql: str
    parameters: str = ""
    """The bound values as text; empty when there were none."""
    failed: bool = False
    """Whether the database refused it."""
    rolled_back: bool = False
    """Whether what it did was taken back by a rollback."""
    microseconds: int | None = field(default=None, compare=False, repr=False)
    """How long the database took for it; it is never the same twice, so it does not count when two are compared."""

    @property
    def changes_something(self) -> bool:
        """False for statements that only look (SELECT, PRAGMA, SHOW …) or only open and close a transaction."""
        return any(word not in LOOKING for word in first_words(self.sql))
