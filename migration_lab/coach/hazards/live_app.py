"""What an app will meet that still runs with the old models while a script changes the tables. Touches nothing.

Some of it breaks every such app, and is told of any database on a server. The rest is told only if others are connected
to the database. On SQLite the app usually stands still during an upgrade, so there it is told only to who asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from migration_lab.coach.filling import compared
from migration_lab.coach.hazards.statements_run import said
from migration_lab.coach.warning import Hazard, Rehearsal, is_silenced
from migration_lab.schema import Column, Schema
from migration_lab.values.operations import RanOperation


def in_use(rehearsal: Rehearsal, id: str) -> Iterator[RanOperation]:
    """Yield the operations on tables with rows that others may be using meanwhile."""
    for operation in rehearsal.operations:
        shared = rehearsal.dialect(operation) == "postgresql" or id in rehearsal.asked
        if shared and operation.rows and not operation.failed and rehearsal.direction == "upgrade":
            yield operation


def connected(rehearsal: Rehearsal, id: str) -> Iterator[RanOperation]:
    """Yield the same, if others were connected to the database when the lab looked."""
    for operation in in_use(rehearsal, id):
        if id in rehearsal.asked or rehearsal.tried.sessions.get(operation.bind):
            yield operation


def rename_column(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find columns that are called otherwise from then on: those of one table in one script together."""
    found: dict[tuple[str, str, str], list[RanOperation]] = {}
    for operation in in_use(rehearsal, "B1"):
        renames = operation.kind == "AlterColumn" and operation.details.get("new_name")
        silenced = is_silenced("B1", rehearsal.source(operation.file), operation.line)
        if renames and not silenced and not is_there(rehearsal, operation, operation.columns[0]):
            found.setdefault((operation.bind, operation.revision, operation.table), []).append(operation)
    for first, *more in found.values():
        pairs = tuple(f"{one.columns[0]} → {one.details['new_name']}" for one in (first, *more))
        yield Hazard(first, {"new": first.details["new_name"], "pairs": pairs}, case="several" if more else "")


def rename_table(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find tables that are called otherwise from then on, with no view in their place."""
    for operation in in_use(rehearsal, "B2"):
        after = rehearsal.tried.after.get(operation.bind)
        there = {*after.table_names, *(one.name for one in after.views)} if after else {operation.table}
        if operation.kind == "RenameTable" and operation.table not in there:
            yield Hazard(operation, {"new": operation.details["new_name"]})


def rename_object(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find labels of enums, and schemas, that are called otherwise from then on."""
    for operation in rehearsal.operations:
        before, after = rehearsal.tried.before.get(operation.bind), rehearsal.tried.after.get(operation.bind)
        if before is None or after is None or operation.failed:
            continue
        if said(operation, "^ALTER TYPE .* RENAME VALUE "):
            labels = {one.name: one.labels for one in after.enums}
            for enum in before.enums:
                now = labels.get(enum.name, ())
                pairs = [(old, new) for old, new in zip(enum.labels, now, strict=False) if old != new]
                if len(now) == len(enum.labels):
                    for old, new in pairs:
                        if any(f"'{new}'" in one for one in operation.statements):
                            yield Hazard(operation, {"object": f"the label {old} of {enum.name}", "new": new})
        elif said(operation, "^ALTER SCHEMA .* RENAME TO "):
            old_names = sorted({*before.schemas} - {*after.schemas})
            new_names = sorted({*after.schemas} - {*before.schemas})
            if len(old_names) == len(new_names) == 1:
                yield Hazard(operation, {"object": f"the schema {old_names[0]}", "new": new_names[0]})


def weaker_rule(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find NOT NULLs and defaults that are taken away."""
    for operation in connected(rehearsal, "B5"):
        if operation.kind != "AlterColumn":
            continue
        old, new = columns(rehearsal, operation, operation.columns[0])
        if old is None or new is None:
            continue
        if operation.details.get("nullable") and not old.nullable and new.nullable:
            yield Hazard(operation)
        if "default" in operation.details and old.default and not new.default and not new.nullable:
            yield Hazard(operation, case="default")


def new_rule(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find columns that become NOT NULL although the rows before, which the old app has written, left them empty."""
    filled = {fate.table: fate.became for fate in rehearsal.tried.fates}
    for operation in connected(rehearsal, "B6"):
        if operation.kind != "AlterColumn" or operation.details.get("nullable") is not False:
            continue
        column = operation.columns[0]
        old, new = columns(rehearsal, operation, column)
        if new is None or new.nullable or new.default is not None:
            continue
        became = filled.get(operation.table)
        values = dict(became.values_changed).get(column, 0) - dict(became.overwritten).get(column, 0) if became else 0
        if old is None and new.computed is None and new.identity is None:
            yield Hazard(operation, case="new")
        elif old and old.nullable and values:
            yield Hazard(operation, {"filled": compared(values, bool(became and became.all_compared))})


def json_column(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find columns of a type that PostgreSQL cannot compare."""
    for operation in in_use(rehearsal, "B8"):
        for column in operation.columns:
            old, new = columns(rehearsal, operation, column)
            if new and new.type.upper() == "JSON" and (old is None or old.type != new.type):
                yield Hazard(operation, {"column": column})


def cached_plans(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find types that change without the table being written anew, so that it looks harmless."""
    for operation in connected(rehearsal, "X3"):
        if operation.kind == "AlterColumn" and operation.details.get("type") and not operation.rewrote:
            old, new = columns(rehearsal, operation, operation.columns[0])
            if old and new and old.type != new.type:
                yield Hazard(operation, {"old": old.type, "new": new.type})


def columns(rehearsal: Rehearsal, operation: RanOperation, name: str) -> tuple[Column | None, Column | None]:
    """Return that column of the operation's table before and after the run."""
    tried = rehearsal.tried
    return tuple(  # type: ignore[return-value]
        column_of(schemas.get(operation.bind), operation.table, name) for schemas in (tried.before, tried.after)
    )


def column_of(schema: Schema | None, table: str, name: str) -> Column | None:
    tables = [one for one in schema.tables if one.name == table] if schema else []
    return next((one for found in tables for one in found.columns if one.name == name), None)


def is_there(rehearsal: Rehearsal, operation: RanOperation, name: str) -> bool:
    """Tell whether the table has a column of that name afterwards."""
    return columns(rehearsal, operation, name)[1] is not None
