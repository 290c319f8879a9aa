"""Recognise that a command went well and did not see a change: a default or a check that Alembic does not compare."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lab.coach.explaining import Match, Ran
from migration_lab.schema import Change, Check, Column
from migration_lab.values.places import Places


def default(ran: Ran) -> Match | None:
    """Recognise a server default that is ignored, or that is drafted although the database has it."""
    if is_whole(ran):
        return None
    places = ran.places()
    if ran.drafts and (again := [one.name for one in places.changes if is_drafted_again(one)]):
        return Match({"names": again, "script": ran.drafts[0]}, "again")
    if "default" in places.compares:
        return None  # then Alembic has compared it, and calls it the same
    for change in unseen(ran, places):
        before, after = change.before, change.after
        if isinstance(before, Column) and isinstance(after, Column) and before.default != after.default:
            facts = {"column": change.name, "models": said(after), "database": said(before)}
            return Match(facts, "drafted" if ran.drafts else "")
    return None


def check(ran: Ran) -> Match | None:
    """Recognise a check that only the models or only the database has, or that has another condition in each."""
    if is_whole(ran) or default(ran):  # one thing at a time
        return None
    places = ran.places()
    for change in unseen(ran, places):
        check = change.before if change.action == "dropped" else change.after
        if change.kind != "check" or not isinstance(check, Check) or not check.name:
            continue
        facts = {"table": change.table, "name": check.name, "condition": check.sql}
        if change.action == "changed":
            return Match(facts, "changed")
        if "check" not in places.compares:
            return Match(facts, "dropped" if change.action == "dropped" else "drafted" * bool(ran.drafts))
    return None


def is_whole(ran: Ran) -> bool:
    """Tell whether a draft has everything that it could have of the tables that it changes."""
    return bool(ran.drafts) and not any(one.may_leave_out for one in ran.step.result.drafted)


def unseen(ran: Ran, places: Places) -> Iterator[Change]:
    """Yield what was not compared; after a draft only what is in the tables that the draft is about."""
    if not ran.drafts:
        yield from places.uncompared if places.state == "in step" else ()
        return
    tables = {one.table for one in places.changes}
    yield from (one for one in places.uncompared if one.table in tables)


def is_drafted_again(change: Change) -> bool:
    """Tell whether autogenerate sees another default, but the database and the models make the same column."""
    return (change.kind, change.detail) == ("column", "default") and change.before is None and change.after is None


def said(column: Column) -> str:
    return f"DEFAULT {column.default}" if column.default is not None else "no default"
