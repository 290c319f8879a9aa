"""Colour a cell: an edit cell is a diff, a ``%%writefile`` cell is the file that it writes, anything else is Python."""

from __future__ import annotations

from collections.abc import Iterator

from pygments.lexer import Lexer
from pygments.lexers import DiffLexer, PythonLexer, TextLexer, get_lexer_for_filename
from pygments.token import Name, Text, _TokenType
from pygments.util import ClassNotFound

Tokens = Iterator[tuple[int, _TokenType, str]]


class CellLexer(Lexer):
    """A cell of a notebook; lines that begin with ``%`` are commands to the lab."""

    name = "Cell of migration-lab"

    def get_tokens_unprocessed(self, text: str) -> Tokens:
        first, newline, rest = text.partition("\n")
        if first.startswith("%%"):
            yield 0, Name.Decorator, first
            yield len(first), Text, newline
            yield from moved(body_lexer(first), rest, len(first) + len(newline))
            return
        at = 0
        for magic, lines in runs(text):
            if magic:
                yield at, Name.Decorator, lines
            else:
                yield from moved(PythonLexer(), lines, at)
            at += len(lines)


def body_lexer(first: str) -> Lexer:
    """Return what colours the lines below ``%%edit FILE`` or ``%%writefile FILE``."""
    magic, *words = first.split()
    if magic == "%%edit":
        return DiffLexer()
    try:
        return get_lexer_for_filename(words[-1]) if words else TextLexer()
    except ClassNotFound:
        return TextLexer()


def runs(text: str) -> Iterator[tuple[bool, str]]:
    """Yield the text in pieces: lines that are a command, and what stands between them."""
    between = ""
    for line in text.splitlines(keepends=True):
        if not line.startswith(("%", "!")):
            between += line
            continue
        if between:
            yield False, between
        between = ""
        yield True, line
    if between:
        yield False, between


def moved(lexer: Lexer, text: str, by: int) -> Tokens:
    for at, token, value in lexer.get_tokens_unprocessed(text):
        yield at + by, token, value
