"""What an operation told the database, for telling operations apart that lock alike. Touches nothing."""

from __future__ import annotations

import re

from migration_lab.values.operations import RanOperation

IGNORED = re.compile(r"'(?:[^']|'')*'|--[^\n]*|/\*.*?\*/", re.DOTALL)


def said(operation: RanOperation, pattern: str) -> bool:
    """Tell whether one of its statements matches: in capitals, without text in quotes, comments and double spaces."""
    return any(re.search(pattern, one) for one in map(plainly, operation.statements))


def plainly(statement: str) -> str:
    return " ".join(IGNORED.sub("''", statement).upper().split())
