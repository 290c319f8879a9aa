"""S05: a rename that was run as a drop and an add, so that the values are gone. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from migration_lab.coach.explaining import Match, Ran
from migration_lab.coach.filling import compared, fill
from migration_lab.schema import Table
from migration_lab.values.became import Became
from migration_lab.values.operations import RanOperation

COLUMN = "{table}.{old} with {values:value} ({table}.{new} is new and empty)"
TABLE = "the table {old} with {rows:row} ({new} is new and empty)"
RENAME_COLUMN = """with op.batch_alter_table({table!r}) as batch_op:
    batch_op.alter_column({old!r}, new_column_name={new!r})"""
RENAME_TABLE = "op.rename_table({old!r}, {new!r})"


def dropped_and_added(ran: Ran) -> Match | None:
    """Recognise each column that lost its values and one like it that is new and empty; and two such tables."""
    became = [one.became for one in ran.step.rows if one.became]
    found: list[Match] = []
    for one in became:
        for old, new, values in like_columns(ran, one) if one.stays else ():
            facts = {"table": one.table, "old": old, "new": new, "values": values}
            found.append(at(ran, facts, "", "DropColumn", one.table, old))
    for one in became:
        lost = one.dropped and one.rows_before and not (one.now_in or one.rows_to)
        if lost and (name := like_table(ran, one.table, became)):
            facts = {"table": one.table, "old": one.table, "new": name, "rows": one.rows_before}
            found.append(at(ran, facts, "table", "DropTable", one.table))
    return several(found) if len(found) > 1 else next(iter(found), None)


def several(found: Sequence[Match]) -> Match:
    """Return one match for all of them, at the line of the first."""
    first, files = found[0], sorted({one.file for one in found if one.file})
    losses = [fill(TABLE if one.case else COLUMN, one.facts) for one in found]
    renames = [fill(RENAME_TABLE if one.case else RENAME_COLUMN, one.facts) for one in found]
    facts = {
        "losses": "; ".join(losses),
        "files": files,
        "renames": "\n".join(renames),
        "olds": [*map(old_name, found)],
    }
    return Match(facts, "several", first.file, first.line)


def old_name(one: Match) -> str:
    return str(one.facts["old"]) if one.case else f"{one.facts['table']}.{one.facts['old']}"


def like_columns(ran: Ran, became: Became) -> Iterator[tuple[str, str, int]]:
    """Yield each column that lost all its values, with the only new one of its type, if that is empty."""
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
            yield name, new[0], compared(values, became.all_compared)


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
