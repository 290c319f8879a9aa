"""S10: what an upgrade that failed on SQLite has left, so that the next one fails at it. Touches nothing."""

from __future__ import annotations

from migration_lab.coach.explaining import Match, Ran
from migration_lab.coach.statements_around import does_nothing
from migration_lab.coach.taking_back import drop
from migration_lab.schema import Change
from migration_lab.values.operations import RanOperation
from migration_lab.values.tried import LEFT_OVER


def from_an_earlier_run(ran: Ran) -> Match | None:
    """Recognise a batch's own copy, or a column, an index or a table of the same script that is there already."""
    operation, before = ran.failed_operation, ran.step.before
    if operation is None:
        return None
    copy = f"{LEFT_OVER}{operation.table}"
    if operation.batch and copy in before.table_names:
        case = "" if operation.table in before.table_names else "only copy"
        return Match({"leftover": copy, "table": operation.table}, case)
    if operation.kind == "CreateTable":
        return table_of_an_earlier_run(ran, operation)
    if operation.table not in before.table_names:
        return None
    table = before.table(operation.table)
    if operation.kind == "AddColumn" and {*operation.columns} & {one.name for one in table.columns}:
        return there_already(ran, operation, "column", f"{operation.table}.{operation.columns[0]}")
    if operation.kind == "CreateIndex" and operation.name in {one.name for one in table.indexes}:
        return there_already(ran, operation, "index", operation.name)
    return None


def there_already(ran: Ran, operation: RanOperation, kind: str, name: str) -> Match:
    """Say what is there already, and if its own downgrade() leaves it there, that this may be why."""
    facts = {"thing": f"{kind} {name}"}
    if not does_nothing(ran.source(operation.file), "downgrade"):
        return Match(facts, kind)
    return Match(facts | {"drop": drop(Change("added", kind, name, operation.table))}, "no way back")


def table_of_an_earlier_run(ran: Ran, operation: RanOperation) -> Match | None:
    """A table is there already. If it may have been made behind Alembic's back, S04 tells of it."""
    if operation.table not in ran.step.before.table_names or ran.step.result.create_all:
        return None
    if (ran.places().next_command or "").startswith("flask db stamp"):
        return None
    return there_already(ran, operation, "table", operation.table)
