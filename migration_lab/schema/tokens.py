"""SQL cut into tokens, so that nothing inside a string, a quoted name or a comment is mistaken for SQL.

It knows SQLite's rules: ``'string'``, ``"name"``, `` `name` ``, ``[name]``, ``x'blob'``, ``-- comment`` and
``/* comment */``. Nothing here touches a database.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

LEXER = re.compile(
    r"""
    (?P<space>  (?: [ \t\n\f\r]+ | --[^\n]* | /\*.*?(?:\*/|\Z) )+ )
  | (?P<blob>   [xX]'[0-9A-Fa-f]*' )
  | (?P<word>   [A-Za-z_\x80-\U0010ffff][A-Za-z0-9_$\x80-\U0010ffff]* )
  | (?P<string> '[^']*(?:''[^']*)*' )
  | (?P<name>   "[^"]*(?:""[^"]*)*" | `[^`]*(?:``[^`]*)*` | \[[^\]]*\] )
  | (?P<number> 0[xX][0-9A-Fa-f]+ | (?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)? )
  | (?P<mark>   ->> | -> | :: | <> | <= | >= | != | == | << | >> | \|\| | . )
    """,
    re.VERBOSE | re.DOTALL,
)
CLOSING = {"'": "'", '"': '"', "`": "`", "[": "]"}
TO_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


class Token(NamedTuple):
    """One word, name, literal or punctuation mark, and where it stands in the text."""

    kind: str
    text: str
    start: int
    end: int


def tokenize(sql: str) -> list[Token]:
    """The tokens of ``sql``, without white space and comments."""
    return [
        Token(kind, match[0], match.start(), match.end())
        for match in LEXER.finditer(sql)
        if (kind := match.lastgroup) and kind != "space"
    ]


def squeeze(sql: str) -> str:
    """The same SQL on one line: comments and runs of white space become one space, literals are left alone."""
    parts = [" " if match.lastgroup == "space" else match[0] for match in LEXER.finditer(sql)]
    return "".join(parts).strip(" ")


def unquote(text: str) -> str:
    """The name that a token stands for: ``"a ""b"" c"`` is ``a "b" c``."""
    closing = CLOSING.get(text[:1])
    if closing is None or len(text) < 2 or not text.endswith(closing):
        return text
    inner = text[1:-1]
    return inner if closing == "]" else inner.replace(closing * 2, closing)


def fold(name: str) -> str:
    """How SQLite compares names: capital letters of ASCII, and only those, are as good as small ones."""
    return name.lower() if name.isascii() else name.translate(TO_LOWER)


def closing_at(tokens: Sequence[Token], start: int) -> int:
    """The index of the ``)`` that closes the ``(`` at ``start``; the end of the tokens when none does."""
    depth = 0
    for at in range(start, len(tokens)):
        if tokens[at].kind == "mark":
            depth += {"(": 1, ")": -1}.get(tokens[at].text, 0)
            if depth == 0:
                return at
    return len(tokens)


def split(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """The tokens between the commas that are not inside parentheses."""
    parts: list[Sequence[Token]] = []
    depth = begin = 0
    for at, token in enumerate(tokens):
        if token.kind != "mark":
            continue
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if token.text == "," and depth == 0:
            parts.append(tokens[begin:at])
            begin = at + 1
    parts.append(tokens[begin:])
    return [part for part in parts if part]
