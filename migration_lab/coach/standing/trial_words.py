"""Put the result of a try on a copy of the database into words for a learner. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from migration_lab.three_places.facts import Facts
from migration_lab.values.graph import Revision, RevisionGraph
from migration_lab.values.tried import LEFT_OVER, Fate, Tried
from migration_lab.values.wording import ended, listed, number, title

BEWARE = "Beware:"
COPY = "on a copy of the database, with its rows,"
MOST_LINES = 3


def failure(tried: Tried, command: str, graph: RevisionGraph) -> str:
    """Say that the command would fail, where, why, what it would leave behind, and what to do."""
    if blocking := [name for name in tried.in_the_way if name in str(tried.error)]:
        return in_the_way(blocking[0], tried, command, graph)
    where = f" at revision {titled(tried.failed, graph)}" if tried.failed else ""
    why = tried.error.first_line if tried.error else "an error"
    told = f"{command} would fail{where}: {COPY} it ended with {ended(why)}"
    if tried.ran and tried.stands and set(tried.stands) != set(graph.current):
        told += f" The database would then be at {listed(tried.stands)}."
    if tried.half:
        more = len(tried.half) - MOST_LINES
        lines = "; ".join(tried.half[:MOST_LINES]) + (f"; and {more} more" if more > 0 else "")
        told += f" What the script had done by then would stay: {lines}."
    if gone := losses(tried.fates):
        told += f" And it would lose {gone}{compared_in_part(tried.fates)}."
    return f"{told} Fix the script, or the rows that it fails on, and look again."


def failed_halfway(facts: Facts) -> str:
    """Say what the last command left behind when an error stopped it halfway; empty where that is not known."""
    half = facts.kept.halfway()
    if half is None or not half.left or half.command.split()[1:3] not in (["db", "upgrade"], ["db", "downgrade"]):
        return ""
    lines = "; ".join(str(change) for change in half.left[:MOST_LINES])
    more = len(half.left) - MOST_LINES
    left = f"{lines}; and {more} more" if more > 0 else lines
    back = (
        "lab.undo() takes that back."
        if half.undoable
        else "No copy is kept of a database on a server, so undo that by hand, or let the script go on from there."
    )
    return (
        f"{half.command} failed halfway, and what it had done by then has stayed: {left}. {back} Then fix the script, "
        "or the rows that it failed on, and look again."
    )


def in_the_way(table: str, tried: Tried, command: str, graph: RevisionGraph) -> str:
    """Say what to do about a table that a failed batch operation left behind."""
    of = table.removeprefix(LEFT_OVER)
    where = f" at revision {titled(tried.failed, graph)}" if tried.failed else ""
    return (
        f"{command} would fail{where}, because the table {table} is in the way: an upgrade that failed halfway left "
        f"it behind. If {of} is there with all its rows, drop the leftover (DROP TABLE {table}), and look again: the "
        "reason for that failure may still be there."
    )


def success(tried: Tried) -> str:
    """Say what happened to the rows when all the scripts ran."""
    touched = [fate for fate in tried.fates if fate.became.rows_before]
    lost, changed, part = losses(touched), changes(touched), compared_in_part(touched)
    emptied, blind = empties(touched), listed(fate.table for fate in touched if not_seen(fate))
    if lost or emptied or blind or any(harms(fate) for fate in touched):
        verbs = (
            lost and f"loses {lost}",
            emptied and f"empties {emptied}",
            changed and f"changes {changed}",
            blind and f"changes rows of {blind} (nothing tells these rows apart, so the lost values are not known)",
        )
        return f"{BEWARE} {COPY} it {' and '.join(filter(None, verbs))}{part}."
    if not touched:
        return "A trial run on a copy of the database went well."
    kept = "no row is lost" if any(fate.became.overwritten for fate in touched) else "no row and no value is lost"
    kept += part
    if moved := moves(touched):
        kept += f"; it moves {moved}"
    if changed:
        kept += f"; it changes {changed}"
    return f"A trial run {COPY} went well: {kept}."


def compared_in_part(fates: Iterable[Fate]) -> str:
    """Say how many rows were compared, as ``, as far as rows were compared (…)``; empty when all of them were."""
    parts = listed(
        f"{fate.became.compared} of {fate.became.rows_before} rows of {fate.table}"
        for fate in fates
        if fate.became.stays and fate.became.rows_after and not fate.became.all_compared and not not_seen(fate)
    )
    return f", as far as rows were compared ({parts})" if parts else ""


def moves(fates: Iterable[Fate]) -> str:
    """Say which rows go to another table: ``2 rows of talk to archive``; empty when none does."""
    return listed(
        f"{number(one.rows, 'row')} of {fate.table} to {one.table}" + (f" (without {one.without})" * bool(one.without))
        for fate in fates
        for one in fate.became.rows_to
    )


def losses(fates: Iterable[Fate]) -> str:
    """Say what is lost: ``all 5 rows of session and 2 values of speaker.phone``; empty when nothing is."""
    found = []
    for fate in fates:
        became, lost = fate.became, fate.rows_lost
        if lost:
            all_of_them = lost == became.rows_before
            how_many = f"all {lost}" if all_of_them and lost > 1 else f"{lost} of {became.rows_before}"
            rows = f"the only row of {fate.table}" if became.rows_before == 1 else f"{how_many} rows of {fate.table}"
            found.append(f"{rows} (or they are in another table now)" if became.not_looked_for else rows)
            if all_of_them:
                continue
        found += [f"{number(many, 'value')} of {fate.table}.{column}" for column, many in became.values_lost]
    return listed(found)


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
    return listed(
        f"{number(many, 'value')} of {fate.table}.{column}" for fate in fates for column, many in fate.became.emptied
    )


def changes(fates: Iterable[Fate]) -> str:
    """Say which values changed, except those that became NULL: ``3 values of talk.level``; empty when none did."""
    return listed(
        f"{number(left, 'value')} of {fate.table}.{column}"
        for fate in fates
        for column, many in fate.became.values_changed
        if (left := many - dict(fate.became.emptied).get(column, 0))
    )


def titled(id: str, graph: RevisionGraph) -> str:
    found: Sequence[Revision] = [revision for revision in graph.revisions if revision.id == id]
    return title(found[0]) if found else id
