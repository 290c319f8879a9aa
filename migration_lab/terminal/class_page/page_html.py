"""The few pieces of HTML of which the page consists. Whatever is not named ``…html`` is escaped."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from migration_lab.values.visible_text import plain

CODE = re.compile(r"`([^`\n]+)`")


def text(said: str) -> str:
    """Return the text in one line, escaped; what is between backticks in it becomes code."""
    return CODE.sub(r"<code>\1</code>", bare(said))


def bare(said: str) -> str:
    """Return the text in one line, escaped, for an attribute or an option, where there is no code."""
    return html.escape(plain(" ".join(said.split())), quote=True)


def lines(said: str) -> str:
    """Return text of several paragraphs, escaped."""
    return "".join(f"<p>{text(one)}</p>" for one in re.split(r"\n\s*\n", said.strip()))


def element(name: str, kind: str, inner_html: str) -> str:
    return f'<{name} class="{kind}">{inner_html}</{name}>'


def scrolled(label: str, table_html: str) -> str:
    """Return a table that may be wider than the page: it can be scrolled by keys too."""
    return f'<div class="scroll" tabindex="0" role="region" aria-label="{bare(label)}">{table_html}</div>'


def bar(parts: Iterable[tuple[str, int]], of: int) -> str:
    """Return a bar of parts, each with its kind and its number. Whoever cannot see it reads the words beside it."""
    pieces = "".join(f'<i class="{kind}" style="width:{100 * many / of:.1f}%"></i>' for kind, many in parts if many)
    return f'<span class="bar" aria-hidden="true">{pieces}</span>'


def counted(answers: Iterable[tuple[str, int]], of: int, kind: str) -> str:
    """Return a list of what was said, each with a bar and how often."""
    items = "".join(
        f'<li>{bar([(kind, many)], max(of, many))}<b>{many}</b><span class="said">{text(said)}</span></li>'
        for said, many in answers
    )
    return f'<ul class="counted">{items}</ul>' if items else ""
