"""Cut PostgreSQL's SQL into statements, so that nothing inside a string, a name or a comment counts as SQL.

Nothing here touches a database.
"""

from __future__ import annotations

import re
from enum import Enum, auto

TOKEN = re.compile(
    r"""
    (?P<space>  \s+ | --[^\n]* )
  | (?P<open>   /\* )
  | (?P<string> [eE]'(?:[^'\\]|''|\\.)*(?:'|\Z) | (?:[bBxXnN]|[uU]&)?'[^']*(?:''[^']*)*(?:'|\Z) )
  | (?P<name>   (?:[uU]&)?"[^"]*(?:""[^"]*)*(?:"|\Z) )
  | (?P<dollar> \$(?:[A-Za-z_\x80-\U0010ffff][A-Za-z0-9_\x80-\U0010ffff]*)?\$ )
  | (?P<word>   [A-Za-z_\x80-\U0010ffff][A-Za-z0-9_$\x80-\U0010ffff]* )
  | (?P<end>    ; )
  | (?P<other>  . )
    """,
    re.VERBOSE | re.DOTALL,
)
RUN = re.compile(r"[^'\"$;/-]*[\s,()=]")
"""Matches text without string, name, comment or end. Its last character cannot belong to what follows."""
EDGE = re.compile(r"/\*|\*/")
FIRST_WORDS = 4
"""How many words of a statement are kept: they say what it does."""


class Kind(Enum):
    """What a statement does to the transaction that it runs in."""

    NOTHING = auto()
    BEGINS = auto()
    ENDS = auto()
    SETS = auto()
    """``SET TRANSACTION``, which PostgreSQL accepts only before the first query."""
    DISCARDS = auto()
    """``DISCARD``, which PostgreSQL accepts only outside a transaction."""
    TWO_PHASE = auto()


def read(sql: str) -> tuple[str, list[tuple[str, ...]]]:
    """Return the text without comments and with empty strings, and the first words of each statement, in capitals.

    Text between dollar signs stays, since that is mostly the code of a block or a function.
    """
    plain: list[str] = []
    statements: list[list[str]] = [[]]
    seen = False
    found: list[list[str]] = []
    at = 0
    while at < len(sql):
        if len(statements[-1]) == FIRST_WORDS and (run := RUN.match(sql, at)):
            plain.append(run[0])
            at = run.end()
            continue
        match = TOKEN.match(sql, at)
        assert match is not None
        kind, text = match.lastgroup, match[0]
        at = match.end()
        if kind == "space":
            plain.append(" ")
            continue
        if kind == "open":
            at = comment_end(sql, at)
            plain.append(" ")
            continue
        if kind == "end":
            plain.append(";")
            if seen:
                found.append(statements[-1])
            statements.append([])
            seen = False
            continue
        if kind == "dollar":
            close = sql.find(text, at)
            end = len(sql) if close < 0 else close + len(text)
            text, at = text + sql[at:end], end
        elif kind == "string":
            text = "''"
        elif kind == "word" and len(statements[-1]) < FIRST_WORDS:
            statements[-1].append(text.upper())
        plain.append(text)
        seen = True
    if seen:
        found.append(statements[-1])
    return "".join(plain), [tuple(words) for words in found]


def comment_end(sql: str, at: int) -> int:
    """Return where the comment ends that has just begun; PostgreSQL's may contain others."""
    depth = 1
    while depth and (edge := EDGE.search(sql, at)):
        depth += 1 if edge[0] == "/*" else -1
        at = edge.end()
    return len(sql) if depth else at


def kind_of(words: tuple[str, ...]) -> Kind:
    """Return what the statement that begins with these words does to its transaction."""
    first, second = (*words, "", "")[:2]
    if (first in ("COMMIT", "ROLLBACK") and second == "PREPARED") or words[:2] == ("PREPARE", "TRANSACTION"):
        return Kind.TWO_PHASE
    if first == "BEGIN" or words[:2] == ("START", "TRANSACTION"):
        return Kind.BEGINS
    if first == "ROLLBACK" and "TO" in words[1:3]:
        return Kind.NOTHING
    if first in ("COMMIT", "END", "ROLLBACK", "ABORT"):
        return Kind.ENDS
    if words[:2] == ("SET", "TRANSACTION"):
        return Kind.SETS
    return Kind.DISCARDS if first == "DISCARD" else Kind.NOTHING
