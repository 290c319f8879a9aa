"""Fill the table ``talk`` with so many rows that a lock on it is noticed."""

from __future__ import annotations

from tests.coach.scenario import Scenario

TALKS = 10_000


def many_talks(project: Scenario) -> None:
    """Make it ``TALKS`` rows, each with a title of its own."""
    project.sql(f"INSERT INTO talk SELECT n, 'Talk ' || n, 30, 1, 1 FROM generate_series(9, {TALKS}) n")


def ids(project: Scenario) -> list[str]:
    """Return the ids of all warnings."""
    return [one.id for one in project.warnings()]
