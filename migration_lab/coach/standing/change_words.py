"""Put changes of a schema into words, for the sentences that a learner reads. Touches nothing."""

from __future__ import annotations

from collections.abc import Sequence

from migration_lab.schema import Change
from migration_lab.values.wording import listed, them

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
        return (
            f"The database has {named(changes)}, but the models no longer do. flask db migrate drafts a script that "
            f"drops {them(changes)}{lost(changes)}. To keep {them(changes)}, put {them(changes)} back into the models."
        )
    if actions == {"changed"} and len(changes) == 1:
        how = f" ({changes[0].detail})" if changes[0].detail else ""
        return f"The models want {things(changes)} changed{how}. flask db migrate drafts the script."
    sentence = f"The models want {things(changes)} that no script makes yet. flask db migrate drafts one."
    dropped = [change for change in changes if change.action == "dropped"]
    if renames(changes):
        sentence += f" It sees a rename as a drop and an add, and would drop {named(dropped)}{lost(dropped)}."
    elif dropped:
        sentence += f" It would drop {named(dropped)}{lost(dropped)}."
    return sentence


def wanted_after(changes: Sequence[Change]) -> str:
    """Say what the models want beyond everything that the scripts make."""
    doing = {"added": "to add", "dropped": "to drop", "changed": "to change"}
    said = []
    for action, what in doing.items():
        if some := [change for change in changes if change.action == action]:
            how = f" ({some[0].detail})" if action == "changed" and len(some) == 1 and some[0].detail else ""
            said.append(f"{what} {sorts(some)}{how}")
    return f"After that the models still want {listed(said)}: flask db migrate."


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
    return f", with the {' and '.join(sorted(held))} in {them(changes)}" if held else ""


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
    said, known = [], "no script" if whole else "no script that has run"
    for (action, _, waits), alike in groups.items():
        thing, many = named(alike), len(alike) > 1
        if action == "added":
            said.append(f"it has {thing}, which {'a script that has not run' if waits else known} makes")
        elif action == "dropped":
            said.append(f"it lacks {thing}, which {'a script that has not run drops' if waits else 'the scripts make'}")
        else:
            how = f" ({alike[0].detail})" if not many and alike[0].detail else ""
            said.append(f"its {thing} {'differ' if many else 'differs'} from what the scripts make{how}")
    return "; ".join(said)
