"""A card as plain text: what a terminal shows, what GitHub shows and nbval compares. Pure: state in, text out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from migration_lab.widgets.advice_text import warnings_text
from migration_lab.widgets.card_state import ABOUT_VERSION_TABLE, CardSql, CardState
from migration_lab.widgets.database_state import DatabaseState
from migration_lab.widgets.grid import align, width
from migration_lab.widgets.kept import RowsKept
from migration_lab.widgets.sample import Sample
from migration_lab.widgets.sides import SideLine, TableSides
from migration_lab.widgets.words import names, shorten

MOST_STATEMENTS = 6
LONGEST_HEAD = 100
LONGEST_STATEMENT = 100
INDENT = "    "


def card_text(card: CardState) -> str:
    """Return the card as lines without colour; ``+ - ~`` are at the beginning of what changed."""
    parts = ["\n".join((_head(card), *(f"  {one}" for one in card.detected)))]
    parts.append(warnings_text(card.warnings) if card.warnings else "")
    for database in card.databases:
        found = [part for part in _database(database) if part]
        parts += [f"In the {database.name}", *found] if database.name and found else found
    parts.append("\n".join(f"{mark} {path}" for mark, path in card.files))
    parts.append("\n".join(_sql_lines([one for one in card.statements if not one.bookkeeping])))
    return "\n\n".join(part for part in parts if part)


def _database(database: DatabaseState) -> Iterator[str]:
    """Return what changed in one of the databases."""
    rows = {one.table: one for one in database.rows}
    for table in database.tables:
        yield "\n".join(table_lines(table, rows.pop(table.name, None)))
    for one in rows.values():
        yield "\n".join(_rows_lines(one))
    yield "\n".join(f"{mark} {words}" for mark, words in database.others)
    if database.move and database.move.made:
        yield f"+ {database.move.table}: {ABOUT_VERSION_TABLE}"
    if database.unchanged_names and database.tables:
        yield f"  unchanged: {names(database.unchanged_names)}"


def _head(card: CardState) -> str:
    line = f"{card.command}: {'; '.join(fact.words for fact in card.facts) or 'nothing changed'}"
    if width(line) <= LONGEST_HEAD:
        return line
    return "\n".join((card.command, *(f"  {fact.mark or ' '} {fact.words}" for fact in card.facts)))


def table_lines(table: TableSides, rows: RowsKept | None = None) -> Iterator[str]:
    """Return one table: a line that says what happened to it, then its columns and keys."""
    yield from _title(table, rows)
    if table.state != "dropped":
        yield from _marked(table.columns)
        yield from _marked([line for line in table.keys if not _is_plain_primary_key(line)])
    if rows is not None and rows.mark:
        yield from _samples(rows)


def _title(table: TableSides, rows: RowsKept | None) -> Iterator[str]:
    """Say what happened to the table and its rows, on one line where that is not too long."""
    sentences = (table.words, *(rows.words if rows else ()))
    line = f"{table.mark or ' '} {table.name}: {'; '.join(sentences)}"
    if rows is None or width(line) <= LONGEST_HEAD:
        yield line
    else:
        yield f"{table.mark or ' '} {table.name}: {'; '.join(sentences[:2])}"
        yield from (f"  {mark or ' '} {words}" for mark, words in zip(rows.marks[1:], rows.words[1:], strict=True))


def _marked(lines: Sequence[SideLine]) -> Iterator[str]:
    for line, text in zip(lines, align([_cells(line) for line in lines]), strict=True):
        yield f"  {line.mark or ' '} {text}{f'  ({line.lost} lost)' if line.lost else ''}"


def _cells(line: SideLine) -> tuple[str, ...]:
    """Return the line's cells; where only the name shows what happened, with the word: ``renamed length → minutes``."""
    first, *rest = line.cells
    return (f"{line.word()} {first}" if line.renamed else first, *rest)


def _is_plain_primary_key(line: SideLine) -> bool:
    """Tell whether the column's own line shows the key already, because it has one column."""
    kind, words = line.cells
    return kind == "primary key" and not line.mark and "," not in words


def _rows_lines(rows: RowsKept) -> Iterator[str]:
    yield f"{rows.mark or ' '} {'; '.join((f'{rows.table}: {rows.words[0]}', *rows.words[1:]))}"
    yield from _samples(rows)


def _samples(rows: RowsKept) -> Iterator[str]:
    """Return the first rows: also before, when something was removed or changed; only after, when rows were added."""
    if rows.before is not None and rows.before.rows and rows.mark != "+":
        yield from _sample("before", rows.before)
    if rows.after is not None and rows.after.rows:
        yield from _sample("after", rows.after)


def _sample(when: str, sample: Sample) -> Iterator[str]:
    yield f"{INDENT}{when}: {sample.words}"
    yield from (f"{INDENT}  {line}" for line in sample_lines(sample))


def sample_lines(sample: Sample) -> list[str]:
    """Lay out rows under their column names, with NULL spelt out."""
    cells = [tuple("NULL" if value is None else shorten(value, 30) for value in row) for row in sample.rows]
    return align([sample.columns, *cells])


def _sql_lines(statements: Sequence[CardSql]) -> Iterator[str]:
    if statements:
        yield "  SQL that ran"
    left_out = 0
    for at, one in enumerate(statements):
        if at >= MOST_STATEMENTS and not one.note:
            left_out += 1
            continue
        if left_out:
            yield f"{INDENT}… {left_out} more"
            left_out = 0
        notes = ", ".join(filter(None, (f"{one.times} times" if one.times > 1 else "", one.note)))
        yield f"{INDENT}{shorten(' '.join(one.sql.split()), LONGEST_STATEMENT)}{f'  ({notes})' if notes else ''}"
    if left_out:
        yield f"{INDENT}… and {left_out} more"
