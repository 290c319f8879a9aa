"""C2 and C4: a unique rule or a foreign key that the rows do not keep. Touches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migration_lab.coach.explaining import Match, Ran
from migration_lab.coach.failures.children_of_a_batch import made_anew
from migration_lab.coach.hazards.unmet_rules import term, without_parent
from migration_lab.coach.mending_rows import line_above, may_be_null, missing_parent, table_of
from migration_lab.values.operations import RanOperation

SQLITE = re.compile(r"UNIQUE constraint failed: (?P<what>.+)$", re.MULTILINE)
"""SQLite says the columns, or the index of an expression, nowhere else."""


def twice(ran: Ran) -> Match | None:
    """Recognise the unique constraint, the unique index or the primary key that could not be made."""
    found = [one for one in failed(ran) if is_unique(one) and is_the_one(ran, one)]
    if len(found) != 1:
        return None
    operation = found[0]
    free = [] if never_null(operation) else may_be_null(ran.step.before, operation, ran.step.result.operations)
    facts = facts_of(ran, operation) | {"listing": ", ".join(map(term, operation.columns)), "nullable": free}
    return Match(facts, "failed", operation.file, operation.line)


def orphans(ran: Ran) -> Match | None:
    """Recognise the foreign key that could not be made. SQLite does not say which key it was of several."""
    found = [one for one in failed(ran) if one.kind == "CreateForeignKey" and is_the_one(ran, one)]
    if not found or any(made_anew(one) for one in ran.step.result.operations if one.failed):
        return None  # a batch that has come to drop the old table was refused for the sake of other tables' rows
    key, before = found[0], ran.step.before
    table = table_of(before, key.table)
    others = [*found[1:], *(table.foreign_keys if table and ran.dialect == "sqlite" else ())]
    facts = facts_of(ran, key) | {"other": key.details["other"], "sql": without_parent(key)}
    facts |= {"together": ", ".join(key.columns), "insert": missing_parent(before, key), "several": bool(others)}
    free = may_be_null(before, key, ran.step.result.operations)
    return Match(facts | {"nullable": free, "strict": not free}, "failed", key.file, key.line)


def failed(ran: Ran) -> Iterator[RanOperation]:
    return (one for one in ran.step.result.operations if one.failed)


def facts_of(ran: Ran, operation: RanOperation) -> dict[str, object]:
    about = {"table": operation.table, "columns": operation.columns, "name": operation.name}
    return about | {"above": line_above(ran.source(operation.file), operation)}


def is_unique(operation: RanOperation) -> bool:
    if operation.kind == "CreateIndex":
        return bool(operation.details.get("unique"))
    return operation.kind in ("CreateUniqueConstraint", "CreatePrimaryKey")


def never_null(operation: RanOperation) -> bool:
    """Tell whether two NULLs would be refused too."""
    return operation.kind == "CreatePrimaryKey" or bool(operation.details.get("postgresql_nulls_not_distinct"))


def is_the_one(ran: Ran, operation: RanOperation) -> bool:
    """Tell whether the error names this rule, as far as it names one."""
    for error in ran.error.chain() if ran.error else ():
        if name := error.facts.get("constraint_name"):
            return not operation.name or operation.name.startswith(name)  # PostgreSQL cuts a name that is too long
        if named := SQLITE.search(error.message):
            columns = tuple(one.rpartition(".")[2] for one in named["what"].split(", "))
            return columns == operation.columns or named["what"] == f"index '{operation.name}'"
    return True
