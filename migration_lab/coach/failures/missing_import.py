"""S26: a draft that uses a type of the project's own without its import. Touches nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migration_lab.coach.explaining import Match, Ran

BESIDE = "import sqlalchemy as sa"
"""The import that stands in every draft, under which another one can be written."""
TYPES = ("type_", "existing_type")


def of_a_type(ran: Ran) -> Match | None:
    error = next((one for one in ran.error.chain() if one.type == "NameError"), None) if ran.error else None
    file, _ = ran.place
    if error is None or file not in {one.path for one in ran.graph.revisions}:
        return None
    lines, name = ran.source(file), error.facts.get("name", "")
    try:
        tree = ast.parse("\n".join(lines))
    except (SyntaxError, ValueError):
        return None
    chains = [chain for chain in types_in(tree) if chain.split(".")[0] == name and "." in chain]
    if not chains:
        return None
    facts = {"type": chains[0], "module": module_of(ran, chains[0]) or chains[0].rpartition(".")[0]}
    beside = next((number for number, text in enumerate(lines, 1) if text == BESIDE), 0)
    if not beside or not module_of(ran, chains[0]):
        return Match({**facts, "import_line": ""}, "elsewhere")
    return Match({**facts, "beside": BESIDE, "import_line": beside, "both": f"{BESIDE}\nimport {facts['module']}"})


def types_in(tree: ast.AST) -> Iterator[str]:
    """Yield what is called as the type of a column: ``shop.types.Money``."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        is_column = isinstance(node.func, ast.Attribute) and node.func.attr == "Column"
        given = [*node.args] if is_column else []
        given += [one.value for one in node.keywords if one.arg in TYPES]
        for one in given:
            if isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute):
                yield ast.unparse(one.func)


def module_of(ran: Ran, chain: str) -> str:
    """Return the module of the project that a type is in; empty where it is none of the project's."""
    parts = chain.split(".")[:-1]
    while parts:
        path = "/".join(parts)
        if ran.source(f"{path}.py") or ran.source(f"{path}/__init__.py"):
            return ".".join(parts)
        parts.pop()
    return ""
