"""What a database has besides tables and views, as values. Nothing here touches a database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from migration_lab.schema.model import Check


@dataclass(frozen=True, slots=True)
class Enum:
    name: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sequence:
    name: str
    type: str = "bigint"
    start: int = 1
    increment: int = 1
    minimum: int = 1
    maximum: int = 2**63 - 1
    cycle: bool = False


@dataclass(frozen=True, slots=True)
class Domain:
    """A type that the project defines, based on another type with rules."""

    name: str
    type: str
    nullable: bool = True
    default: str | None = None
    checks: tuple[Check, ...] = ()
    collation: str | None = None


@dataclass(frozen=True, slots=True)
class Function:
    name: str
    """With the types of its arguments, which tell apart two functions of one name: ``tax(numeric, date)``."""
    kind: Literal["function", "procedure", "aggregate"]
    language: str
    returns: str | None = None
    """``None`` for a procedure, which returns nothing."""
    sql: str = ""
    """The statement that creates it, as PostgreSQL writes it; empty for an aggregate."""


@dataclass(frozen=True, slots=True)
class Extension:
    """An installed extension. What it installed is not listed separately, except its tables."""

    name: str
    version: str
    schema: str | None = None
    """Where it is installed; ``None`` for the default schema."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """Extended statistics, made by ``CREATE STATISTICS``."""

    name: str
    table: str
    parts: str
    """What they are on, as SQL: ``city, zip``."""
    kinds: tuple[str, ...] = ()
    """``ndistinct``, ``dependencies``, ``mcv``; empty for all of them."""
    target: int | None = None
    """The statistics target, where one was set."""
