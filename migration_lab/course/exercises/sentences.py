"""Say in sentences how a learner's database differs from an exercise's goal. Touches no database."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lab.course.exercises.exercise import Rename
from migration_lab.course.exercises.names_in_task import hidden_names, how_it_differs, names
from migration_lab.schema import Change, Column, Difference, Schema, loosen
from migration_lab.schema.describing import describe

NO_MODEL = "no model that the app loads has this name. Is the file with its class imported?"


def still_to_rename(difference: Difference, renames: tuple[Rename, ...]) -> tuple[Rename, ...]:
    """Return the renames of which ``difference`` has both halves: the old column to drop, and the new one to add."""
    halves = {(change.action, change.name) for change in difference if change.kind == "column"}
    return tuple(
        (table, old, new)
        for table, old, new in renames
        if {("dropped", f"{table}.{old}"), ("added", f"{table}.{new}")} <= halves
    )


def sentences(
    difference: Difference, start: Schema, wanted: Schema, renames: tuple[Rename, ...] = (), task: str = ""
) -> Iterator[tuple[Change, str]]:
    """Yield a sentence for each change that is still needed; a rename is one sentence, given with its new column.

    ``start`` is the structure at the start of the exercise, ``wanted`` its goal, ``renames`` those still to do. Names
    that the ``task`` does not have are not given away, nor are types.
    """
    hidden = hidden_names(task, start, wanted)
    new = {f"{table}.{new}": f"{table}.{old}" for table, old, new in renames}
    for change in difference:
        if change.kind == "column" and change.name in new:
            bare = change.name.removeprefix(f"{change.table}.")
            called = "has its old name" if bare in hidden else f"is not yet called {bare}"
            yield change, f"The column {new[change.name]} {called}."
        elif change.kind != "column" or change.name not in new.values():
            yield change, _sentence(change, start, hidden, task)


def without_model(change: Change, sentence: str, start: Schema) -> str:
    """Add to the sentence for something missing that the models lack it too, when models and database are in step."""
    if change.action != "added" or " is missing" not in sentence or _has(start, change):
        return sentence
    if change.kind == "table":
        return f"{sentence.removesuffix('.')}: {NO_MODEL}"
    return f"{sentence} No model has it yet." if change.kind == "column" else sentence


def _sentence(change: Change, start: Schema, hidden: frozenset[str], task: str) -> str:
    place = f" of {change.table}" if change.table and change.table not in change.name else ""
    thing = f"The {change.kind} {change.name}{place}"
    if change.action == "added":
        if _has(start, change):
            return f"{thing} is missing: the exercise begins with it."
        detail = "" if change.kind in ("table", "column") else describe(change.after, change.table or "")
        detail = _plain(detail.replace(f"on {change.name}", ""))
        said = f"{thing} is missing{f': {detail}' if detail else ''}."
        return _something(change) if names(said, hidden) else said
    if change.action == "changed":
        return f"{thing} is not yet as it should be: {_plain(how_it_differs(change, task))}."
    return f"{thing} is {'still there' if _has(start, change) else 'there, but the exercise does not ask for it'}."


def _something(change: Change) -> str:
    """Say that something is missing whose name is for the learner to find."""
    if change.kind in ("table", "view"):
        return f"A {change.kind} is missing."
    return f"The table {change.table} lacks something: {'an' if change.kind == 'index' else 'a'} {change.kind}."


def _has(schema: Schema, change: Change) -> bool:
    """Tell whether ``schema`` has that table, column, key, …"""
    if change.kind == "column":
        return _column(schema, change) is not None
    if change.kind == "table":
        return change.name in schema.table_names
    if change.table is None:
        return change.name in schema.object_names
    value = change.after if change.before is None else change.before
    table = next((table for table in loosen(schema).tables if table.name == change.table), None)
    parts = (table.unique_keys, table.foreign_keys, table.checks, table.indexes, table.triggers) if table else ()
    return any(value in part for part in parts)


def _column(schema: Schema, change: Change) -> Column | None:
    """Return the column of that name as ``schema`` has it, with the length of its type."""
    tables = {table.name: table for table in schema.tables}
    if change.kind != "column" or change.table not in tables:
        return None
    name = change.name.removeprefix(f"{change.table}.")
    return next((column for column in tables[change.table].columns if column.name == name), None)


def _plain(text: str) -> str:
    return " ".join(text.split())
