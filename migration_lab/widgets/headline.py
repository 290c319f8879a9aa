"""Say of each changed table, in a few plain words, what became of it and of its rows: what is read first. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from migration_lab.values.became import Became, Filled
from migration_lab.values.result import DatabaseChange
from migration_lab.values.tried import is_left_over
from migration_lab.values.visible_text import plain
from migration_lab.widgets.database_state import DatabaseState, Fact
from migration_lab.widgets.kept import RowsKept, lost_words
from migration_lab.widgets.sides import SideLine, TableSides
from migration_lab.widgets.value_words import quoted
from migration_lab.widgets.words import count, name, names, plural

MOST_TABLES = 3
MOST_COLUMNS = 4
MOST_VALUES = 3


@dataclass(frozen=True, slots=True)
class Headline:
    """One table, or several new ones: ``speaker``, ``+ bio``, ``6 rows kept``, ``bio is NULL in all 6``."""

    mark: str
    name: str
    was: str
    """The old name of a renamed table."""
    changes: tuple[Fact, ...]
    """What became of its columns and keys."""
    rows: tuple[Fact, ...]
    """What became of its rows and values."""
    database: str = ""
    """Which database it is in; empty when the command changed no other one."""

    def __str__(self) -> str:
        where = f"{self.database}: " if self.database else ""
        table = f"{where}{self.was} → {self.name}" if self.was else f"{where}{self.name}"
        changes = ", ".join(f"{one.mark} {one.words}".strip() for one in self.changes)
        return f"{table}: {'; '.join(filter(None, (changes, *(one.words for one in self.rows))))}"


def headlines(change: DatabaseChange, state: DatabaseState) -> tuple[Headline, ...]:
    """Return the lines for one database: tables that lost something first, and of many only the first few."""
    rows, became = {one.table: one for one in state.rows}, {plain(one.table): one.became for one in change.rows}
    new = [table for table in state.tables if table.state == "added" and table.name not in rows]
    group = new if len(new) > 1 else []
    found = [_of_table(one, rows.pop(one.name, None), became.get(one.name)) for one in state.tables if one not in group]
    found += [_line(one.mark, one.table, "", (), one, became.get(one.table)) for one in rows.values()]
    if group:
        several = f"{len(group):,} new tables"
        found.append(Headline("+", names([one.name for one in group]), "", (Fact("+", several),), ()))
    found.sort(key=lambda one: not any(fact.mark == "-" for fact in (*one.rows, *one.changes)))
    more = found[MOST_TABLES:]
    rest = [Headline("~", f"{len(more):,} more tables", "", (), (Fact("", names([one.name for one in more])),))]
    shown = (*found[:MOST_TABLES], *(rest if len(more) > 1 else more))
    return tuple(replace(one, database=state.name) for one in shown)


def _of_table(table: TableSides, rows: RowsKept | None, became: Became | None) -> Headline:
    changes = tuple(_changes(table))
    line = _line(table.mark, table.name, table.was, changes, rows, became)
    empty = became is not None and table.state == "added" and not (became.rows_after or is_left_over(table.name))
    return Headline(line.mark, line.name, line.was, line.changes, (Fact("", "no rows yet"),)) if empty else line


def _line(
    mark: str, table: str, was: str, changes: tuple[Fact, ...], rows: RowsKept | None, became: Became | None
) -> Headline:
    if rows is None:
        return Headline(mark, table, was, changes, ())
    said = [Fact(rows.marks[0], rows.words[0])]
    if became is not None and became.all_kept and rows.renames:
        said = [Fact("", f"{rows.words[0]}, with all values")]
    if became is not None and became.is_added_to:
        changes = (*changes, Fact("+", count(became.rows_after - became.rows_before, "row")))
        said = [Fact("", f"{became.rows_before:,} before, {became.rows_after:,} after")]
    if became is not None and became.stays and became.rows_gone and became.rows_come and not became.rows_to:
        said = [Fact("-", f"{count(became.rows_gone, 'row')} gone"), Fact("+", f"{became.rows_come:,} new")]
    values = list(_values(became)) if became is not None and became.stays else []
    if became is None or became.cannot_compare:
        values = [Fact(*pair) for pair in zip(rows.marks[1:], rows.words[1:], strict=True)]
    values.sort(key=lambda fact: fact.mark != "-")
    more = [Fact("", f"{len(values) - MOST_VALUES} more")] if len(values) > MOST_VALUES else []
    return Headline(mark, table, was, changes, (*said, *values[:MOST_VALUES], *more))


def _changes(table: TableSides) -> Iterator[Fact]:
    """Return what became of the table's columns and keys."""
    if table.state == "added" and is_left_over(table.name):
        yield Fact("!", "left over from a change that failed halfway")
    elif table.state == "added":
        yield Fact("+", table.words)
    elif table.state == "dropped":
        yield Fact("-", "table dropped")
    elif table.state == "changed":
        columns = [line for line in table.columns if line.mark]
        many = len(columns) > MOST_COLUMNS
        yield from _counted([(line.mark, "column") for line in columns]) if many else map(_column, columns)
        yield from _counted([(line.mark, line.cells[0]) for line in table.keys if line.mark])


def _column(line: SideLine) -> Fact:
    """Return one column: ``+ bio``, ``~ renamed length → minutes``, ``~ name VARCHAR(80) → TEXT``."""
    if line.before is None or line.after is None:
        return Fact(line.mark, (line.after or line.before or ("",))[0])
    pairs = [(old, new) for old, new in zip(line.before[1:], line.after[1:], strict=True) if old != new]
    other = [f"{old or '(none)'} → {new or '(none)'}" for old, new in pairs]
    first = f"renamed {line.before[0]} → {line.after[0]}" if line.renamed else line.after[0]
    return Fact(line.mark, ", ".join((first, *other)) if line.renamed else " ".join((first, ", ".join(other))).strip())


def _counted(lines: Sequence[tuple[str, str]]) -> Iterator[Fact]:
    for (mark, kind), number in Counter(lines).items():
        yield Fact(mark, kind if number == 1 and kind != "column" else count_of(number, kind))


def count_of(number: int, kind: str) -> str:
    """Return ``2 foreign keys``, ``1 column``."""
    return count(number, kind) if not kind.endswith("y") else f"{number:,} {plural(kind)}"


def _values(became: Became) -> Iterator[Fact]:
    """Return what became of the values, column by column; those that were lost first."""
    lost = dict(became.values_lost)
    for column, many in lost.items():
        yield Fact("-", f"{lost_words(became, many)} of {name(column)} lost")
    for moved in became.moved:
        if moved.column not in lost:
            yield Fact("", f"the values of {name(moved.column)} are in {_places(became, moved.to)} now")
    cut, overwritten, emptied = dict(became.cut), dict(became.overwritten), dict(became.emptied)
    for column, many in became.values_changed:
        kind = (
            ("", "filled in")
            if not overwritten.get(column)
            else ("-", "emptied in")
            if emptied.get(column) == many
            else ("-", "cut in")
            if cut.get(column) == many
            else ("~", "changed in")
        )
        yield Fact(kind[0], f"{name(column)} {kind[1]} {_of(many, became.rows_after)}")
    for one in became.filled:
        yield Fact("~" if one.same and one.value is None else "", f"{name(one.column)} {_filled(one)}")


def _places(became: Became, columns: Iterable[str]) -> str:
    own = f"{became.table}."
    return names([column.removeprefix(own) for column in columns])


def _filled(one: Filled) -> str:
    if one.same:
        return f"is {quoted(one.value)} in {_of(one.of, one.of)}"
    return f"has a value in {_of(one.values, one.of)}"


def _of(many: int, whole: int) -> str:
    """Return ``all 6``, ``3 of 6``, ``the only row``."""
    if many == whole:
        return f"all {whole:,}" if whole > 1 else "the only row"
    return f"{many:,} of {whole:,}"
