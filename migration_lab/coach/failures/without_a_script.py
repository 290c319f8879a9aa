"""S25 and S19: what models and database both have, and no script makes. Touches nothing."""

from __future__ import annotations

from migration_lab.coach.explaining import Match, Ran
from migration_lab.schema import Change

IN_TABLES = ("column", "primary key", "unique key", "foreign key", "check", "index")


def made_elsewhere(ran: Ran) -> Match | None:
    """Recognise parts of tables that were migrated somewhere else, by a script that is not here.

    Whole tables are S04's, and a revision that no script has is S03's. An edited script is no lost one.
    """
    if ran.drafts or not ran.graph or ran.graph.pending:
        return None
    places = ran.places()
    if not places.in_step or not places.drift or places.edited:
        return None
    if not all(one.action == "added" and one.kind in IN_TABLES for one in places.drift):
        return None
    things = [f"{one.kind} {one.name}" for one in places.drift]
    folder = ran.graph.revisions[0].path.rpartition("/")[0]
    return Match({"things": things, "n": len(things), "folder": folder})


def no_baseline(ran: Ran) -> Match | None:
    """Recognise a first draft in a project whose database was there before: it leaves out what is there."""
    drafts = ran.drafts
    if len(ran.graph) != len(drafts) or ran.graph.current:
        return None  # there were scripts before, or some of them have run
    if ran.step.result.create_all and not drafts:
        return None  # the app has made them just now, or makes them at each start: S04
    after = ran.step.after
    there = {*after.table_names} - {after.version_table}
    if not there:
        return None
    strange = {one.name for one in ran.places().changes if is_table(one, "dropped")}
    tables = sorted(there - strange)
    made_now = {one.name for one in ran.step.difference if is_table(one, "added")}
    if not tables or strange or {*tables} <= made_now:
        return None
    facts = {"tables": tables, "n": len(tables)}
    return Match({**facts, "draft": drafts[0]}, "draft", drafts[0]) if drafts else Match(facts)


def is_table(change: Change, action: str) -> bool:
    return (change.kind, change.action) == ("table", action)
