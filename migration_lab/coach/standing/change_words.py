"""Put changes of a schema into words, for the sentences that a learner reads. Touches nothing."""

from __future__ import annotations

from collections.abc import Sequence

from migration_lab.coach.saying import say
from migration_lab.schema import Change
from migration_lab.values.wording import listed

HOLDS = {"column": "values", "table": "rows"}
"""What is lost together with a column or a table."""


def message_for(changes: Sequence[Change]) -> str:
    """Suggest a message for the draft of these changes: ``add bio to speaker``."""
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
    """Name a single change, as ``column speaker.bio``, or count several."""
    if len(changes) == 1:
        return f"{changes[0].kind} {changes[0].name}"
    return f"{len(changes)} changes"


def named(changes: Sequence[Change]) -> str:
    """Name changes of one kind, as ``columns speaker.bio and talk.level``; count those of several kinds."""
    kinds = {change.kind for change in changes}
    if len(kinds) > 1:
        return f"{len(changes)} things"
    [kind] = kinds
    many = kind if kind.endswith("s") else f"{kind}es" if kind.endswith("x") else f"{kind}s"
    return f"{many if len(changes) > 1 else kind} {listed(change.name for change in changes)}"


def wanted(changes: Sequence[Change]) -> str:
    """Say what the models change, where the database is what the scripts make."""
    actions = {change.action for change in changes}
    if actions == {"dropped"}:
        return say("changes.let_go", gone=named(changes), changes=changes, lost=lost(changes))
    if actions == {"changed"} and len(changes) == 1:
        return say("changes.one_changed", thing=things(changes), how=detail_of(changes))
    sentence = say("changes.wanted", things=things(changes))
    if dropped := [change for change in changes if change.action == "dropped"]:
        gone = {"gone": named(dropped), "lost": lost(dropped)}
        more = say("changes.maybe_renamed", **gone) if renames(changes) else say("changes.would_drop", **gone)
        sentence = f"{sentence} {more}"
    return sentence


def wanted_after(changes: Sequence[Change]) -> str:
    """Say what the models want beyond everything that the scripts make."""
    return say("changes.wanted_after", what=beyond(changes))


def beyond(changes: Sequence[Change]) -> str:
    doing = {"added": "to add", "dropped": "to drop", "changed": "to change"}
    said = []
    for action, what in doing.items():
        if some := [change for change in changes if change.action == action]:
            said.append(f"{what} {sorts(some)}{detail_of(some) if action == 'changed' else ''}")
    return listed(said)


def detail_of(changes: Sequence[Change]) -> str:
    """Say how a single change changes something: `` (NOT NULL → NULL)``; empty for several."""
    return f" ({changes[0].detail})" if len(changes) == 1 and changes[0].detail else ""


def drops(changes: Sequence[Change], *, held: bool = True) -> str:
    """Name what pending scripts would certainly drop; empty where nothing is dropped, or it may be a rename.

    Without ``held``, say nothing about the rows and values in it.
    """
    if renames(changes):
        return ""
    gone = [change for change in changes if change.action == "dropped" and change.kind in HOLDS]
    return f"{sorts(gone)}{lost(gone) if held else ''}" if gone else ""


def maybe_renamed(changes: Sequence[Change]) -> tuple[str, str]:
    """Name what is dropped and what is added, where that may be a rename; empty where it cannot be one."""
    if not renames(changes):
        return "", ""
    gone, come = (
        sorts([change for change in changes if change.action == action and change.kind in HOLDS])
        for action in ("dropped", "added")
    )
    return gone, come


def sorts(changes: Sequence[Change]) -> str:
    """Name all the changes, kind by kind: ``column speaker.bio and table room``."""
    by_kind: dict[str, list[Change]] = {}
    for change in changes:
        by_kind.setdefault(change.kind, []).append(change)
    return listed(named(some) for some in by_kind.values())


def lost(changes: Sequence[Change]) -> str:
    """Say what is lost with the things dropped: ``, with the values in it``; empty where nothing is."""
    held = {HOLDS[change.kind] for change in changes if change.kind in HOLDS}
    return f", with the {' and '.join(sorted(held))} in {'it' if len(changes) == 1 else 'them'}" if held else ""


def renames(changes: Sequence[Change]) -> bool:
    """Tell whether a rename may be among the changes: a column, or a table, is dropped where another is added."""
    places = {
        (change.action, change.kind, change.table if change.kind == "column" else "")
        for change in changes
        if change.kind in HOLDS
    }
    return any(("added", kind, where) in places for action, kind, where in places if action == "dropped")


def drifted(changes: Sequence[Change], pending: Sequence[Change] = (), *, whole: bool = True) -> str:
    """Say how the database differs from what the scripts that have run make, kind by kind.

    ``pending`` is what the pending scripts will do; ``whole`` says whether all of that is known.
    """
    coming = {(change.action, change.kind, change.name) for change in pending}
    groups: dict[tuple[str, str, bool], list[Change]] = {}
    for change in changes:
        waits = (change.action, change.kind, change.name) in coming
        groups.setdefault((change.action, change.kind, waits), []).append(change)
    said = []
    for (action, _, waits), alike in groups.items():
        about = {"things": named(alike), "changes": alike}
        match action, waits:
            case "added", True:
                said.append(say("changes.added_too_early", **about))
            case "added", False:
                said.append(say("changes.added" if whole else "changes.added_by_none_yet", **about))
            case "dropped", _:
                said.append(say("changes.dropped_too_early" if waits else "changes.dropped", **about))
            case _:
                said.append(say("changes.changed", how=detail_of(alike), **about))
    return "; ".join(said)
