"""Find the statements of a Python file in which a line stands. Touches nothing."""

from __future__ import annotations

import ast
from collections.abc import Sequence


def statements_around(lines: Sequence[str], line: int) -> list[ast.stmt]:
    """Return them, the outermost first; none if there is no such line, or the file is no Python."""
    try:
        tree = ast.parse("\n".join(lines))
    except (SyntaxError, ValueError):
        return []
    found = (node for node in ast.walk(tree) if isinstance(node, ast.stmt))
    return [one for one in found if one.lineno <= line <= (one.end_lineno or one.lineno)]
