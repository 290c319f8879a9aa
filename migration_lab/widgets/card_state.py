"""What a card says about one step, in words and values ready to be drawn. Pure: a `Step` in, dataclasses out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from migration_lab.project.result import Statement, Step
from migration_lab.project.version_table import DEFAULT, only_writes
from migration_lab.schema import Schema, Table
from migration_lab.widgets.kept import RowsKept, columns_kept, rows_kept
from migration_lab.widgets.sides import TableSides, is_leftover, table_sides
from migration_lab.widgets.words import block, count, name, names, plain, shorten

ABOUT_VERSION_TABLE = "Alembic's own table: it remembers which revision this database stands at"
BASE = "<base>"
MOST_UNCHANGED_IN_FULL = 40
MOST_PARAMETERS = 3
FAILED = "failed"
ROLLED_BACK = "taken back by a rollback"
LONGEST_PARAMETERS = 200


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the command did, short enough for the first line."""

    mark: str
    """``+``, ``-``, ``~``, ``→`` for the revision step, ``!`` for a failure or a loss."""
    words: str


@dataclass(frozen=True, slots=True)
class Move:
    """The revision step."""

    table: str
    """What ``alembic_version`` is called in this project."""
    before: str
    after: str
    made: bool
    """Whether the step made ``alembic_version`` itself."""


@dataclass(frozen=True, slots=True)
class Sql:
    """A statement, with how often it ran in a row."""

    sql: str
    times: int
    parameters: tuple[str, ...]
    """The bound values of the first few times."""
    bookkeeping: bool
    """Whether it only touches ``alembic_version``."""
    note: str
    """What became of it, in words: that it failed or was rolled back. Empty when it ran and stayed."""


@dataclass(frozen=True, slots=True)
class CardState:
    """A whole card."""

    command: str
    facts: tuple[Fact, ...]
    tables: tuple[TableSides, ...]
    """The tables that changed."""
    unchanged: tuple[TableSides, ...]
    """The others, in full; empty when they are too many, then only ``unchanged_names`` tells."""
    unchanged_names: tuple[str, ...]
    others: tuple[tuple[str, str], ...]
    """What changed outside of tables (views, enums, …): mark and words."""
    move: Move | None
    rows: tuple[RowsKept, ...]
    statements: tuple[Sql, ...]
    files: tuple[tuple[str, str], ...]
    """``+`` written or ``-`` removed, and the path."""


def card_state(step: Step) -> CardState:
    """Read a step."""
    tables = tuple(_changed(step))
    rows = tuple(_rows(step))
    move = _move(step)
    loud = {*step.difference.tables, *(one.table for one in step.rows)}
    quiet = [table for table in step.after.tables if table.name not in loud and table.name != step.after.version_table]
    few = len(quiet) <= MOST_UNCHANGED_IN_FULL
    return CardState(
        command=plain(step.result.command),
        facts=tuple(_facts(step, tables, rows, move)),
        tables=tables,
        unchanged=tuple(table_sides(table, table) for table in quiet) if few else (),
        unchanged_names=tuple(plain(table.name) for table in quiet),
        others=tuple((change.mark, plain(str(change)[2:])) for change in step.difference if change.table is None),
        move=move,
        rows=rows,
        statements=tuple(statements_of(step.statements, step.after.version_table)),
        files=(
            *(("+", plain(path)) for path in step.result.written),
            *(("-", plain(path)) for path in step.result.removed),
        ),
    )


def _changed(step: Step) -> Iterator[TableSides]:
    rows = {one.table: one for one in step.rows}
    for table in step.difference.tables:
        before, after = find(step.before, table), find(step.after, table)
        if table != step.after.version_table and (before or after):
            yield table_sides(before, after, step.difference, columns_kept(rows.get(table)))


def find(schema: Schema, table: str) -> Table | None:
    """The table of that name, or ``None``."""
    return schema.table(table) if table in schema.table_names else None


def _rows(step: Step) -> Iterator[RowsKept]:
    for rows in step.rows:
        if rows.table != step.after.version_table:
            kept = rows_kept(rows, find(step.before, rows.table), find(step.after, rows.table))
            if kept is not None:
                yield kept


def _move(step: Step) -> Move | None:
    table = step.after.version_table
    made = table in step.after.table_names and table not in step.before.table_names
    if step.revisions_before == step.revisions_after and not made:
        return None
    before, after = (
        ", ".join(map(plain, revisions)) or BASE for revisions in (step.revisions_before, step.revisions_after)
    )
    return Move(plain(table), before, after, made)


def _facts(step: Step, tables: Sequence[TableSides], rows: Sequence[RowsKept], move: Move | None) -> Iterator[Fact]:
    if not step.result.ok:
        yield Fact("!", f"failed with exit code {step.result.exit_code}")
    yield from _lost_values(tables)
    yield from _cut_values(step)
    left = [table.name for table in tables if table.state == "added" and is_leftover(table.name)]
    if left:
        yield Fact("!", f"left over: {names(left)} (from a change that failed halfway)")
    for mark, verb, state in (("+", "made", "added"), ("~", "changed", "changed"), ("-", "dropped", "dropped")):
        which = [table.name for table in tables if table.state == state and table.name not in left]
        if which:
            yield Fact(mark, f"{verb} {count(len(which), 'table')}: {names(which)}")
    others = [change for change in step.difference if change.table is None]
    if others:
        yield Fact("~", f"changed {count(len(others), 'thing')} beside the tables")
    yield from _renames(tables)
    yield from (Fact("~", one.changed) for one in rows if one.changed)
    counted = [*_row_facts(step)]
    yield from counted
    wrote = any(not (one.failed or one.rolled_back) for one in step.statements)
    if wrote and step.way_back.not_kept and not (step.way_back.undoable or step.difference or counted or move):
        yield Fact("~", "may have changed rows, which could not be compared")
    yield from _file_facts(step)
    if (step.result.written or step.result.removed) and not (step.difference or step.rows or move):
        yield Fact("", "no table changed")
    if move is not None and move.before != move.after:
        yield Fact("→", f"revision {move.before} → {move.after}")
    elif move is not None:
        yield Fact("→", f"made {move.table}, still without a revision")


def _row_facts(step: Step) -> Iterator[Fact]:
    for one in step.rows:
        if one.table == step.after.version_table or (one.before is None and find(step.before, one.table)):
            continue
        if one.became is not None and (one.became.now_in or one.became.was_in):
            if one.became.now_in:
                moved = f"moved {count(one.became.rows_before, 'row')} of {name(one.table)}"
                yield Fact("~", f"{moved} to {name(one.became.now_in)}")
            continue
        if one.after is None and find(step.after, one.table):
            continue
        more = (one.after.count if one.after else 0) - (one.before.count if one.before else 0)
        if more:
            verb = "added" if more > 0 else "lost"
            yield Fact("+" if more > 0 else "-", f"{verb} {count(abs(more), 'row')} of {name(one.table)}")


def _lost_values(tables: Sequence[TableSides]) -> Iterator[Fact]:
    for table in tables:
        for line in table.columns:
            if line.lost and line.before:
                yield Fact("!", f"lost {line.lost}: {name(f'{table.name}.{line.before[0]}')} is gone")


def _cut_values(step: Step) -> Iterator[Fact]:
    for one in step.rows:
        for column, many in one.became.cut if one.became is not None else ():
            yield Fact("!", f"cut {count(many, 'value')} of {name(f'{one.table}.{column}')}")
        for column, many in one.became.emptied if one.became is not None else ():
            yield Fact("!", f"emptied {count(many, 'value')} of {name(f'{one.table}.{column}')}")


def _renames(tables: Sequence[TableSides]) -> Iterator[Fact]:
    for table in tables:
        for line in table.columns:
            if line.renamed and line.before and line.after:
                yield Fact("~", f"renamed {name(f'{table.name}.{line.before[0]}')} → {name(line.after[0])}")


def _file_facts(step: Step) -> Iterator[Fact]:
    for paths, mark, verb in ((step.result.written, "+", "wrote"), (step.result.removed, "-", "removed")):
        scripts = [path for path in paths if path.endswith(".py") and "/versions/" in f"/{path}"]
        for which, noun in ((scripts, "script"), ([path for path in paths if path not in scripts], "file")):
            if which:
                yield Fact(mark, f"{verb} {count(len(which), noun)}")


def statements_of(statements: Iterable[Statement], version_table: str = DEFAULT) -> Iterator[Sql]:
    """The statements ready to be shown, equal ones in a row as one."""
    for (sql, note), group in groupby(statements, key=lambda statement: (statement.sql, _note(statement))):
        ran = list(group)
        parameters = tuple(shorten(plain(one.parameters), LONGEST_PARAMETERS) for one in ran if one.parameters)
        yield Sql(block(sql), len(ran), parameters[:MOST_PARAMETERS], only_writes(sql, version_table), note)


def _note(statement: Statement) -> str:
    return FAILED if statement.failed else ROLLED_BACK if statement.rolled_back else ""
