"""S20: a script that uses the models of today, which have more columns than the database then has. Touches nothing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from migration_lab.coach.explaining import Match, Ran
from migration_lab.values.statement import Statement

UNKNOWN = ("42703", "42P01")
"""PostgreSQL's codes for a column and a table that are not there."""
LOCKED = "SQLITE_BUSY"
GIVEN_UP = ("55P03", "57014")
"""PostgreSQL's codes for a statement that waited too long for a lock, and one that somebody cancelled."""


def in_a_script(ran: Ran) -> Match | None:
    file, _ = ran.place
    operation = ran.failed_operation
    by_op = operation is not None and operation.kind != "SQL"
    if by_op or file not in {one.path for one in ran.graph.revisions}:
        return None
    imports = [*imported(ran, ran.source(file))]
    failed = next((one for one in reversed(ran.step.result.sql) if one.failed), None)
    if not imports or failed is None or ran.error is None:
        return None
    facts: dict[str, object] = {"modules": imports}
    code = next((one.code for one in ran.error.chain() if one.code), "")
    if code.startswith(LOCKED):
        return Match(facts, "locked") if has_written(ran.step.result.sql) else None
    if code in GIVEN_UP:
        return Match(facts, "waits") if any(one.own for one in ran.step.result.waits) else None
    if code not in UNKNOWN and not code.startswith("SQLITE_ERROR"):
        return None
    missing = sorted(
        one.name
        for one in ran.places().changes
        if one.action == "added" and one.kind in ("column", "table") and is_in(one.name, failed.sql)
    )
    return Match({**facts, "missing": missing, "n": len(missing)}) if missing else None


def imported(ran: Ran, lines: Sequence[str]) -> Iterator[str]:
    """Yield the modules of the project that a file imports."""
    try:
        tree = ast.parse("\n".join(lines))
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
        names += [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
        for name in names:
            path = name.replace(".", "/")
            if ran.source(f"{path}.py") or ran.source(f"{path}/__init__.py"):
                yield name


def is_in(name: str, sql: str) -> bool:
    """Tell whether a statement names a column, given as ``table.column``, or a table."""
    return all(re.search(rf"\b{re.escape(part)}\b", sql) for part in name.split("."))


def has_written(statements: Sequence[Statement]) -> bool:
    """Tell whether an earlier statement has begun a transaction that writes, and that was not committed."""
    return any(one.rolled_back and not one.failed and one.changes_something for one in statements)
