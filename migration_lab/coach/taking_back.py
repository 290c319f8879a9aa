"""Say how to take back what a failed command has left in the database, before it is run again. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from migration_lab.coach.filling import sql_name
from migration_lab.schema import Change
from migration_lab.values.advice import Advice, Do
from migration_lab.values.operations import RanOperation
from migration_lab.values.result import Step
from migration_lab.values.tried import LEFT_OVER

WRITES = ("ExecuteSQL", "SQL", "BulkInsert")
"""What may have moved rows into what was made, or have deleted them elsewhere."""
FIRST = ("index", "view", "column", "table")
"""What is added can be dropped in this order: an index before its column, say."""
STAYED = "Take back what has stayed, or the next run finds it in its way."
IN_THE_LAB = "In the lab, lab.undo() does it."
FROM_A_COPY = "Without the lab, use the copy of the database that you made before."
DONE_BY_ANOTHER = "S22"
"""Here what has come into the database meanwhile is the work of another process, and whole."""


def with_taking_back(advice: Advice, step: Step, script: str) -> Advice:
    """Put before the steps of an advice how to take back what stayed, if they end in running the command again.

    ``script`` is the one that failed. What the scripts before it did is whole, and stays.
    """
    again = any(do.run == step.result.command for do in advice.now)
    stayed = [one for one in step.difference if (one.table or one.name) != step.after.version_table]
    if step.result.ok or not again or not (stayed or any(one.difference for one in step.elsewhere)):
        return advice
    if advice.id == DONE_BY_ANOTHER or (advice.revision and advice.revision in step.revisions_after):
        return advice
    ran = [one for one in step.result.operations if one.file == script]
    others = [one for one in step.result.operations if one.file != script]
    changes = [one for one in stayed if not any(makes(each, one) for each in others)]
    left = changes
    if step.revisions_before != step.revisions_after or step.after.dialect == "postgresql":
        left = [one for one in changes if is_by(one, ran, step)]
        if not left:
            return advice
    statements = [*drops(changes, ran)] if is_all_of_it(changes, ran, step) else []
    ours = {drop(one) for one in left if one.action == "added"}
    if statements and {*statements} <= {do.sql for do in advice.now}:
        return advice
    rest = tuple(do for do in advice.now if do.sql not in ours)
    return replace(advice, now=(taking_back(step, statements), *rest))


def is_all_of_it(changes: Sequence[Change], ran: Sequence[RanOperation], step: Step) -> bool:
    """Tell whether these operations made each of the changes, and did nothing else, such as moving rows.

    Only then does dropping what was made lose nothing: it has no values that were anywhere else before.
    """
    kept = {one.sql for one in step.result.sql if not (one.failed or one.rolled_back)}
    wrote = any(one.kind in WRITES and not kept.isdisjoint(one.statements) for one in ran)
    if wrote or any(one.difference for one in step.elsewhere):
        return False
    return all(any(makes(one, change) for one in ran) for change in changes)


def makes(operation: RanOperation, change: Change) -> bool:
    """Tell whether that operation made what was added. A batch that failed can only have left its copy behind."""
    if change.action != "added":
        return False
    kind, table = operation.kind, operation.table
    if operation.failed and operation.batch:
        return (change.kind, change.name) == ("table", f"{LEFT_OVER}{table}")
    if change.kind == "table":
        return (kind, table) == ("CreateTable", change.name)
    if change.kind == "column":
        return (kind, table) == ("AddColumn", change.table) and change.name.removeprefix(
            f"{table}."
        ) in operation.columns
    if change.kind == "index":
        return table == change.table and (
            kind == "CreateTable" or (kind, operation.name) == ("CreateIndex", change.name)
        )
    return False


def taking_back(step: Step, statements: Sequence[str]) -> Do:
    says = [STAYED, IN_THE_LAB] if step.undoable else [STAYED]
    if not statements:
        return Do(" ".join((*says, FROM_A_COPY)))
    says += ["Without the lab, the SQL below does it."] if step.undoable else ["The SQL below does it."]
    return Do(" ".join(says), sql=";\n".join(statements) + (";" if len(statements) > 1 else ""))


def drops(changes: Sequence[Change], ran: Sequence[RanOperation]) -> Iterator[str]:
    """Yield the statement that takes back each change; none at all if one cannot be taken back by a drop."""
    if any(one.action != "added" or one.kind not in FIRST for one in changes):
        return
    made = [one.table for one in ran if one.kind == "CreateTable"]

    def place(change: Change) -> tuple[int, int]:
        return FIRST.index(change.kind), -made.index(change.name) if change.name in made else 0

    yield from map(drop, sorted(changes, key=place))


def drop(added: Change) -> str:
    """Return the statement that takes it back."""
    if added.kind != "column":
        return f"DROP {added.kind.upper()} {sql_name(added.name)}"
    column = added.name.removeprefix(f"{added.table}.")
    return f"ALTER TABLE {sql_name(added.table or '')} DROP COLUMN {sql_name(column)}"


def is_by(change: Change, ran: Sequence[RanOperation], step: Step) -> bool:
    """Tell whether one of these operations may have made the change; a batch's own copy is of the one that failed."""
    tables = {one.table for one in (*ran, *step.result.operations[-1:])}
    return (change.table or change.name).removeprefix(LEFT_OVER) in tables
