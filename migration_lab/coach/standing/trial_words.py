"""Put the result of a try on a copy of the database into words for a learner. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from migration_lab.coach.saying import say
from migration_lab.coach.standing.diagnosis import Diagnosis, diagnose, joined
from migration_lab.three_places.facts import Facts
from migration_lab.values.graph import Revision, RevisionGraph
from migration_lab.values.tried import LEFT_OVER, Fate, Tried
from migration_lab.values.wording import ended, listed, title

MOST_LINES = 3
LOCK_NOT_AVAILABLE = "55P03"


def failure(tried: Tried, command: str, graph: RevisionGraph) -> str:
    """Say that the command would fail, where, why, what it would leave behind, and what to do."""
    if known := known_failure(tried, command, graph):
        return known.sentence
    why = tried.error.first_line if tried.error else "an error"
    return joined(
        say("trial.fails", command=command, where=at_revision(tried, graph), why=ended(why)),
        say("trial.then_at", stands=tried.stands) * (bool(tried.ran) and moved(tried, graph)),
        say("trial.would_stay", half=first_lines(tried.half)) * bool(tried.half),
        say("trial.would_lose", gone=losses(tried.fates), part=compared_in_part(tried.fates))
        * bool(losses(tried.fates)),
        say("trial.mend"),
    )


def moved(tried: Tried, graph: RevisionGraph) -> bool:
    return bool(tried.stands) and set(tried.stands) != set(graph.current)


def known_failure(tried: Tried, command: str, graph: RevisionGraph) -> Diagnosis | None:
    """Recognise a table that a failed batch operation left behind and at which the scripts fail now; and a script
    whose second connection waits for its first, as nobody else has a lock on a scratch database."""
    where = at_revision(tried, graph)
    for table in tried.in_the_way:
        if table in str(tried.error):
            of = table.removeprefix(LEFT_OVER)
            return diagnose("trial.leftover", command=command, where=where, table=table, of=of)
    if tried.error and tried.error.code == LOCK_NOT_AVAILABLE:
        return diagnose("trial.waits_for_itself", command=command, where=where)
    return None


def failed_halfway(facts: Facts) -> str:
    """Say what the last command left behind when an error stopped it halfway; empty where that is not known."""
    half = facts.kept.halfway()
    if half is None or not half.left or half.command.split()[1:3] not in (["db", "upgrade"], ["db", "downgrade"]):
        return ""
    back = say("trial.undo_halfway") if half.undoable else say("trial.no_undo_halfway")
    return say("trial.failed_halfway", command=half.command, left=first_lines(half.left), back=back)


def first_lines(changes: Sequence[object]) -> str:
    """Name the first few changes, and count the others."""
    more = len(changes) - MOST_LINES
    return "; ".join(map(str, changes[:MOST_LINES])) + (f"; and {more} more" if more > 0 else "")


def at_revision(tried: Tried, graph: RevisionGraph) -> str:
    return f" at revision {titled(tried.failed, graph)}" if tried.failed else ""


def untried(tried: Tried) -> str:
    """Say why there was no trial run; empty if there was one."""
    return say(f"untried.{tried.untried.code}", **tried.untried.facts) if tried.untried else ""


def success(tried: Tried) -> str:
    """Say what happened to the rows when all the scripts ran."""
    if harmed := harm(tried):
        return harmed
    touched = [fate for fate in tried.fates if fate.became.rows_before]
    if not touched:
        return say("trial.went_well_untouched")
    part = compared_in_part(touched)
    over = any(fate.became.overwritten for fate in touched)
    kept = say("trial.no_row_lost", part=part) if over else say("trial.nothing_lost", part=part)
    moving, changing = moves(touched), changes(touched)
    kept += f"; {say('trial.moves', what=moving)}" if moving else ""
    kept += f"; {say('trial.changing', what=changing)}" if changing else ""
    return say("trial.went_well", kept=kept)


def harm(tried: Tried) -> str:
    """Warn of what was lost when the scripts ran; empty when nothing was."""
    touched = [fate for fate in tried.fates if fate.became.rows_before]
    lost, emptied, changed = losses(touched), empties(touched), changes(touched)
    blind = [fate.table for fate in touched if not_seen(fate)]
    if not (lost or emptied or blind or any(harms(fate) for fate in touched)):
        return ""
    verbs = (
        lost and say("trial.loses", what=lost),
        emptied and say("trial.empties", what=emptied),
        changed and say("trial.changes", what=changed),
        say("trial.blind", tables=blind) if blind else "",
    )
    return say("trial.harms", does=" and ".join(filter(None, verbs)), part=compared_in_part(touched))


def compared_in_part(fates: Iterable[Fate]) -> str:
    """Say how many rows were compared, as ``, as far as rows were compared (…)``; empty when all of them were."""
    parts = [
        say("trial.rows_compared", compared=fate.became.compared, rows=fate.became.rows_before, table=fate.table)
        for fate in fates
        if fate.became.stays and fate.became.rows_after and not fate.became.all_compared and not not_seen(fate)
    ]
    return say("trial.in_part", parts=parts) if parts else ""


def moves(fates: Iterable[Fate]) -> str:
    """Say which rows go to another table: ``2 rows of talk to archive``; empty when none does."""
    return listed(
        say("trial.rows_to_without", rows=one.rows, table=fate.table, other=one.table, without=one.without)
        if one.without
        else say("trial.rows_to", rows=one.rows, table=fate.table, other=one.table)
        for fate in fates
        for one in fate.became.rows_to
    )


def losses(fates: Iterable[Fate]) -> str:
    """Say what is lost: ``all 5 rows of session and 2 values of speaker.phone``; empty when nothing is."""
    found = []
    for fate in fates:
        became, lost = fate.became, fate.rows_lost
        if lost:
            if became.rows_before == 1:
                rows = say("trial.only_row", table=fate.table)
            elif lost == became.rows_before:
                rows = say("trial.all_rows", lost=lost, table=fate.table)
            else:
                rows = say("trial.some_rows", lost=lost, rows=became.rows_before, table=fate.table)
            found.append(say("trial.or_elsewhere", rows=rows) if became.not_looked_for else rows)
            if lost == became.rows_before:
                continue
        found += [values(fate, column, many) for column, many in became.values_lost]
    return listed(found)


def values(fate: Fate, column: str, many: int) -> str:
    return say("trial.values", many=many, table=fate.table, column=column)


def harms(fate: Fate) -> bool:
    """Tell whether a value was cut, or changed when its column got another type."""
    return bool(fate.became.cut or set(fate.retyped) & dict(fate.became.overwritten).keys())


def not_seen(fate: Fate) -> bool:
    """Tell whether rows have changed and nothing says which row is which."""
    became = fate.became
    whole = became.read == became.rows_before == became.rows_after
    return whole and became.cannot_compare and not became.values_lost


def empties(fates: Iterable[Fate]) -> str:
    """Say which values became NULL: ``3 values of talk.level``; empty when none did."""
    return listed(values(fate, column, many) for fate in fates for column, many in fate.became.emptied)


def changes(fates: Iterable[Fate]) -> str:
    """Say which values changed, except those that became NULL: ``3 values of talk.level``; empty when none did."""
    return listed(
        values(fate, column, left)
        for fate in fates
        for column, many in fate.became.values_changed
        if (left := many - dict(fate.became.emptied).get(column, 0))
    )


def titled(id: str, graph: RevisionGraph) -> str:
    found: Sequence[Revision] = [revision for revision in graph.revisions if revision.id == id]
    return title(found[0]) if found else id
