"""A card as static HTML, for places where no widget can run: GitHub, a notebook not yet trusted, an export.

It uses only elements that sanitizers keep, and needs no style. Pure: state in, HTML out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from migration_lab.widgets.card_state import ABOUT_VERSION_TABLE, CardSql, CardState
from migration_lab.widgets.database_state import DatabaseState
from migration_lab.widgets.html import code, definition, details, esc, key_definition, paragraph, sample_table, table
from migration_lab.widgets.kept import RowsKept
from migration_lab.widgets.sides import WORDS, SideLine, TableSides


def card_html(card: CardState) -> str:
    """Return the card with tables before and after side by side; the SQL and the rows are folded."""
    return "\n".join(_parts(card))


def _parts(card: CardState) -> Iterator[str]:
    facts = "; ".join(f"{esc(fact.mark)} {esc(fact.words)}" for fact in card.facts) or "nothing changed"
    yield paragraph(f"<strong>{code(card.command)}</strong>: {facts}")
    for database in card.databases:
        parts = [*_database(database)]
        if database.name and parts:
            yield paragraph(f"In the <strong>{esc(database.name)}</strong>")
        yield from parts
    if card.files:
        yield paragraph("<br>".join(f"{mark} {code(path)}" for mark, path in card.files))
    if card.statements:
        yield details(f"SQL that ran ({len(card.statements)})", "".join(map(sql_html, card.statements)))


def _database(database: DatabaseState) -> Iterator[str]:
    """Return what changed in one of the databases."""
    for one in database.tables:
        yield sides_table(one)
    for rows in database.rows:
        yield _rows(rows)
    if database.others:
        yield table("Beside the tables", ("", "what"), [(esc(mark), code(words)) for mark, words in database.others])
    if database.unchanged_names and database.tables:
        yield paragraph(f"Unchanged: {', '.join(map(code, database.unchanged_names))}")
    if database.move is not None and database.move.made:
        yield paragraph(f"+ {code(database.move.table)}: {esc(ABOUT_VERSION_TABLE)}")


def sides_table(
    sides: TableSides, before: str = "before", after: str = "after", words: Mapping[str, str] = WORDS
) -> str:
    """Return one table of three columns: the mark in words, the side before, the side after."""
    title = f"<strong>{code(sides.name)}</strong>"
    caption = f"{sides.mark} {title}: {esc(sides.words)}" if sides.words else title
    rows = [_line(line, definition, words) for line in sides.columns]
    rows += [_line(line, key_definition, words) for line in sides.keys]
    if sides.state == "added":
        return table(caption, (after,), [(new,) for _, _, new in rows])
    if sides.state == "dropped":
        return table(caption, (before,), [(f"<del>{old}</del>",) for _, old, _ in rows])
    return table(caption, ("", before, after), rows)


def _line(line: SideLine, draw: Callable[[Sequence[str]], str], words: Mapping[str, str]) -> tuple[str, str, str]:
    old = draw(line.before) if line.before else ""
    new = draw(line.after) if line.after else ""
    if line.mark in ("-", "~") and old and not line.renamed:
        old = f"<del>{old}</del>"
    if line.mark in ("+", "~") and new and not line.renamed:
        new = f"<ins>{new}</ins>"
    lost = f"<strong>{esc(line.lost)} lost</strong>" if line.lost else ""
    return f"{line.mark} {line.word(words)}".strip(), old, new or lost


def _rows(rows: RowsKept) -> str:
    words = ". ".join(map(esc, rows.words))
    summary = f"{rows.mark} rows of {code(rows.table)}: {words}".lstrip()
    samples = [
        sample_table(sample, f"{when}: {sample.words}")
        for when, sample in (("before", rows.before), ("after", rows.after))
        if sample is not None and sample.rows
    ]
    return details(summary, "".join(samples)) if samples else paragraph(summary)


def sql_html(statement: CardSql) -> str:
    """Return one statement, with its values."""
    note = f"<br><strong>{esc(statement.note)}</strong>" if statement.note else ""
    comment = f"<br>ran {statement.times} times" if statement.times > 1 else ""
    values: Iterable[str] = (f"<br>{code(parameters)}" for parameters in statement.parameters)
    return f"<pre><code>{esc(statement.sql)}</code></pre>{note}{comment}{''.join(values)}"
