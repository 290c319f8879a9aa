"""A card as static HTML, for places where no widget can run: GitHub, a notebook not yet trusted, an export.

It uses only elements that sanitizers keep, and needs no style. Pure: state in, HTML out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from migration_lab.widgets.advice_html import warnings_html
from migration_lab.widgets.card_state import ABOUT_VERSION_TABLE, CardSql, CardState
from migration_lab.widgets.database_state import DatabaseState, Fact
from migration_lab.widgets.headline import Headline
from migration_lab.widgets.html import (
    aligned_table,
    code,
    definition,
    details,
    esc,
    key_definition,
    paragraph,
    sample_table,
    table,
)
from migration_lab.widgets.kept import RowsKept
from migration_lab.widgets.sides import WORDS, SideLine, TableSides

Draw = Callable[[Sequence[str], Sequence[str] | None, str], str]
"""A function that puts the cells of one side into one; it is given the other side and a tag for what is different."""


def card_html(card: CardState) -> str:
    """Return the card with tables before and after side by side; the SQL and the rows are folded."""
    return "\n".join(_parts(card))


def _parts(card: CardState) -> Iterator[str]:
    loud = [fact for fact in card.facts if fact.mark == "!" and not fact.told]
    quiet = [fact for fact in card.facts if fact.mark != "!" and not fact.told]
    if loud:
        why = f"<br>{code(card.why)}" if card.why else ""
        yield paragraph(f"<strong>{_facts(loud)}</strong>{why}")
    for line in card.headlines:
        yield paragraph(_headline(line))
    facts = _facts(quiet) or ("" if loud or card.headlines else "nothing changed")
    yield paragraph(f"<strong>{code(card.command)}</strong>{': ' if facts else ''}{facts}")
    if card.detected:
        yield paragraph("<br>".join(map(esc, card.detected)))
    if card.warnings:
        yield warnings_html(card.warnings)
    for database in card.databases:
        parts = [*_database(database)]
        if database.name and parts:
            yield paragraph(f"In the <strong>{esc(database.name)}</strong>")
        yield from parts
    if card.files:
        yield paragraph("<br>".join(f"{mark} {code(path)}" for mark, path in card.files))
    if card.statements:
        yield details(f"SQL that ran ({len(card.statements)})", "".join(map(sql_html, card.statements)))
    if card.output:
        yield details(f"What {code(card.command)} printed", f"<pre>{esc(card.output)}</pre>")


def _facts(facts: Iterable[Fact]) -> str:
    return "; ".join(f"{esc(fact.mark)} {esc(fact.words)}".lstrip() for fact in facts)


def _headline(line: Headline) -> str:
    """Return what became of one table: ``speaker: + bio; 6 rows kept``."""
    table = f"<del>{esc(line.was)}</del> → {esc(line.name)}" if line.was else esc(line.name)
    where = f"{esc(line.database)}: " if line.database else ""
    changes = ", ".join(f"<strong>{_facts([fact])}</strong>" for fact in line.changes)
    rows = (_of_rows(fact) for fact in line.rows)
    return f"{where}<strong>{table}</strong>: {'; '.join(filter(None, (changes, *rows)))}"


def _of_rows(fact: Fact) -> str:
    """Return what became of rows or values; what one must not miss is strong, and only a loss has its mark."""
    words = _facts([fact]) if fact.mark == "-" else esc(fact.words)
    return f"<strong>{words}</strong>" if fact.mark in ("-", "~") else words


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
    name = f"<del>{code(sides.was)}</del> → {code(sides.name)}" if sides.was else code(sides.name)
    title = f"<strong>{name}</strong>"
    caption = f"{sides.mark} {title}: {esc(sides.words)}" if sides.words else title
    lines = [*sides.columns, *sides.keys]
    if sides.state in ("added", "dropped"):
        return table(caption, ("column", "definition"), [_one_side(line, len(sides.heads) > 1) for line in lines])
    rows = [_line(line, definition, words) for line in sides.columns]
    rows += [_line(line, key_definition, words) for line in sides.keys]
    return table(caption, ("", before, after), rows)


def _one_side(line: SideLine, more: bool) -> tuple[str, str]:
    """Return the name and the definition of a column, or the kind and the definition of a key, of one side."""
    first, *rest = line.cells
    wrap = "<del>{}</del>" if line.after is None else "{}"
    shown = code(" ".join(filter(None, rest))) if more else ""
    return wrap.format(f"<strong>{esc(first)}</strong>"), wrap.format(shown)


def _line(line: SideLine, draw: Draw, words: Mapping[str, str]) -> tuple[str, str, str]:
    other = line.mark == "~"
    old = draw(line.before, line.after if other else None, "del") if line.before else ""
    new = draw(line.after, line.before if other else None, "ins") if line.after else ""
    old = f"<del>{old}</del>" if line.mark == "-" and old else old
    new = f"<ins>{new}</ins>" if line.mark == "+" and new else new
    lost = f"<strong>{esc(line.lost)} lost</strong>" if line.lost else ""
    return f"{line.mark} {line.word(words)}".strip(), old, new or lost


def _rows(rows: RowsKept) -> str:
    words = ". ".join(map(esc, rows.words))
    summary = f"{rows.mark} rows of {code(rows.table)}: {words}".lstrip()
    if rows.aligned is not None:
        return details(summary, aligned_table(rows.aligned))
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
