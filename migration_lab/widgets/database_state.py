"""Prepare what a card shows of one changed database. Pure: a `DatabaseChange` in, dataclasses out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from migration_lab.schema import Schema, Table
from migration_lab.values.became import Became
from migration_lab.values.result import DatabaseChange, TableRows
from migration_lab.values.statement import Statement
from migration_lab.values.tried import is_left_over
from migration_lab.values.visible_text import plain
from migration_lab.widgets.kept import RowsKept, columns_kept, part_compared, rows_kept
from migration_lab.widgets.motion_state import Motion, motion
from migration_lab.widgets.sides import TableSides, table_sides
from migration_lab.widgets.words import count, name, names

BASE = "<base>"
MOST_UNCHANGED_IN_FULL = 40


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the command did, short enough for the first line."""

    mark: str
    """``+``, ``-``, ``~``, ``→`` for the revision step, ``!`` for a failure or a loss."""
    words: str
    told: bool = False
    """Whether the line about its table says so too."""


@dataclass(frozen=True, slots=True)
class Move:
    """The revision step."""

    table: str
    """The name of Alembic's own table in this project."""
    before: str
    after: str
    made: bool
    """Whether the step made ``alembic_version`` itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseState:
    """The tables and rows of one database."""

    name: str = ""
    """Which database it is, ``database stats``; empty when the command changed no other one."""
    tables: tuple[TableSides, ...]
    """The tables that changed."""
    unchanged: tuple[TableSides, ...]
    """The others, in full; empty when there are too many, then only ``unchanged_names`` has them."""
    unchanged_names: tuple[str, ...]
    others: tuple[tuple[str, str], ...]
    """What changed outside of tables (views, enums, …): mark and words."""
    move: Move | None
    rows: tuple[RowsKept, ...]
    motion: Motion | None = None
    """The rows as they moved, step by step; ``None`` if that was not recorded."""


def database_state(change: DatabaseChange, name: str = "", sql: Sequence[Statement] = ()) -> DatabaseState:
    """Read what changed in one database, which is called ``name``; ``sql`` is all that the command executed."""
    loud = {*change.difference.tables, *(one.table for one in change.rows)}
    own = change.after.version_table
    quiet = [table for table in change.after.tables if table.name not in loud and table.name != own]
    few = len(quiet) <= MOST_UNCHANGED_IN_FULL
    return DatabaseState(
        name=name,
        tables=tuple(_changed(change)),
        unchanged=tuple(table_sides(table, table) for table in quiet) if few else (),
        unchanged_names=tuple(plain(table.name) for table in quiet),
        others=tuple((one.mark, plain(str(one)[2:])) for one in change.difference if one.table is None),
        move=_move(change),
        rows=tuple(_rows(change)),
        motion=motion(change.frames, sql, own),
    )


def called(bind: str) -> str:
    """Return the name of the database of that bind, for a sentence."""
    return f"database {name(bind)}" if bind else "default database"


def _changed(change: DatabaseChange) -> Iterator[TableSides]:
    rows = {one.table: one for one in change.rows}
    for table in change.difference.tables:
        before, after = find(change.before, change.difference.renames.before(table)), find(change.after, table)
        if table != change.after.version_table and (before or after):
            kept = columns_kept(rows.get(table), change.difference.renames.of(table))
            yield table_sides(before, after, change.difference, kept)


def find(schema: Schema, table: str) -> Table | None:
    """The table of that name, or ``None``."""
    return schema.table(table) if table in schema.table_names else None


def _rows(change: DatabaseChange) -> Iterator[RowsKept]:
    for rows in change.rows:
        if rows.table != change.after.version_table:
            renames = change.difference.renames
            was, now = find(change.before, renames.before(rows.table)), find(change.after, rows.table)
            kept = rows_kept(rows, was, now, renames.of(rows.table))
            if kept is not None:
                yield kept


def _move(change: DatabaseChange) -> Move | None:
    table = change.after.version_table
    made = table in change.after.table_names and table not in change.before.table_names
    if change.revisions_before == change.revisions_after and not made:
        return None
    before, after = (
        ", ".join(map(plain, revisions)) or BASE for revisions in (change.revisions_before, change.revisions_after)
    )
    return Move(plain(table), before, after, made)


def database_facts(change: DatabaseChange, state: DatabaseState) -> Iterator[Fact]:
    """Return what the first line says of it, losses first; with the name of the database when there are several."""
    for told, facts in ((True, _facts(change, state.tables, state.rows)), (False, _other_facts(change, state.tables))):
        for fact in facts:
            yield Fact(fact.mark, f"{state.name}: {fact.words}" if state.name else fact.words, told)


def revision_facts(state: DatabaseState) -> Iterator[Fact]:
    """Return the fact about its revision."""
    move, where = state.move, f"{state.name}: " if state.name else ""
    if move is not None and move.before != move.after:
        yield Fact("→", f"{where}revision {move.before} → {move.after}")
    elif move is not None:
        yield Fact("→", f"{where}made {move.table}, still without a revision")


def _facts(change: DatabaseChange, tables: Sequence[TableSides], rows: Sequence[RowsKept]) -> Iterator[Fact]:
    yield from _lost_values(tables)
    yield from _cut_values(change)
    left = [table.name for table in tables if table.state == "added" and is_left_over(table.name)]
    if left:
        yield Fact("!", f"left over: {names(left)} (from a change that failed halfway)")
    yield from (Fact("~", f"renamed {name(table.was)} → {name(table.name)}") for table in tables if table.was)
    for mark, verb, state in (("+", "made", "added"), ("~", "changed", "changed"), ("-", "dropped", "dropped")):
        which = [table.name for table in tables if table.state == state and table.name not in left and not table.was]
        if which:
            yield Fact(mark, f"{verb} {count(len(which), 'table')}: {names(which)}")
    yield from _renames(tables)
    yield from (Fact("~", one.changed) for one in rows if one.changed)
    yield from _row_facts(change)


def _other_facts(change: DatabaseChange, tables: Sequence[TableSides]) -> Iterator[Fact]:
    others = [one for one in change.difference if one.table is None]
    if others:
        yield Fact("~", f"changed {count(len(others), 'thing')} other than tables")
    yield from _unseen(change, tables)


def _row_facts(change: DatabaseChange) -> Iterator[Fact]:
    for one in change.rows:
        if one.table == change.after.version_table or (one.before is None and find(change.before, one.table)):
            continue
        if one.became is not None and (one.became.now_in or one.became.was_in):
            if one.became.now_in:
                moved = f"moved {count(one.became.rows_before, 'row')} of {name(one.table)}"
                yield Fact("~", f"{moved} to {name(one.became.now_in)}")
            continue
        if one.after is None and find(change.after, one.table):
            continue
        yield from _number_facts(one)


def _number_facts(one: TableRows) -> Iterator[Fact]:
    """Say how many rows moved, and how many others were added or lost."""
    to, came = (one.became.rows_to, one.became.rows_from) if one.became is not None else ((), ())
    for moved in to:
        aside = f", with a different {name(moved.without)}" if moved.without else ""
        yield Fact("~", f"moved {count(moved.rows, 'row')} of {name(one.table)} to {name(moved.table)}{aside}")
    more = (one.after.count if one.after else 0) - (one.before.count if one.before else 0)
    more += sum(moved.rows for moved in to) - sum(moved.rows for moved in came)
    if more < 0 and one.became is not None and one.became.not_looked_for:
        yield Fact(
            "-",
            f"{name(one.table)} has {count(-more, 'row')} fewer; the lab did not look for all of them in other tables",
        )
    elif more:
        verb = "added" if more > 0 else "lost"
        yield Fact("+" if more > 0 else "-", f"{verb} {count(abs(more), 'row')} of {name(one.table)}")


def _lost_values(tables: Sequence[TableSides]) -> Iterator[Fact]:
    for table in tables:
        for line in table.columns:
            if line.lost and line.before:
                yield Fact("!", f"lost {line.lost}: {name(f'{table.name}.{line.before[0]}')} is gone")


def _cut_values(change: DatabaseChange) -> Iterator[Fact]:
    for became in (one.became for one in change.rows if one.became is not None):
        least = "" if became.all_compared else "at least "
        for verb, columns in (("cut", became.cut), ("emptied", became.emptied)):
            for column, many in columns:
                yield Fact("!", f"{verb} {least}{count(many, 'value')} of {name(f'{became.table}.{column}')}")


def _renames(tables: Sequence[TableSides]) -> Iterator[Fact]:
    for table in tables:
        for line in table.columns:
            if line.renamed and line.before and line.after:
                yield Fact("~", f"renamed {name(f'{table.name}.{line.before[0]}')} → {name(line.after[0])}")


def _unseen(change: DatabaseChange, tables: Sequence[TableSides]) -> Iterator[Fact]:
    """Name tables whose rows were not all compared, if nothing else is said of them, with how many were."""
    if blind := [one.table for one in change.rows if one.not_compared]:
        yield Fact("", f"the rows of {names(blind)} were not compared")
    told = {table.name for table in tables}
    for became in (one.became for one in change.rows if one.became is not None):
        if plain(became.table) not in told and _no_change_seen(became) and (part := part_compared(became)):
            yield Fact("", f"no change seen in {part} of {name(became.table)}")


def _no_change_seen(became: Became) -> bool:
    same_number = became.rows_before == became.rows_after
    return bool(same_number and became.compared) and not (became.rows_changed or became.rows_gone or became.rows_come)
