"""Find the tables that a command's SQL names where it writes to rows: enough to know where to look. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from migration_lab.values.first_words import first_words
from migration_lab.values.statement import Statement

WRITING = (
    *("INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE", "TRUNCATE", "COPY", "WITH"),
    *("DO", "CALL"),  # a block, and a procedure, on PostgreSQL
)
NEW_TYPE = re.compile(r"\bUSING\b", re.IGNORECASE)
"""``ALTER TABLE … TYPE … USING`` computes new values, on PostgreSQL."""


def mentioned(sql: Iterable[Statement], names: Iterable[str]) -> set[str]:
    """Return the tables whose name appears in a statement that writes to rows."""
    writing = [one.sql.lower() for one in sql if writes(one.sql)]
    return {name for name in names if any(stands_in(name, text) for text in writing)}


def writes(sql: str) -> bool:
    """Tell whether a statement, or one of several sent as one, writes to rows."""
    words = first_words(sql)
    if words[:1] == ["CREATE"]:
        return False
    return any(word in WRITING or (word == "ALTER" and NEW_TYPE.search(sql) is not None) for word in words)


def stands_in(name: str, text: str) -> bool:
    """Tell whether the name of a table appears in lower-case SQL as a word of its own."""
    last = name.lower().rpartition(".")[2]
    spellings = {last, last.replace('"', '""')}
    return any(re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text) for one in spellings if one in text)
