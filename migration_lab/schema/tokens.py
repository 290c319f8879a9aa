"""Cut SQL into tokens, so that nothing inside a string, a quoted name or a comment is mistaken for SQL.

It knows SQLite's rules: ``'string'``, ``"name"``, `` `name` ``, ``[name]``, ``x'blob'``, ``-- comment`` and
``/* comment */``. Nothing here touches a database.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

SPACE = r"(?: [ \t\n\f\r]+ | --[^\n]* | /\*.*?(?:\*/|\Z) )"
LEXER = re.compile(
    rf"""{SPACE}* (?:
        (?P<word>   (?![xX]')[A-Za-z_\x80-\U0010ffff][A-Za-z0-9_$\x80-\U0010ffff]* )
      | (?P<mark>   [(),] | ->> | -> | :: | <> | <= | >= | != | == | << | >> | \|\| )
      | (?P<string> '[^']*(?:''[^']*)*' )
      | (?P<name>   "[^"]*(?:""[^"]*)*" | `[^`]*(?:``[^`]*)*` | \[[^\]]*\] )
      | (?P<number> 0[xX][0-9A-Fa-f]+ | (?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)? )
      | (?P<blob>   [xX]'[0-9A-Fa-f]*' )
      | (?P<other>  . )
      | \Z )
    """,
    re.VERBOSE | re.DOTALL,
)
"""White space and comments, then one token."""
PLAIN = re.compile(r"""[^-\s/'"`\[]+(?:\ [^-\s/'"`\[]+)*""")
"""SQL in which there is nothing to shorten and nothing to be careful about."""
CLOSING = {"'": "'", '"': '"', "`": "`", "[": "]"}
TO_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


class Token(NamedTuple):
    """One word, name, literal or punctuation mark, and its position in the text."""

    kind: str
    text: str
    start: int
    end: int
    word: str
    """A bare word or a punctuation mark in capitals; empty for a quoted name or a literal."""


def tokenize(sql: str) -> list[Token]:
    """Return the tokens of ``sql``, without white space and comments."""
    tokens = []
    for match in LEXER.finditer(sql):
        kind = match.lastgroup
        if kind is None:
            continue  # white space at the end
        text = match[kind]
        if kind == "word":
            word = text.upper()
        elif kind in ("mark", "other"):
            kind, word = "mark", text
        else:
            word = ""
        tokens.append(Token(kind, text, match.start(match.lastgroup or 0), match.end(), word))
    return tokens


def squeeze(sql: str) -> str:
    """Put SQL on one line: comments and runs of white space become one space, literals stay as they are."""
    if PLAIN.fullmatch(sql):
        return sql
    text, end = "", 0
    for token in tokenize(sql):
        text += " " + token.text if token.start > end else token.text
        end = token.end
    return text.strip(" ")


def unquote(text: str) -> str:
    """Return the name that a token means: ``"a ""b"" c"`` is ``a "b" c``."""
    closing = CLOSING.get(text[:1])
    if closing is None or len(text) < 2 or not text.endswith(closing):
        return text
    inner = text[1:-1]
    return inner if closing == "]" else inner.replace(closing * 2, closing)


def fold(name: str) -> str:
    """Fold a name as SQLite compares names: only the letters A to Z lose their case."""
    return name.lower() if name.isascii() else name.translate(TO_LOWER)


def closing_at(tokens: Sequence[Token], start: int) -> int:
    """Return the index of the ``)`` that closes the ``(`` at ``start``; the end of the tokens when none does."""
    depth = 0
    for at in range(start, len(tokens)):
        word = tokens[at].word
        if word == "(":
            depth += 1
        elif word == ")":
            depth -= 1
            if depth == 0:
                return at
    return len(tokens)


def split(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """Split the tokens at the commas that are not inside parentheses."""
    parts: list[Sequence[Token]] = []
    depth = begin = 0
    for at, token in enumerate(tokens):
        word = token.word
        if word == "(":
            depth += 1
        elif word == ")":
            depth -= 1
        elif word == "," and depth == 0:
            parts.append(tokens[begin:at])
            begin = at + 1
    parts.append(tokens[begin:])
    return [part for part in parts if part]


def text_of(sql: str, tokens: Sequence[Token]) -> str:
    """Return the text of these tokens of ``sql``, on one line."""
    return squeeze(sql[tokens[0].start : tokens[-1].end]) if tokens else ""


class Cursor:
    """A position in the tokens of ``sql`` that moves forward."""

    def __init__(self, sql: str, tokens: Sequence[Token]) -> None:
        self.sql, self.tokens, self.at = sql, tokens, 0

    @property
    def more(self) -> bool:
        return self.at < len(self.tokens)

    @property
    def word(self) -> str:
        """Return the next token's word; empty at the end."""
        return self.tokens[self.at].word if self.at < len(self.tokens) else ""

    def accept(self, *words: str) -> bool:
        """Skip these words if they come next."""
        ahead = self.tokens[self.at : self.at + len(words)]
        if len(ahead) < len(words) or any(token.word != word for token, word in zip(ahead, words, strict=True)):
            return False
        self.at += len(words)
        return True

    def name(self) -> str:
        """Return the next token as a name, and skip it."""
        self.at += 1
        return unquote(self.tokens[self.at - 1].text) if self.at <= len(self.tokens) else ""

    def group(self) -> Sequence[Token]:
        """Return the tokens inside the parentheses that open here, and skip them all."""
        if self.word != "(":
            return ()
        start, self.at = self.at + 1, closing_at(self.tokens, self.at) + 1
        return self.tokens[start : self.at - 1]

    def expression(self) -> str:
        return text_of(self.sql, self.group())

    def columns(self) -> tuple[str, ...]:
        return tuple(unquote(part[0].text) for part in split(self.group()))
