"""S05: a rename that was run as a drop and an add, so that the values are gone. Touches nothing."""

from __future__ import annotations

from collections.abc import Sequence

from migration_lab.coach.explaining import Match, Ran
from migration_lab.coach.filling import compared
from migration_lab.schema import Table
from migration_lab.values.became import Became
from migration_lab.values.operations import RanOperation


def dropped_and_added(ran: Ran) -> Match | None:
    """Recognise one column that lost its values and one like it that is new and empty; or two such tables."""
    became = [one.became for one in ran.step.rows if one.became]
    for one in became:
        if one.stays and (pair := like_columns(ran, one)):
            old, new, values = pair
            facts = {"table": one.table, "old": old, "new": new, "values": values}
            return at(ran, facts, "", "DropColumn", one.table, old)
    for one in became:
        lost = one.dropped and one.rows_before and not (one.now_in or one.rows_to)
        if lost and (name := like_table(ran, one.table, became)):
            facts = {"table": one.table, "old": one.table, "new": name, "rows": one.rows_before}
            return at(ran, facts, "table", "DropTable", one.table)
    return None


def like_columns(ran: Ran, became: Became) -> tuple[str, str, int] | None:
    """Return a column that lost all its values and the only new one of its type, if that is empty."""
    before, after = ran.step.before.table(became.table), ran.step.after.table(became.table)
    old_types = {one.name: one.type for one in before.columns}
    new_types = {one.name: one.type for one in after.columns}
    moved = {one.column for one in became.moved}
    gone = [(name, values) for name, values in became.values_lost if name not in moved and name not in new_types]
    empty = [one.column for one in became.filled if not one.values]
    for name, values in gone:
        new = [one for one in empty if new_types[one] == old_types[name]]
        rivals = [one for one, _ in gone if old_types[one] == old_types[name]]
        if len(new) == len(rivals) == 1:
            return name, new[0], compared(values, became.all_compared)
    return None


def like_table(ran: Ran, old: str, became: Sequence[Became]) -> str:
    """Return the one table that was made with the same columns, and that is empty."""
    columns = columns_of(ran.step.before.table(old))
    made = [one.table for one in became if one.made and not one.rows_after]
    alike = [name for name in made if columns_of(ran.step.after.table(name)) == columns]
    return alike[0] if len(alike) == 1 else ""


def columns_of(table: Table) -> set[tuple[str, str]]:
    return {(one.name, one.type) for one in table.columns}


def at(ran: Ran, facts: dict[str, object], case: str, kind: str, table: str, column: str = "") -> Match:
    """Point to the operation that dropped it."""
    found = [one for one in ran.step.result.operations if one.kind == kind and one.table == table]
    operation = next((one for one in found if not column or column in one.columns), RanOperation(kind))
    return Match(facts, case, operation.file, operation.line)
