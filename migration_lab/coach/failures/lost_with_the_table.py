"""S11: triggers, expression indexes and views, when a table is made anew or a column changes. Touches nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from migration_lab.coach.explaining import Match, Ran
from migration_lab.coach.filling import sql_name
from migration_lab.schema import Index, Trigger, View

IN_SQLITE = re.compile(r"^error in (?:view|trigger) (?P<view>.+?)(?: after .*)?:")
IN_POSTGRESQL = re.compile(r"\bview (?P<view>\S+) depends on ")
"""No attribute of the error names the view."""


def not_made_again(ran: Ran) -> Match | None:
    """Recognise what a batch has not copied, or a view that forbids the change."""
    return lost(ran) if ran.step.result.ok else in_the_way(ran)


def lost(ran: Ran) -> Match | None:
    batches = {one.table: one for one in ran.step.result.operations if one.batch}
    dropped = {one.name for one in ran.step.result.operations if one.kind == "DropIndex"}
    if ran.dialect != "sqlite":
        return None
    gone_columns: dict[str, list[str]] = {}
    for change in ran.step.difference:
        if (change.action, change.kind) == ("dropped", "column"):
            gone_columns.setdefault(str(change.table), []).append(change.name.rpartition(".")[2])
    gone: dict[str, list[Trigger | Index]] = {}
    for change in ran.step.difference:
        thing = change.before
        is_lost = change.action == "dropped" and change.table in batches and isinstance(thing, Trigger | Index)
        if is_lost and mentions(thing, gone_columns.get(str(change.table), ())):
            continue  # it went with its column, and rightly
        if is_lost and change.name not in dropped and (isinstance(thing, Trigger) or is_expression(ran, thing)):
            gone.setdefault(str(change.table), []).append(thing)  # type: ignore[arg-type]
    for table, things in gone.items():
        facts = {
            "table": table,
            "things": [f"{'trigger' if isinstance(one, Trigger) else 'index'} {one.name}" for one in things],
            "n": len(things),
            "again": ";\n".join(sql_of(one, table) for one in things),
        }
        return Match(facts, "", batches[table].file, batches[table].line)
    return None


def mentions(thing: object, columns: Sequence[str]) -> bool:
    """Tell whether a trigger or an index needs one of these columns."""
    if isinstance(thing, Index):
        text = " ".join([*thing.parts, thing.where or ""])
    else:
        text = thing.sql if isinstance(thing, Trigger) else ""
    return any(re.search(rf"\b{re.escape(name)}\b", text) for name in columns)


def is_expression(ran: Ran, index: object) -> bool:
    """Tell whether an index is on more than columns: one on a dropped column goes with it, and rightly."""
    columns = {column.name for table in ran.step.before.tables for column in table.columns}
    return isinstance(index, Index) and any(part.split()[0].strip('"') not in columns for part in index.parts)


def sql_of(thing: Trigger | Index, table: str) -> str:
    if isinstance(thing, Trigger):
        return thing.sql.strip().removesuffix(";")
    unique, where = "UNIQUE " if thing.unique else "", f" WHERE {thing.where}" if thing.where else ""
    return f"CREATE {unique}INDEX {sql_name(thing.name)} ON {sql_name(table)} ({', '.join(thing.parts)}){where}"


def in_the_way(ran: Ran) -> Match | None:
    errors = [*ran.error.chain()] if ran.error else []
    pattern = IN_SQLITE if ran.dialect == "sqlite" else IN_POSTGRESQL
    found = next((match for one in errors if (match := pattern.search(one.message))), None)
    view = next((one for one in ran.step.before.views if found and one.name == found["view"]), None)
    operation = ran.failed_operation
    if operation is None or operation.kind == "DropTable":
        return None
    triggers = [one for table in ran.step.before.tables for one in table.triggers if table.name != operation.table]
    if trigger := next((one for one in triggers if found and one.name == found["view"]), None):
        return Match(
            {"view": trigger.name, "kind": "TRIGGER", "other": trigger.table, "create": sql_of(trigger, "")}, "trigger"
        )
    if view is None:
        return None
    kind = "MATERIALIZED VIEW" if view.materialized else "VIEW"
    facts = {"view": view.name, "kind": kind, "create": f"CREATE {kind} {view.name} AS {select_of(view)}"}
    if operation.kind == "DropColumn" and re.search(rf"\b{re.escape(operation.columns[0])}\b", view.sql):
        return Match(facts, "dropped")
    return Match(facts, "view")


def select_of(view: View) -> str:
    """Return what the view selects, on one line where that changes nothing."""
    return view.sql if "'" in view.sql else " ".join(view.sql.split())
