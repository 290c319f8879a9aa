"""Tell keys and checks that are the same but for their name from those that are not. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from migration_lab.schema import Change, Schema, Table

NAMED = ("primary key", "unique key", "foreign key", "check")
"""What a naming convention gives names to, and a database may keep without one."""


def only_names(changes: Iterable[Change], before: Schema | None = None) -> tuple[list[Change], list[Change]]:
    """Return the changes without those that are about names only; and these, one for each key or check.

    A key that one side has under another name, or without any, comes as a pair: one dropped, one added. One that is
    added beside the same key under another name counts too, if ``before``, the schema before the changes, is given:
    SQLite keeps the key without a name when a draft makes it once more, with one.
    """
    made = {table.name: keys_of(table) for table in before.tables} if before else {}
    rest, names = list(changes), list[Change]()
    for one in [*rest]:
        if one.kind not in NAMED:
            continue
        if one.action == "changed" and nameless(one.before) == nameless(one.after):
            rest.remove(one)
            names.append(told(one, one.before, one.after))
        elif one.action == "dropped" and (pair := next((other for other in rest if is_the_same(one, other)), None)):
            rest.remove(one)
            rest.remove(pair)
            names.append(told(pair, one.before, pair.after))
    for one in [*rest]:
        if one.kind in NAMED and one.action == "added" and nameless(one.after) in made.get(one.table or "", ()):
            rest.remove(one)
            names.append(one)
    return rest, names


def keys_of(table: Table) -> set[Any]:
    return {nameless(one) for one in (*table.unique_keys, *table.foreign_keys, *table.checks)}


def nameless(value: Any) -> Any:
    return replace(value, name=None)


def is_the_same(dropped: Change, other: Change) -> bool:
    alike = (other.action, other.kind, other.table) == ("added", dropped.kind, dropped.table)
    return alike and nameless(other.after) == nameless(dropped.before)


def told(one: Change, before: Any, after: Any) -> Change:
    """Return the change from one name to the other."""
    detail = f"only the name differs: {before.name or 'none'} → {after.name or 'none'}"
    return replace(one, action="changed", before=before, after=after, detail=detail)
