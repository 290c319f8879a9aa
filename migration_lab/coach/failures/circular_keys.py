"""S29: tables that refer to each other, of which PostgreSQL can make neither first. Touches nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from migration_lab.coach.explaining import Match, Ran
from migration_lab.schema import ForeignKey


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key in a ``create_table`` of a script."""

    columns: tuple[str, ...]
    target: str
    target_columns: tuple[str, ...]
    name: str


def circle(ran: Ran) -> Match | None:
    return left_out(ran) if ran.step.result.ok else refused(ran)


def refused(ran: Ran) -> Match | None:
    """Recognise a table whose key refers to one that the same script makes later, and that refers back."""
    file, _ = ran.place
    failed = ran.failed_operation
    made = tables_made("\n".join(ran.source(file))) if file else {}
    if failed is None or failed.table not in made:
        return None
    later = [*made][[*made].index(failed.table) + 1 :]
    for one in made[failed.table]:
        if one.target in later and failed.table in reached(one.target, made):
            name = one.name or f"fk_{failed.table}_{one.target}"
            line = (
                f'op.create_foreign_key("{name}", "{failed.table}", "{one.target}", '
                f"{[*one.columns]}, {[*one.target_columns]})"
            )
            return Match({"other": one.target, "columns": one.columns, "key": name, "statement": line})
    return None


def left_out(ran: Ran) -> Match | None:
    """Recognise that a table was made without a key that the models mark with ``use_alter``."""
    made = {
        one.table
        for one in ran.step.result.operations
        if one.kind == "CreateTable" and any("use_alter" in line for line in ran.source(one.file))
    }
    if not made:  # without that word nothing is left out, so there is nothing to look for
        return None
    for change in ran.places().changes:
        key = change.after
        if change.action == "added" and change.table in made and isinstance(key, ForeignKey):
            return Match({"table": change.table, "key": change.name, "other": key.target}, "left_out")
    return None


def tables_made(source: str) -> Mapping[str, list[Reference]]:
    """Return the tables that ``upgrade()`` makes, in order, each with its foreign keys."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return {}
    upgrade = next((one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == "upgrade"), None)
    calls = [node for node in ast.walk(upgrade) if isinstance(node, ast.Call)] if upgrade else []
    made = sorted((node for node in calls if called(node) == "create_table"), key=lambda node: node.lineno)
    return {name: [*references(node)] for node in made if (name := text(node.args[0] if node.args else None))}


def references(table: ast.Call) -> Iterator[Reference]:
    for node in ast.walk(table):
        if not isinstance(node, ast.Call) or called(node) != "ForeignKeyConstraint" or len(node.args) < 2:
            continue
        columns, targets = texts(node.args[0]), texts(node.args[1])
        name = next((one.value for one in node.keywords if one.arg == "name"), None)
        if columns and targets:
            target = targets[0].rpartition(".")[0]
            inner = name.args[0] if isinstance(name, ast.Call) and name.args else name
            yield Reference(columns, target, tuple(one.rpartition(".")[2] for one in targets), text(inner))


def reached(table: str, made: Mapping[str, list[Reference]]) -> set[str]:
    """Return all tables to which the keys of a table lead, directly or not."""
    found, waiting = set[str](), [table]
    while waiting:
        for one in made.get(waiting.pop(), ()):
            if one.target not in found:
                found.add(one.target)
                waiting.append(one.target)
    return found


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else ""


def text(node: ast.AST | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def texts(node: ast.AST) -> tuple[str, ...]:
    return tuple(map(text, node.elts)) if isinstance(node, ast.List | ast.Tuple) else ()
