"""New rules that rows which are there do not keep: NOT NULL, unique, foreign keys. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lab.coach.filling import sql_name
from migration_lab.coach.mending_rows import may_be_null, missing_parent
from migration_lab.coach.warning import Hazard, Rehearsal
from migration_lab.values.operations import RanOperation

ROWS = ("23", "SQLITE_CONSTRAINT")
"""How the codes begin of what a database refuses because of the rows."""
NO_PARENT = ("23503", "SQLITE_CONSTRAINT_FOREIGNKEY")


def new_column_without_value(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find new NOT NULL columns for which the rows have no value."""
    for operation in rehearsal.operations:
        details = operation.details
        given = (details.get("default"), details.get("computed"), details.get("identity"))
        if operation.kind != "AddColumn" or not operation.failed or details.get("nullable") is not False:
            continue
        if operation.rows and not any(given):
            yield Hazard(operation, {"step": rehearsal.step(operation)})


def not_null_over_nulls(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find columns that shall not be NULL any more, and are in some rows."""
    for operation in rehearsal.operations:
        if operation.kind not in ("AlterColumn", "CreatePrimaryKey") or not operation.failed:
            continue
        if refused(rehearsal, *ROWS) and (nulls := operation.count("nulls")):
            yield Hazard(operation, {"nulls": nulls, **place_of(rehearsal, operation)})


def unique_over_duplicates(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find values that shall be unique, and that several rows have."""
    for operation in rehearsal.operations:
        if operation.failed and refused(rehearsal, *ROWS) and (twice := operation.count("duplicates")):
            facts: dict[str, object] = {"twice": twice, "within": operation.count("in duplicates")}
            facts |= {"together": ", ".join(operation.columns), "listing": ", ".join(map(term, operation.columns))}
            facts |= place_of(rehearsal, operation) | {"nullable": may_differ(rehearsal, operation)}
            yield Hazard(operation, facts, case="" if len(operation.columns) == 1 else "several")


def foreign_key_over_orphans(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find rows that point at a parent that is not there, where a foreign key shall hold."""
    for operation in rehearsal.operations:
        if operation.kind != "CreateForeignKey" or not (orphans := operation.count("orphans")):
            continue
        schema = rehearsal.tried.before.get(operation.bind)
        free = may_be_null(schema, operation, rehearsal.tried.operations)
        facts = {"orphans": orphans, "other": operation.details["other"], **place_of(rehearsal, operation)}
        facts |= {"together": ", ".join(operation.columns), "sql": without_parent(operation)}
        facts |= {"insert": missing_parent(schema, operation), "nullable": free, "strict": not free}
        if operation.failed:
            if refused(rehearsal, *NO_PARENT):
                yield Hazard(operation, facts)
        elif rehearsal.dialect(operation) == "sqlite":
            yield Hazard(operation, facts, case="unnoticed", severity="risk")


def refused(rehearsal: Rehearsal, *codes: str) -> bool:
    """Tell whether the run ended with an error whose code begins like one of these."""
    error = rehearsal.tried.error
    return any(one.code.startswith(codes) for one in (error.chain() if error else ()))


def place_of(rehearsal: Rehearsal, operation: RanOperation) -> dict[str, object]:
    """Return at which step it is, and above which line the rows have to be mended."""
    return {"step": rehearsal.step(operation), "above": rehearsal.above(operation)}


def may_differ(rehearsal: Rehearsal, operation: RanOperation) -> list[str]:
    """Return the columns that may be NULL in many rows although they have to be unique."""
    if operation.kind == "CreatePrimaryKey" or operation.details.get("postgresql_nulls_not_distinct"):
        return []
    return may_be_null(rehearsal.tried.before.get(operation.bind), operation, rehearsal.tried.operations)


def term(column: str) -> str:
    """Return the column of an index as SQL; an expression is that already."""
    return column if "(" in column else sql_name(column)


def without_parent(operation: RanOperation) -> str:
    """Return the SQL that shows the rows without a parent."""
    theirs = str(operation.details["other_columns"]).split(", ")
    pairs = zip(theirs, operation.columns, strict=True)
    same = " AND ".join(f"parent.{sql_name(one)} = child.{sql_name(two)}" for one, two in pairs)
    given = " AND ".join(f"child.{sql_name(one)} IS NOT NULL" for one in operation.columns)
    parents = f"SELECT 1 FROM {sql_name(str(operation.details['other']))} AS parent WHERE {same}"
    return f"SELECT * FROM {sql_name(operation.table)} AS child WHERE {given} AND NOT EXISTS ({parents})"
