"""What each revision script did, when they were run on empty databases."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from migration_lab.schema import Schema


@dataclass(slots=True)
class Replay:
    """What an upgrade from nothing did."""

    schemas: dict[str, dict[str, Schema]] = field(default_factory=dict)
    """By bind, by revision: the structure once exactly that revision and all that comes before it have run."""
    sql: dict[str, list[list[Any]]] = field(default_factory=dict)
    """By revision: the statements that it ran, with their values."""
    failed: str | None = None
    """The revision that could not be run; ``None`` when all could, or when it failed outside of any."""
    error: str = ""
    no_scratch: bool = False
    """Whether it is the server that has no room for a scratch database: it may have some day."""
