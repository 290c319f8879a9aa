"""Say in short what a command does to rows: beforehand from its trial run, afterwards from what it did.

Only reads; the trial run works on copies of the databases.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from migration_lab.coach.saying import say
from migration_lab.coach.standing.trial_words import compared_in_part, empties, losses, moves, not_seen, values
from migration_lab.errors import LabError
from migration_lab.schema import Column
from migration_lab.values.tried import Fate
from migration_lab.values.visible_text import plain
from migration_lab.values.wording import listed

if TYPE_CHECKING:
    from migration_lab.coach import Rehearsal
    from migration_lab.project import Places, Project, Step
    from migration_lab.values.advice import Advice
    from migration_lab.values.result import DatabaseChange
    from migration_lab.values.tried import Tried

UPGRADES = {"flask db upgrade": "head", "flask db upgrade heads": "heads"}
"""The commands that a trial run can foresee, with their targets."""
DRAFTS = ("flask db migrate", "flask db init")
MOST = 4

Said = tuple[str, str]
"""A mark, empty or ``-`` for a loss, and a few words."""


def rehearsed(project: Project, places: Places) -> Rehearsal | None:
    """Try what an upgrade would do now; ``None`` where there is none to try, or it cannot be tried."""
    from migration_lab.project.advising import rehearse

    waits = places.state == "database behind" and not places.next_command
    target = UPGRADES.get(places.next_command or ("flask db upgrade" if waits else ""))
    if target is None or places.state == "empty":
        return None
    try:
        return rehearse(project, "upgrade", target)
    except LabError:
        return None


def expected(places: Places, tried: Tried | None, warnings: Sequence[Advice] = ()) -> tuple[Said, ...]:
    """Say what the next command of ``places`` will do, as far as that is known; empty where it is not.

    ``tried`` is the trial run of it, and ``warnings`` are what that has shown.
    """
    command = places.next_command or ""
    if places.state == "in step":
        return (("", say("next.nothing")),)
    if command.startswith(DRAFTS):
        return (("", say("next.only_a_script")),)
    failing = [("!", plain(f"it will fail: {one.what}")) for one in warnings if one.severity == "fails"][:1]
    if command not in UPGRADES:
        return (*failing,)
    if places.state == "empty":
        return (("", say("next.makes_tables")),)
    if tried is None:
        return ()
    if tried.untried:
        return (("-", say("next.not_tried")),)
    if not tried.ok:
        return (*failing,)
    told = [
        (mark, words if at else say("next.on_a_copy", what=words))
        for at, (mark, words) in enumerate(_told(tried.fates))
    ]
    return (*failing, *told)


def lost_by(step: Step) -> tuple[str, ...]:
    """Say what was lost with a command that has ended; empty when nothing is known to be."""
    fates = [fate for change in (step.default, *step.elsewhere) for fate in _fates(change)]
    return tuple(_lost(fates))


def _told(fates: Iterable[Fate]) -> tuple[Said, ...]:
    touched = [fate for fate in fates if fate.became.rows_before]
    if not touched:
        return (("", say("next.no_row_touched")),)
    lost = [("-", words) for words in _lost(touched)]
    kept = [("", f"{words}{compared_in_part([fate])}") for fate in touched if (words := _kept(fate))]
    moved, more = moves(touched), len(kept) - MOST
    went = [("", plain(say("next.moves", what=moved)))] if moved else []
    rest = [("", say("next.more_tables", more=more))] if more > 0 else []
    return (*lost, *went, *kept[:MOST], *rest)


def _lost(fates: Iterable[Fate]) -> Iterator[str]:
    for fate in fates:
        if words := losses([fate]):
            yield plain(say("next.lost", what=words))
        if words := empties([fate]):
            yield plain(say("next.emptied", what=words))
        if words := _of(fate, dict(fate.became.cut)):
            yield plain(say("next.cut", what=words))
        replaced = {column: many for column, many in fate.became.overwritten if column in fate.retyped}
        for column, _ in (*fate.became.cut, *fate.became.emptied):
            replaced.pop(column, None)
        if words := _of(fate, replaced):
            yield plain(say("next.replaced", what=words))
        if not_seen(fate):
            yield plain(say("next.blind", table=fate.table))


def _of(fate: Fate, columns: dict[str, int]) -> str:
    return listed(values(fate, column, many) for column, many in columns.items())


def _kept(fate: Fate) -> str:
    became = fate.became
    if became.now_in:
        return plain(say("next.now_in", rows=became.rows_before, table=fate.table, other=became.now_in))
    moved = sum(one.rows for one in became.rows_to)
    kept = became.rows_before - fate.rows_lost - moved
    return plain(say("next.kept", rows=kept, table=fate.table)) if kept > 0 and became.stays else ""


def _fates(change: DatabaseChange) -> Iterator[Fate]:
    """Return what became of the rows of each table that the command touched, as far as they were compared."""
    from migration_lab.rows.what_became import what_became

    before, after = ({table.name: table for table in schema.tables} for schema in (change.before, change.after))
    for rows in change.rows:
        if rows.not_compared:
            continue
        became = rows.became or what_became(rows, before.get(rows.table), after.get(rows.table))
        if became is not None and became.rows_before:
            yield Fate(became, _retyped(change, rows.table))


def _retyped(change: DatabaseChange, table: str) -> tuple[str, ...]:
    return tuple(
        one.after.name
        for one in change.difference
        if one.table == table
        and isinstance(one.before, Column)
        and isinstance(one.after, Column)
        and one.before.type != one.after.type
    )
