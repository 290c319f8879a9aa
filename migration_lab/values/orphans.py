"""How many rows point at a row that is not there: values only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Orphans:
    """What a check of the foreign keys has found in one database."""

    rows: tuple[tuple[str, str, int], ...] = ()
    """A table, the table that it refers to, and how many rows of the first point at nothing there."""
    stopped: str = ""
    """Why not all rows were looked at; empty if they were."""
    unusable: tuple[tuple[str, str], ...] = ()
    """A table whose keys SQLite cannot follow, and its own words for that."""
