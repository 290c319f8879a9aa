"""Keep a check from giving the goal away: it names only what the task names, or what is there already. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from migration_lab.schema import Change, Column, Schema, Table
from migration_lab.schema.describing import changed

TYPE = "type "
UNSAID = "…"


def hidden_names(task: str, start: Schema, wanted: Schema) -> frozenset[str]:
    """Return the names of tables and columns of the goal that neither the start nor the task has.

    None are hidden if the start has no tables at all: then nothing tells the exercise's from the chapter's.
    """
    if not start.tables:
        return frozenset()
    return frozenset(name for name in _names(wanted) - _names(start) if not names(task, [name]))


def names(text: str, words: Collection[str]) -> bool:
    """Tell whether any of these names is in that text, as a word of its own."""
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) for word in words)


def how_it_differs(change: Change, task: str) -> str:
    """Say how something differs from what the exercise asks for; a type is only named if the task names it."""
    if not isinstance(change.before, Column) or not isinstance(change.after, Column):
        options = " ".join(getattr(change.before, "options", ()))
        return change.detail.replace(f"{options} → none", f"no longer {options}") if options else change.detail
    return ", ".join(_pieces(change.before, change.after, task))


def without_types(goal: Table, now: Table | None, task: str) -> Table:
    """Return the goal's table without the types that are still to be found, but for those that the task names."""
    there = {column.name: column.type for column in (now.columns if now else ())}

    def without(column: Column) -> Column:
        return column if _is_told(column.type, task, there.get(column.name)) else replace(column, type=UNSAID)

    return replace(goal, columns=tuple(map(without, goal.columns)))


def _pieces(before: Column, after: Column, task: str) -> Iterator[str]:
    for piece in changed(before, after):
        if piece.startswith(TYPE) and not _is_told(after.type, task, before.type):
            yield f"another type than {before.type}" if before.type else "some type"
        else:
            yield piece


def _is_told(type_: str, task: str, now: str | None) -> bool:
    """Tell whether the task names that type, or the learner has it already, but for a length that the task gives."""
    bare, numbers = re.sub(r"\(.*\)", "", type_), re.findall(r"\d+", type_)
    known = now is not None and re.sub(r"\(.*\)", "", now) == bare
    return names(task, [type_]) or now == type_ or (known and all(names(task, [number]) for number in numbers))


def _names(schema: Schema) -> set[str]:
    return {*schema.table_names, *(column.name for table in schema.tables for column in table.columns)}
