"""S04: tables that ``create_all()`` made, and of which Alembic knows nothing. Touches nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from migration_lab.coach.explaining import Match, Ran
from migration_lab.coach.failures.not_up_to_date import says_so
from migration_lab.coach.filling import sql_name
from migration_lab.schema import Schema
from migration_lab.values.places import Places

STAMP = "flask db stamp"


def tables_without_a_script(ran: Ran) -> Match | None:
    """Recognise a draft that is empty since the tables are there, or a script that cannot make them again."""
    if ran.step.result.ok:
        return nothing_to_draft(ran)
    operation = ran.failed_operation
    if operation is None:
        return standing_nowhere(ran)
    if operation.kind != "CreateTable" or operation.table not in ran.step.before.table_names:
        return None
    places = ran.places()
    if (places.next_command or "").startswith(STAMP):
        return Match({"tables": [operation.table], "n": 1, "stamp": places.next_command} | caller(ran), "all there")
    # On SQLite a script that stopped halfway leaves tables too: S10 tells of that.
    if ran.dialect != "sqlite" or ran.step.result.create_all:
        facts = {"tables": [operation.table], "n": 1} | caller(ran)
        if droppable([operation.table], ran):
            return Match(facts | {"drop": drops_of([operation.table], ran.step.after)}, "empty in the way")
        return Match(facts | {"kept": f"{operation.table}_old"}, "in the way")
    return None


def nothing_to_draft(ran: Ran) -> Match | None:
    if ran.drafts:
        return None
    places = ran.places()
    tables = unscripted(places)
    empty = droppable(tables, ran)
    made_now = empty and {*tables} <= made_by_it(ran)
    if not tables or not (ran.graph or made_now or ran.step.result.create_all):
        return None
    facts = {"tables": tables, "n": len(tables)} | caller(ran)
    if empty:
        return about(ran, {**facts, "drop": drops_of(tables, ran.step.after)})
    return about(ran, facts, "with rows")


def standing_nowhere(ran: Ran) -> Match | None:
    """The database has all tables of the scripts, but says that it has run none of them."""
    tables = {*ran.step.before.table_names} - {ran.step.before.version_table}
    if not ran.graph or ran.graph.current or not tables or not says_so(ran):
        return None
    stamp = ran.places().next_command or ""
    facts = {"tables": sorted(tables), "n": len(tables), "stamp": stamp} | caller(ran)
    return Match(facts, "all there") if stamp.startswith(STAMP) else None


def caller(ran: Ran) -> dict[str, object]:
    """Say where the app calls ``create_all()``, if it did during the command."""
    result = ran.step.result
    if not result.create_all or result.create_all in {one.path for one in ran.graph.revisions}:
        return {"uncertain": "yes"}
    return {"caller": f"{result.create_all}, line {result.create_all_line}"}


def about(ran: Ran, facts: dict[str, object], case: str = "") -> Match:
    return Match(facts, case, ran.step.result.create_all, ran.step.result.create_all_line)


def unscripted(places: Places) -> list[str]:
    """Return the tables that models and database have, and the scripts do not."""
    rows = [row for row in places.rows if row.kind == "table" and row.models == row.database == "has"]
    return sorted(row.table for row in rows if row.scripts == "lacks" and row.table)


def made_by_it(ran: Ran) -> set[str]:
    """Return the tables that this very command has made."""
    return {one.table for one in ran.step.rows if one.before is None and one.after}


def droppable(tables: Collection[str], ran: Ran) -> bool:
    """Tell whether each of these tables, as counted now, has no row, and no table beside them refers to one of them."""
    others = [one for one in ran.step.after.tables if one.name not in tables]
    needed = {key.target for one in others for key in one.foreign_keys}
    return not needed & {*tables} and all(ran.rows_in(name) == 0 for name in tables)


def drops_of(tables: Collection[str], schema: Schema) -> str:
    return ";\n".join(f"DROP TABLE {sql_name(name)}" for name in in_order(tables, schema))


def in_order(tables: Collection[str], schema: Schema) -> Sequence[str]:
    """Return the tables in an order in which they can be dropped: what refers to another one comes before it."""
    left, ordered = {*tables}, []
    while left:
        targets = {key.target for name in left for key in schema.table(name).foreign_keys if key.target != name}
        free = sorted(left - targets) or sorted(left)
        ordered += free
        left -= {*free}
    return ordered
