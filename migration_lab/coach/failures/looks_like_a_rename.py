"""S05: a rename that was run as a drop and an add, so that the values are gone. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from migration_lab.coach.alike import alike_columns, alike_tables, as_drafted, in_common
from migration_lab.coach.explaining import Match, Ran
from migration_lab.coach.filling import compared, fill
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
        for old, new, values, alike in like_columns(ran, one) if one.stays else ():
            facts = {"table": one.table, "old": old, "new": new, "values": values, "alike": alike}
            found.append(at(ran, facts, "", "DropColumn", one.table, old))
    for old, new, rows, alike in like_tables(ran, became):
        facts = {"table": old, "old": old, "new": new, "rows": rows, "alike": alike}
        found.append(at(ran, facts, "table", "DropTable", old))
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


def like_columns(ran: Ran, became: Became) -> Iterator[tuple[str, str, int, str]]:
    """Yield each column that lost all its values, with a new and empty one like it, and how the two are alike."""
    before, after = (as_drafted(side.table(became.table)) for side in (ran.step.before, ran.step.after))
    moved, there = {one.column for one in became.moved}, {one.name for one in after.columns}
    lost = {name: values for name, values in became.values_lost if name not in moved and name not in there}
    empty = [one.column for one in became.filled if not one.values]
    gone = [one for one in before.columns if one.name in lost]
    for old, new in alike_columns(gone, [one for one in after.columns if one.name in empty]):
        same = "of the same type" if old.type == new.type else f"which is {new.type} instead of {old.type}"
        yield old.name, new.name, compared(lost[old.name], became.all_compared), same


def like_tables(ran: Ran, became: Sequence[Became]) -> Iterator[tuple[str, str, int, str]]:
    """Yield each table that lost its rows, with one like it that was made and is empty."""
    lost = {one.table: one.rows_before for one in became if one.dropped and not (one.now_in or one.rows_to)}
    made = [one.table for one in became if one.made and not one.rows_after]
    gone = [as_drafted(ran.step.before.table(name)) for name, rows in lost.items() if rows]
    for old, new in alike_tables(gone, [as_drafted(ran.step.after.table(name)) for name in made]):
        yield old.name, new.name, lost[old.name], in_common(old, new)


def at(ran: Ran, facts: dict[str, object], case: str, kind: str, table: str, column: str = "") -> Match:
    """Point to the operation that dropped it."""
    found = [one for one in ran.step.result.operations if one.kind == kind and one.table == table]
    operation = next((one for one in found if not column or column in one.columns), RanOperation(kind))
    return Match(facts, case, operation.file, operation.line)
