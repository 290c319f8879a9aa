"""The few HTML elements that the static displays use. Everything that is not named ``…html`` is escaped."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence

from migration_lab.widgets.aligned_rows import AlignedCell, AlignedColumn, RowsOnBothSides
from migration_lab.widgets.sample import Sample
from migration_lab.widgets.sides import SideLine, TableSides

LEFT = 'style="text-align: left"'
"""JupyterLab's own style for tables would align every cell to the right."""
CODE = re.compile(r"`([^`\n]+)`")


def esc(text: str) -> str:
    return html.escape(text, quote=True)


def code(text: str) -> str:
    return f"<code>{esc(text)}</code>"


def with_code(text: str) -> str:
    """Escape the text; what is between backticks in it becomes code."""
    return CODE.sub(r"<code>\1</code>", esc(text))


def paragraph(inner_html: str) -> str:
    return f"<p>{inner_html}</p>"


def details(summary_html: str, inner_html: str) -> str:
    return f"<details><summary>{summary_html}</summary>\n{inner_html}\n</details>"


def table(caption_html: str, heads: Sequence[str], rows_html: Iterable[Iterable[str]]) -> str:
    """Return a table whose heads are escaped and whose cells are HTML already."""
    head = "".join(f'<th scope="col" {LEFT}>{esc(one)}</th>' if one else "<td></td>" for one in heads)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>\n" for row in rows_html)
    return (
        f"<table>\n<caption>{caption_html}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>"
    )


def structure_table(sides: TableSides) -> str:
    """Return the structure of one table as it is, columns first, then keys."""
    rows = [[f"<strong>{esc(name)}</strong>", *map(_code_or_nothing, rest)] for name, *rest in _cells(sides.columns)]
    keys = [key_definition(cells) for cells in _cells(sides.keys)]
    shown = table(f"<strong>{code(sides.name)}</strong>: {esc(sides.words)}", sides.heads, rows)
    return shown + (f"\n{paragraph('<br>'.join(keys))}" if keys else "")


def _cells(lines: Iterable[SideLine]) -> Iterator[tuple[str, ...]]:
    return (line.cells for line in lines)


def _code_or_nothing(text: str) -> str:
    return code(text) if text else ""


def _cell(inner_html: str) -> str:
    return f"<td {LEFT}>{inner_html}</td>"


def definition(cells: Sequence[str], other: Sequence[str] | None = None, tag: str = "") -> str:
    """Put a column's cells into one: the name, then the rest as the database gives it.

    Where the ``other`` side of a changed column is given, what it has otherwise is in a ``tag``.
    """
    name, *rest = [_marked(cell, other[at] if other else cell, tag) for at, cell in enumerate(cells)]
    parts = " ".join(filter(None, rest))
    return f"<strong>{name}</strong> <code>{parts}</code>"


def _marked(cell: str, other: str, tag: str) -> str:
    return esc(cell) if cell == other else f"<{tag}>{esc(cell or '(none)')}</{tag}>"


def key_definition(cells: Sequence[str], other: Sequence[str] | None = None, tag: str = "") -> str:
    """Put a key's kind and definition into one cell."""
    kind, words = cells
    return f"{esc(kind)} <code>{_marked(words, other[1] if other else words, tag)}</code>"


def aligned_table(aligned: RowsOnBothSides) -> str:
    """Return rows before and after in one: a sign for each row that changed, and old → new where a value did."""
    heads = [f"{one.mark} {f'{one.was} → ' if one.was else ''}{one.name}".strip() for one in aligned.columns]
    rows = [[*map(_both, aligned.columns, row.cells, [row.mark] * len(row.cells))] for row in aligned.rows]
    if any(row.mark for row in aligned.rows):
        heads, rows = ["", *heads], [[row.mark, *cells] for row, cells in zip(aligned.rows, rows, strict=True)]
    return table(esc(aligned.words), heads, rows)


def _both(column: AlignedColumn, cell: AlignedCell, row: str) -> str:
    gone = "-" in (row, column.mark)
    if gone:
        return "" if "+" in (row, column.mark) else f"<del>{_value(cell.before)}</del>"
    if "+" in (row, column.mark):
        return f"<ins>{_value(cell.after)}</ins>"
    new = _value(cell.after)
    return f"<del>{_value(cell.before)}</del> → <ins>{new}</ins>" if cell.changed else new


def _value(value: str | None) -> str:
    """NULL is in italics, so the text 'NULL' cannot be taken for it."""
    return "<em>NULL</em>" if value is None else esc(value)


def sample_table(sample: Sample, caption: str) -> str:
    """Return a few rows under the names of their columns."""
    return table(esc(caption), sample.columns, [map(_value, row) for row in sample.rows])
