"""A rename that a script makes as a drop and an add, with the evidence for it. Touches nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from migration_lab.coach.filling import compared
from migration_lab.coach.warning import Hazard, Rehearsal
from migration_lab.schema import Column, Schema
from migration_lab.values.operations import RanOperation
from migration_lab.values.tried import Fate


@dataclass(frozen=True, slots=True)
class MaybeRenamed:
    """What is dropped and what is added in its place, and how many values or rows are lost by it."""

    dropped: RanOperation
    added: RanOperation
    lost: int
    type: str = ""


def rename_as_drop(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find pairs that look like a rename, and in which something is lost."""
    for pair in columns_renamed(rehearsal):
        facts = {"values": pair.lost, "new": pair.added.columns[0], "type": pair.type}
        yield Hazard(pair.dropped, facts)
    for pair in tables_renamed(rehearsal):
        yield Hazard(pair.dropped, {"rows": pair.lost, "new": pair.added.table, "column": ""}, case="table")


def columns_renamed(rehearsal: Rehearsal) -> list[MaybeRenamed]:
    """Pair each dropped column that loses values with an added one of the same type in the same table."""
    found = []
    for dropped in rehearsal.operations:
        fate = fate_of(rehearsal, dropped)
        if dropped.kind != "DropColumn" or dropped.failed or fate is None or not fate.became.stays:
            continue
        lost = dict(fate.became.values_lost).get(dropped.columns[0], 0)
        if lost and not fate.became.all_compared:
            lost = dropped.count("values") or compared(lost, False)
        was = column_of(rehearsal.tried.before.get(dropped.bind), dropped.table, dropped.columns[0])
        if not lost or was is None:
            continue
        for added in rehearsal.operations:
            alike = (added.kind, added.table, added.revision, added.bind) == ("AddColumn", *home(dropped))
            if not alike or added.failed or has_values(fate, added.columns[0]):
                continue
            now = column_of(rehearsal.tried.after.get(added.bind), added.table, added.columns[0])
            if now is not None and now.type == was.type and not now.computed:
                found.append(MaybeRenamed(dropped, added, lost, was.type))
    return nearest(found, lambda one: one.columns[0])


def tables_renamed(rehearsal: Rehearsal) -> list[MaybeRenamed]:
    """Pair each dropped table that loses rows with a new one that has the same columns."""
    found = []
    tried = rehearsal.tried
    for dropped in rehearsal.operations:
        fate = fate_of(rehearsal, dropped)
        if dropped.kind != "DropTable" or dropped.failed or fate is None or not fate.rows_lost:
            continue
        was = columns_of(tried.before.get(dropped.bind), dropped.table)
        for added in tried.operations:
            if (added.kind, added.revision, added.bind) != ("CreateTable", dropped.revision, dropped.bind):
                continue
            if was and columns_of(tried.after.get(added.bind), added.table) == was:
                found.append(MaybeRenamed(dropped, added, fate.rows_lost))
    return nearest(found, lambda one: one.table)


def nearest(pairs: list[MaybeRenamed], name: Callable[[RanOperation], str]) -> list[MaybeRenamed]:
    """Keep one pair for each thing dropped and added: those whose names are most alike."""

    def likeness(pair: MaybeRenamed) -> float:
        return SequenceMatcher(None, name(pair.dropped), name(pair.added)).ratio()

    kept: list[MaybeRenamed] = []
    for pair in sorted(pairs, key=likeness, reverse=True):
        if not any(pair.dropped is one.dropped or pair.added is one.added for one in kept):
            kept.append(pair)
    return kept


def has_values(fate: Fate, column: str) -> bool:
    """Tell whether an added column holds values that differ from row to row, so that the script has filled it."""
    return any(one.column == column and one.values and not one.same for one in fate.became.filled) or any(
        to == f"{fate.table}.{column}" for one in fate.became.moved for to in one.to
    )


def home(operation: RanOperation) -> tuple[str, str, str]:
    return operation.table, operation.revision, operation.bind


def fate_of(rehearsal: Rehearsal, operation: RanOperation) -> Fate | None:
    return next((fate for fate in rehearsal.tried.fates if fate.table == operation.table), None)


def columns_of(schema: Schema | None, table: str) -> set[tuple[str, str]]:
    if schema is None or table not in schema.table_names:
        return set()
    return {(column.name, column.type) for column in schema.table(table).columns}


def column_of(schema: Schema | None, table: str, column: str) -> Column | None:
    if schema is None or table not in schema.table_names:
        return None
    return next((one for one in schema.table(table).columns if one.name == column), None)
