"""Constraints that get no name of the project's own. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lab.coach.hazards.going_back import drops_without_name
from migration_lab.coach.hazards.keys_and_indexes import table_after
from migration_lab.coach.warning import Hazard, Rehearsal
from migration_lab.schema import Schema, Table
from migration_lab.values.operations import RanOperation

PREFIXES = {
    "CreateForeignKey": "fk",
    "CreateUniqueConstraint": "uq",
    "CreateCheckConstraint": "ck",
    "CreatePrimaryKey": "pk",
}
"""How the names of constraints usually begin, by the operation that makes them."""
NEEDS_NAME = "Constraint must have a name"


def no_name(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find constraints of tables that are there already which a script makes without a name."""
    error, back = rehearsal.tried.error, rehearsal.tried.back
    for operation in rehearsal.operations:
        column = operation.kind == "AddColumn" and (
            operation.details.get("foreign_key") or operation.details.get("unique")
        )
        if operation.name or not (column or operation.kind in PREFIXES):
            continue
        prefix = PREFIXES.get(operation.kind) or ("fk" if operation.details.get("foreign_key") else "uq")
        facts = {"step": rehearsal.step(operation), "prefix": prefix}
        if operation.failed:
            if error and any(NEEDS_NAME in one.message for one in error.chain()):
                yield Hazard(operation, facts, case="fails", severity="fails")
        elif is_unnamed(rehearsal, operation) and not goes_back(rehearsal, operation):
            fails_back = back is not None and drops_without_name(back)
            yield Hazard(operation, facts, case="back" if fails_back else "")


def goes_back(rehearsal: Rehearsal, operation: RanOperation) -> bool:
    """Tell whether the downgrade takes it away by the name that PostgreSQL has given it, and there is no other kind."""
    tried, back = rehearsal.tried, rehearsal.tried.back
    if {*tried.dialects.values()} != {"postgresql"} or back is None or back.untried or back.error:
        return False
    return not any(change.table == operation.table for bind, change in back.left if bind == operation.bind)


def is_unnamed(rehearsal: Rehearsal, operation: RanOperation) -> bool:
    """Tell whether the database got no name: a naming convention may have given one."""
    if rehearsal.dialect(operation) == "sqlite":
        after = table_after(rehearsal, operation)
        before = before_of(rehearsal.tried.before.get(operation.bind), operation.table)
        return after is not None and unnamed(after) > (unnamed(before) if before else 0)
    adds = [one.upper() for one in operation.statements if " ADD " in one.upper()]
    keys = [one for one in adds if any(word in one for word in ("FOREIGN KEY", "UNIQUE", "CHECK", "PRIMARY KEY"))]
    return any("CONSTRAINT" not in one for one in keys)


def unnamed(table: Table) -> int:
    names = [one.name for one in table.foreign_keys]
    names += [one.name for one in table.unique_keys]
    names += [one.name for one in table.checks]
    return sum(not one for one in names)


def before_of(schema: Schema | None, table: str) -> Table | None:
    return schema.table(table) if schema and table in schema.table_names else None
