"""A rename that a script makes as a drop and an add, with the evidence for it. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from migration_lab.coach.alike import alike_columns, alike_tables, as_drafted, in_common
from migration_lab.coach.filling import compared
from migration_lab.coach.warning import Hazard, Rehearsal
from migration_lab.schema import Schema
from migration_lab.values.drafted import DraftedColumn, DraftedTable
from migration_lab.values.operations import RanOperation
from migration_lab.values.tried import Fate


@dataclass(frozen=True, slots=True)
class MaybeRenamed:
    """What is dropped and what is added in its place, and how many values or rows are lost by it."""

    dropped: RanOperation
    added: RanOperation
    lost: int
    alike: str
    """In which way the two are alike, in words."""


def rename_as_drop(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find pairs that look like a rename, and in which something is lost."""
    for pair in columns_renamed(rehearsal):
        facts = {"values": pair.lost, "new": pair.added.columns[0], "alike": pair.alike}
        yield Hazard(pair.dropped, facts)
    for pair in tables_renamed(rehearsal):
        facts = {"rows": pair.lost, "new": pair.added.table, "column": "", "alike": pair.alike}
        yield Hazard(pair.dropped, facts, case="table")


def columns_renamed(rehearsal: Rehearsal) -> list[MaybeRenamed]:
    """Pair each dropped column that loses values with an added one like it, in the same table and revision."""
    found = []
    for place in dict.fromkeys(home(one) for one in rehearsal.operations if one.kind == "DropColumn"):
        gone, come = dict(dropped_from(rehearsal, *place)), dict(added_to(rehearsal, *place))
        for old, new in alike_columns([*gone], [*come]):
            dropped, lost = gone[old]
            found.append(MaybeRenamed(dropped, come[new], lost, of_types(old, new)))
    return found


def of_types(old: DraftedColumn, new: DraftedColumn) -> str:
    return f"both {old.type}" if old.type == new.type else f"{old.type} and {new.type}"


def dropped_from(
    rehearsal: Rehearsal, table: str, revision: str, bind: str
) -> Iterator[tuple[DraftedColumn, tuple[RanOperation, int]]]:
    """Yield the columns that a revision drops from a table, each with the operation and how many values it loses."""
    for one in rehearsal.operations:
        fate = fate_of(rehearsal, one)
        if one.kind != "DropColumn" or home(one) != (table, revision, bind) or one.failed or not fate:
            continue
        lost = dict(fate.became.values_lost).get(one.columns[0], 0) if fate.became.stays else 0
        if lost and not fate.became.all_compared:
            lost = one.count("values") or compared(lost, False)
        was = column_of(rehearsal.tried.before.get(bind), table, one.columns[0])
        if lost and was is not None:
            yield was, (one, lost)


def added_to(
    rehearsal: Rehearsal, table: str, revision: str, bind: str
) -> Iterator[tuple[DraftedColumn, RanOperation]]:
    """Yield the columns that a revision adds to a table, if it does not fill them, each with the operation."""
    for one in rehearsal.operations:
        if one.kind != "AddColumn" or home(one) != (table, revision, bind) or one.failed:
            continue
        fate, now = fate_of(rehearsal, one), column_of(rehearsal.tried.after.get(bind), table, one.columns[0])
        if now is not None and not one.details.get("computed") and not (fate and has_values(fate, one.columns[0])):
            yield now, one


def tables_renamed(rehearsal: Rehearsal) -> list[MaybeRenamed]:
    """Pair each dropped table that loses rows with a new one like it, in the same revision."""
    found, tried = [], rehearsal.tried
    for revision, bind in dict.fromkeys((one.revision, one.bind) for one in tried.operations):
        own = [one for one in tried.operations if (one.revision, one.bind, one.failed) == (revision, bind, False)]
        before, after = tried.before.get(bind), tried.after.get(bind)
        fates = {one.table: fate for one in own if (fate := fate_of(rehearsal, one))}
        gone = {
            was: one
            for one in own
            if one.kind == "DropTable" and not one.made_here and fates.get(one.table) and fates[one.table].rows_lost
            if (was := table_in(before, one.table))
        }
        come = {now: one for one in own if one.kind == "CreateTable" and (now := table_in(after, one.table))}
        for old, new in alike_tables([*gone], [*come]):
            dropped = gone[old]
            found.append(MaybeRenamed(dropped, come[new], fates[dropped.table].rows_lost, in_common(old, new)))
    return found


def has_values(fate: Fate, column: str) -> bool:
    """Tell whether an added column holds values that differ from row to row, so that the script has filled it."""
    return any(one.column == column and one.values and not one.same for one in fate.became.filled) or any(
        to == f"{fate.table}.{column}" for one in fate.became.moved for to in one.to
    )


def home(operation: RanOperation) -> tuple[str, str, str]:
    return operation.table, operation.revision, operation.bind


def fate_of(rehearsal: Rehearsal, operation: RanOperation) -> Fate | None:
    return next((fate for fate in rehearsal.tried.fates if fate.table == operation.table), None)


def table_in(schema: Schema | None, table: str) -> DraftedTable | None:
    return as_drafted(schema.table(table)) if schema is not None and table in schema.table_names else None


def column_of(schema: Schema | None, table: str, column: str) -> DraftedColumn | None:
    found = table_in(schema, table)
    return next((one for one in found.columns if one.name == column), None) if found else None
