"""Look at the statements of a Python file. Touches nothing."""

from __future__ import annotations

import ast
from collections.abc import Sequence


def statements_around(lines: Sequence[str], line: int) -> list[ast.stmt]:
    """Return those in which a line stands, the outermost first; none if there is no such line, or it is no Python."""
    tree = parsed_file(lines)
    found = (node for node in ast.walk(tree) if isinstance(node, ast.stmt))
    return [one for one in found if one.lineno <= line <= (one.end_lineno or one.lineno)]


def does_nothing(lines: Sequence[str], function: str) -> bool:
    """Tell whether a function of that file has nothing in it but ``pass``, and what it says about itself."""
    found = (one for one in parsed_file(lines).body if isinstance(one, ast.FunctionDef) and one.name == function)
    return any(all(isinstance(one, ast.Pass) or is_constant(one) for one in each.body) for each in found)


def is_constant(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def parsed_file(lines: Sequence[str]) -> ast.Module:
    """Return the file as a tree; an empty one if it is no Python."""
    try:
        return ast.parse("\n".join(lines))
    except (SyntaxError, ValueError):
        return ast.Module([], [])
