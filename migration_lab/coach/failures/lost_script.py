"""S03: a revision that the database or a script names, and of which there is no script. Touches nothing."""

from __future__ import annotations

from migration_lab.coach.explaining import Match, Ran


def revision_without_a_script(ran: Ran) -> Match | None:
    """Recognise an id that the database holds, or that a script has as its parent. One that was typed is no such id."""
    ids = {one.id for one in ran.graph.revisions}
    errors = [*ran.error.chain()] if ran.error else []
    asked = {error.facts.get("argument") for error in errors if error.type == "ResolutionError"}
    if lost := [id for id in ran.graph.current if id in asked and id not in ids]:
        return of_database(ran, lost[0])
    children = {parent: one for one in ran.graph.revisions for parent in one.parents if parent not in ids}
    for error in errors:
        if error.type == "KeyError" and (child := children.get(error.message.strip("'\""))):
            lost_id = error.message.strip("'\"")
            facts = {"lost": lost_id, "glob": f"*{lost_id}*", "child": child.path}
            return Match(facts, "parent", child.path)
    return None


def of_database(ran: Ran, lost: str) -> Match:
    facts = {"lost": lost, "glob": f"*{lost}*", "target": "head" if len(ran.graph.heads) == 1 else "heads"}
    places = ran.places()
    apart = [row for row in places.rows if row.scripts != row.database or row.scripts == "differs"]
    if not apart and not places.problem:
        return Match(facts, "same tables")
    more = [f"{row.kind} {row.name}" for row in apart if row.scripts == "lacks" and row.database == "has"]
    if more and len(more) == len(apart):
        return Match({**facts, "more": more, "n": len(more)}, "more tables")
    return Match(facts)
