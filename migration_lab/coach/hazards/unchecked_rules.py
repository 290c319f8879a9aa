"""Rules and columns that PostgreSQL takes otherwise than they look in the models. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lab.coach.hazards.live_app import columns
from migration_lab.coach.hazards.statements_run import said
from migration_lab.coach.warning import Hazard, Rehearsal
from migration_lab.schema import Schema


def virtual(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find generated columns that are virtual because the script does not say what they should be."""
    for operation in rehearsal.operations:
        if operation.kind == "AddColumn" and operation.details.get("computed"):
            (column,) = operation.columns
            new = columns(rehearsal, operation, column)[1]
            if new and new.computed and not new.stored and not said(operation, r"\bVIRTUAL\b"):
                yield Hazard(operation)


def not_enforced(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find rules that are there, but that nobody keeps."""
    for operation in rehearsal.operations:
        if not said(operation, r"\bNOT ENFORCED\b"):
            continue
        before, after = rehearsal.tried.before.get(operation.bind), rehearsal.tried.after.get(operation.bind)
        for table, name in sorted(unenforced(after) - unenforced(before)):
            if any(name in sql for sql in operation.statements):
                yield Hazard(operation, {"table": table, "name": name})


def unenforced(schema: Schema | None) -> set[tuple[str, str]]:
    """Return table and name of each rule that is not enforced."""
    return {
        (table.name, one.name or "")
        for table in (schema.tables if schema else ())
        for many in (table.checks, table.foreign_keys)
        for one in many
        if "NOT ENFORCED" in one.options
    }
