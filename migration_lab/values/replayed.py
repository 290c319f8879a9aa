"""What each revision script did when the scripts ran on empty databases."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from migration_lab.schema import Schema


@dataclass(slots=True)
class Replay:
    """What an upgrade of empty databases did."""

    schemas: dict[str, dict[str, Schema]] = field(default_factory=dict)
    """By bind, by revision: the structure once exactly that revision and its ancestors have run."""
    sql: dict[str, list[list[Any]]] = field(default_factory=dict)
    """By revision: the statements that it ran, with their values."""
    failed: str | None = None
    """The revision that failed; ``None`` when all ran, or when the failure was outside any revision."""
    error: str = ""
    no_scratch: bool = False
    """Whether the server has no room for a scratch database: it may have some later."""
