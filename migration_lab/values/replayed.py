"""What each revision script did when the scripts ran on empty databases."""

from __future__ import annotations

from dataclasses import dataclass, field

from migration_lab.schema import Schema
from migration_lab.values.error_report import ErrorReport
from migration_lab.values.statement import Statement


@dataclass(slots=True)
class Replay:
    """What an upgrade of empty databases did."""

    schemas: dict[str, dict[str, Schema]] = field(default_factory=dict)
    """By bind, by revision: the structure once exactly that revision and its ancestors have run."""
    sql: dict[str, list[Statement]] = field(default_factory=dict)
    """By revision: the statements that it ran."""
    failed: str | None = None
    """The revision that failed; ``None`` when all ran, or when the failure was outside any revision."""
    error: ErrorReport | None = None
    no_scratch: str = ""
    """Why there can be no scratch database, if that is the reason of the failure: there may be one later."""
