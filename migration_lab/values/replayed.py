"""What each revision script did, when they were run on empty databases."""

from __future__ import annotations

from dataclasses import dataclass, field

from migration_lab.schema import Schema
from migration_lab.values.error_report import ErrorReport
from migration_lab.values.statement import Statement


@dataclass(slots=True)
class Replay:
    """What an upgrade from nothing did."""

    schemas: dict[str, dict[str, Schema]] = field(default_factory=dict)
    """By bind, by revision: the structure once exactly that revision and all that comes before it have run."""
    sql: dict[str, list[Statement]] = field(default_factory=dict)
    """By revision: the statements that it ran."""
    failed: str | None = None
    """The revision that could not be run; ``None`` when all could, or when it failed outside of any."""
    error: ErrorReport | None = None
    no_scratch: str = ""
    """Why there can be no scratch database, if that is what it failed of: there may be some day."""
