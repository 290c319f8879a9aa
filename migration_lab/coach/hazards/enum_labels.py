"""Enum types on PostgreSQL, whose labels stay. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lab.coach.hazards.index_locks import code_of, reason
from migration_lab.coach.hazards.statements_run import said
from migration_lab.coach.warning import Hazard, Rehearsal
from migration_lab.schema import Schema

UNSAFE = "55P04"
"""PostgreSQL's code for a new label that is used before it was committed."""


def labels(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find labels that are added or removed, and new ones that are used too early."""
    for operation in rehearsal.tried.operations:
        if operation.failed and code_of(rehearsal) == UNSAFE:
            facts = {"step": rehearsal.step(operation), "reason": reason(rehearsal)}
            yield Hazard(operation, facts, case="unsafe", severity="fails")
        elif said(operation, "^ALTER TYPE .* ADD VALUE "):
            for enum, added, _ in changed(rehearsal, operation.bind):
                new = [one for one in added if any(f"'{one}'" in sql for sql in operation.statements)]
                if new and used_by(rehearsal.tried.before[operation.bind], enum):
                    where = used_by(rehearsal.tried.before[operation.bind], enum)
                    yield Hazard(operation, {"enum": enum, "labels": new, "where": where})


def changed(rehearsal: Rehearsal, bind: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield each enum with the labels that it gets and loses."""
    before, after = rehearsal.tried.before.get(bind), rehearsal.tried.after.get(bind)
    old = {one.name: one.labels for one in before.enums} if before else {}
    for enum in after.enums if after else ():
        if (was := old.get(enum.name)) is not None:
            yield (
                enum.name,
                [one for one in enum.labels if one not in was],
                [one for one in was if one not in enum.labels],
            )


def used_by(schema: Schema, enum: str) -> list[str]:
    """Return the columns of that type, as ``table.column``."""
    return [
        f"{table.name}.{column.name}"
        for table in schema.tables
        for column in table.columns
        if column.type.lower().removesuffix("[]") == enum.lower()
    ]


def new_enum(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find enum types that a script makes."""
    for operation in rehearsal.tried.operations:
        if said(operation, r"^CREATE TYPE .* AS ENUM\b"):
            before, after = rehearsal.tried.before.get(operation.bind), rehearsal.tried.after.get(operation.bind)
            old = {one.name for one in before.enums} if before else set()
            for enum in after.enums if after else ():
                if enum.name not in old:
                    yield Hazard(operation, {"enum": enum.name, "labels": enum.labels})
