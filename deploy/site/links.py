"""Let the links and pictures of a text lead to pages of the site, in place of files of the repository."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from pathlib import PurePosixPath
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)
"""How a link begins that names no file: an address, or a place on the same page."""

Find = Callable[[PurePosixPath], str]
"""Returns what stands for a file of the repository, as ``Pages.find`` does."""


HREF = re.compile(r'(?<=\bhref=")[^"]+(?=")')


def rewrite(text: str, source: str, page: str, find: Find) -> str:
    """Return the Markdown ``text`` of the file ``source`` as it has to be on ``page``.

    Only what a parser of Markdown takes for a link is changed, so code that looks like one stays as it is. Raises
    ``LookupError``, with the link, if it leads to nothing that is there.
    """
    parsed = MarkdownIt("commonmark").enable("table").parse(text)
    for href in sorted({*hrefs(parsed)}):
        if href and not ELSEWHERE.match(href):
            target = leads_to(href, source, page, find)
            text = re.sub(rf"(?<=\]\(){re.escape(href)}(?=[)\s])", lambda _, new=target: new, text)
    return text


def rewrite_html(html: str, source: str, page: str, find: Find) -> str:
    """Return what a cell of ``source`` has displayed as it has to be on ``page``: there, pages are HTML."""

    def new(found: re.Match[str]) -> str:
        if ELSEWHERE.match(found[0]):
            return found[0]
        path, hash, place = leads_to(found[0], source, page, find).partition("#")
        return f"{posixpath.splitext(path)[0]}.html{hash}{place}"

    return HREF.sub(new, html)


def leads_to(href: str, source: str, page: str, find: Find) -> str:
    """Return where a link from ``source`` leads, as ``page`` has to say it."""
    path, _, anchor = href.partition("#")
    try:
        found = find(PurePosixPath(posixpath.normpath(posixpath.join(posixpath.dirname(source), unquote(path)))))
    except LookupError as error:
        raise LookupError(f"{source} has a link to {href}: {error}") from None
    to, _, place = found.partition("#")
    target = posixpath.relpath(to, posixpath.dirname(page) or ".")
    return f"{target}#{anchor or place}" if anchor or place else target


def hrefs(tokens: list[Token]) -> list[str]:
    """Return where all links lead, in whatever they stand."""
    found = []
    for token in tokens:
        if token.type == "link_open":
            found.append(str(token.attrs["href"]))
        found.extend(hrefs(token.children or []))
    return found
