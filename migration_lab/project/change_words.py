"""Words for changes of a schema, as a sentence for a learner wants them. Touches nothing."""

from __future__ import annotations

from collections.abc import Sequence

from migration_lab.project.wording import listed, them
from migration_lab.schema import Change

HOLDS = {"column": "values", "table": "rows"}
"""What is lost with a thing that goes."""


def message_for(changes: Sequence[Change]) -> str:
    """A message for the draft of these changes: ``add bio to speaker``."""
    if len(changes) == 1:
        [change] = changes
        name = change.name.removeprefix(f"{change.table}.")
        verb = {"added": "add", "dropped": "drop", "changed": "change"}[change.action]
        if change.kind == "table":
            return f"{'create' if verb == 'add' else verb} {name}"
        link = {"add": " to ", "drop": " from ", "change": " of "}[verb]
        return f"{verb} {name}{link}{change.table}" if change.table else f"{verb} {change.kind} {name}"
    tables = sorted({change.table for change in changes if change.table})
    verb = "create" if all(change.kind == "table" and change.action == "added" for change in changes) else "change"
    return f"{verb} {listed(tables)}" if tables else "follow the models"


def things(changes: Sequence[Change]) -> str:
    """``column speaker.bio``, or how many changes there are."""
    if len(changes) == 1:
        return f"{changes[0].kind} {changes[0].name}"
    return f"{len(changes)} changes"


def named(changes: Sequence[Change]) -> str:
    """``columns speaker.bio and talk.level``; of several sorts, only how many things they are."""
    kinds = {change.kind for change in changes}
    if len(kinds) > 1:
        return f"{len(changes)} things"
    [kind] = kinds
    many = f"{kind}es" if kind.endswith(("x", "s")) else f"{kind}s"
    return f"{many if len(changes) > 1 else kind} {listed(change.name for change in changes)}"


def wanted(changes: Sequence[Change]) -> str:
    """What the models want of a database that is what the scripts make."""
    actions = {change.action for change in changes}
    if actions == {"dropped"}:
        return (
            f"The database has {named(changes)}, and the models no longer do. flask db migrate drafts a script that "
            f"drops {them(changes)}{lost(changes)}. To keep {them(changes)}, put {them(changes)} back into the models."
        )
    if actions == {"changed"} and len(changes) == 1:
        how = f" ({changes[0].detail})" if changes[0].detail else ""
        return f"The models want {things(changes)} changed{how}. flask db migrate drafts that."
    sentence = f"The models want {things(changes)} that no script makes yet. flask db migrate drafts one."
    dropped = [change for change in changes if change.action == "dropped"]
    if renames(changes):
        sentence += f" It takes a rename for a drop and an add, and would drop {named(dropped)}{lost(dropped)}."
    elif dropped:
        sentence += f" It would drop {named(dropped)}{lost(dropped)}."
    return sentence


def drops(changes: Sequence[Change]) -> str:
    """What scripts that wait would take away for certain; empty where it may be a rename, or is nothing."""
    if renames(changes):
        return ""
    gone = [change for change in changes if change.action == "dropped" and change.kind in HOLDS]
    return f"{named(gone)}{lost(gone)}" if gone else ""


def lost(changes: Sequence[Change]) -> str:
    """``, with the values in it``: the words behind things that go; empty where nothing goes with them."""
    held = {HOLDS[change.kind] for change in changes if change.kind in HOLDS}
    return f", with the {' and '.join(sorted(held))} in {them(changes)}" if held else ""


def renames(changes: Sequence[Change]) -> bool:
    """Whether a rename may be among them: a column, or a table, goes where another comes."""
    places = {
        (change.action, change.kind, change.table if change.kind == "column" else "")
        for change in changes
        if change.kind in HOLDS
    }
    return any(("added", kind, where) in places for action, kind, where in places if action == "dropped")


def drifted(changes: Sequence[Change]) -> str:
    """What the database is that the scripts do not make: the first things, of one sort, in words; others counted."""
    first = changes[0]
    alike = [change for change in changes if (change.action, change.kind) == (first.action, first.kind)]
    thing = named(alike)
    said = {
        "added": f"it has {thing}, which no script makes",
        "dropped": f"it lacks {thing}, which the scripts make",
        "changed": f"its {thing} {'differ' if len(alike) > 1 else 'differs'} from what the scripts make",
    }[first.action]
    if alike == [first] and first.action == "changed" and first.detail:
        said += f" ({first.detail})"
    others = len(changes) - len(alike)
    return f"{said}, and {others} more {'difference' if others == 1 else 'differences'}" if others else said
