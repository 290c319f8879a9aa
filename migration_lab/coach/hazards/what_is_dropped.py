"""What a script takes away: columns, tables, and rows that go with a table. Touches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migration_lab.coach.filling import compared
from migration_lab.coach.hazards.renamed_as_drop import columns_renamed, fate_of, tables_renamed
from migration_lab.coach.hazards.statements_run import plainly, said
from migration_lab.coach.hazards.transactions import BY_SQL
from migration_lab.coach.warning import Hazard, Rehearsal
from migration_lab.values.operations import RanOperation


def drop_column(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find columns that are dropped with values in them, and that no other column has instead."""
    renamed = {id(pair.dropped) for pair in columns_renamed(rehearsal)}
    for operation in rehearsal.operations:
        if operation.kind == "DropColumn" and not operation.failed and id(operation) not in renamed:
            if values := values_lost(rehearsal, operation):
                about = {"values": values, "above": rehearsal.above(operation)}
                yield Hazard(operation, about, case=way(rehearsal))
        elif operation.kind in BY_SQL:
            for fate in rehearsal.tried.fates:
                for column, values in fate.became.values_lost if fate.became.stays else ():
                    if said(operation, rf"^ALTER TABLE .*{word(fate.table)}.* DROP (COLUMN )?.*{word(column)}"):
                        many = compared(values, fate.became.all_compared)
                        facts = {"table": fate.table, "column": column, "values": many}
                        facts |= {"above": rehearsal.above(operation)}
                        yield Hazard(operation, facts, case=way(rehearsal))


def drop_table(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find tables that are dropped with rows in them, and that no other table has instead."""
    renamed = {id(pair.dropped) for pair in tables_renamed(rehearsal)}
    for fate in rehearsal.tried.fates:
        if not fate.became.dropped or not fate.rows_lost:
            continue
        for operation in rehearsal.operations:
            if drops(operation, fate.table) and not operation.failed and id(operation) not in renamed:
                facts = {"table": fate.table, "rows": fate.rows_lost}
                into = written_from(rehearsal, operation, fate.table)
                case = "written elsewhere" if into and not way(rehearsal) else way(rehearsal)
                yield Hazard(operation, facts | {"into": into}, case=case)


def written_from(rehearsal: Rehearsal, drop: RanOperation, table: str) -> list[str]:
    """Return the tables into which the same revision writes before the drop, in a statement that reads that table."""
    earlier = rehearsal.operations[: rehearsal.operations.index(drop)]
    statements = [
        plainly(one)
        for each in earlier
        if each.revision == drop.revision and not each.failed
        for one in each.statements
    ]
    reads = [one for one in statements if re.search(rf"(FROM|JOIN|USING|,) [^ ]*{word(table)}", one)]
    names = {name for schema in rehearsal.tried.after.values() for name in schema.table_names}
    writes = r"^(WITH .*)?(UPDATE|INSERT INTO|MERGE INTO) (ONLY )?[^ ]*"
    return sorted(name for name in names - {table} if any(re.search(writes + word(name), one) for one in reads))


def drops(operation: RanOperation, table: str) -> bool:
    """Tell whether an operation drops that table, by its name."""
    if operation.kind in BY_SQL:
        return said(operation, rf"^DROP TABLE .*{word(table)}")
    return operation.kind == "DropTable" and operation.table == table


def word(name: str) -> str:
    """Return a pattern for a name in a statement in capitals."""
    return rf"(?<!\w){re.escape(name.rpartition('.')[2].upper())}(?!\w)"


def delete_children(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find rows that are deleted since the table to which they refer is made anew, or dropped."""
    for operation in rehearsal.operations:
        for one in operation.counts:
            fate = next((fate for fate in rehearsal.tried.fates if fate.table == one.table), None)
            if one.what == "children" and one.number and fate and fate.rows_lost:
                facts = {"children": one.number, "of": one.of, "child": one.table, "parent": operation.table}
                yield Hazard(operation, facts, case="ahead")


def values_lost(rehearsal: Rehearsal, operation: RanOperation) -> int:
    """Return how many values of a dropped column are nowhere any more; 0 also when that is not known."""
    fate, (column,) = fate_of(rehearsal, operation), operation.columns
    if fate is None or fate.became.dropped:
        return 0
    became = fate.became
    lost, moved = dict(became.values_lost).get(column, 0), {one.column for one in became.moved}
    if became.all_compared or column in moved:
        return compared(lost, became.all_compared)
    return operation.count("values") if lost or became.cannot_compare else 0


def way(rehearsal: Rehearsal) -> str:
    """Return the case of an entry that speaks of a downgrade in other words."""
    return "downgrade" if rehearsal.direction == "downgrade" else ""
