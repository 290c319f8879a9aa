"""What a downgrade does not bring back, as a trial of both ways has shown. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lab.coach.hazards.lost_checks import checks_lost
from migration_lab.coach.hazards.statements_run import said
from migration_lab.coach.hazards.what_is_dropped import drops
from migration_lab.coach.warning import Hazard, Rehearsal
from migration_lab.schema import Change
from migration_lab.values.operations import RanOperation
from migration_lab.values.tried import Fate, TriedBack
from migration_lab.values.wording import number

NO_NAME = ("it has no name", "Constraint must have a name")
"""How Alembic and SQLAlchemy say that a constraint without a name cannot be dropped."""


def no_way_back(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find what is not as it was after an upgrade and its downgrade; nothing where another entry tells it."""
    back = rehearsal.tried.back
    if back is None or back.untried:
        return
    if back.error:
        if back.error.type != "NotImplementedError" and not drops_without_name(back):
            facts = {"revision": back.failed or "", "message": back.error.first_line}
            yield Hazard(None, facts, case="fails", file=back.error.file, line=back.error.line)
        return
    for revision, changes in by_revision(rehearsal, back).items():
        file, line = downgrade_of(rehearsal, revision)
        yield Hazard(None, {"revision": revision, "left": tuple(map(told, changes))}, file=file, line=line)
    for fate in back.fates:
        if lost := values_lost(rehearsal, fate):
            operation = writer(rehearsal)
            file, line = (operation.file, operation.line) if operation else downgrade_of(rehearsal, "")
            facts = {"lost": lost, "table": fate.table, "revision": rehearsal.tried.ran[-1]}
            yield Hazard(None, facts, case="rows", severity="loses", file=file, line=line)


def drops_without_name(back: TriedBack) -> bool:
    return back.error is not None and any(words in one.message for one in back.error.chain() for words in NO_NAME)


def by_revision(rehearsal: Rehearsal, back: TriedBack) -> dict[str, list[Change]]:
    """Group what is left by the revision that made it; what none is known to have made belongs to the last one."""
    found: dict[str, list[Change]] = {}
    ours = {(bind, check) for bind, _, check in checks_lost(rehearsal)}
    for bind, change in back.left:
        if change.kind == "check" and (bind, change.before) in ours:
            continue
        revision = next((one.revision for one in rehearsal.tried.operations if concerns(one, bind, change)), "")
        found.setdefault(revision or rehearsal.tried.ran[-1], []).append(change)
    return found


def concerns(operation: RanOperation, bind: str, change: Change) -> bool:
    if operation.bind != bind:
        return False
    names = {operation.table, operation.name, *(f"{operation.table}.{one}" for one in operation.columns)}
    return change.name in names or any(change.name in sql for sql in operation.statements)


def told(change: Change) -> str:
    """Say how the structure differs from what it was, in a few words: ``table tag is there``."""
    how = {"added": "is there", "dropped": "is missing", "changed": "is not as it was"}[change.action]
    return f"{change.kind} {change.name} {how}"


def values_lost(rehearsal: Rehearsal, fate: Fate) -> str:
    """Say which rows and values of a table are gone; empty where none is, or where another entry says it."""
    operations, became = rehearsal.tried.operations, fate.became
    if any(drops(one, fate.table) or said(one, "^(DROP SCHEMA|TRUNCATE) .* CASCADE") for one in operations):
        return ""
    if any(count.what == "children" and count.table == fate.table for one in operations for count in one.counts):
        return ""
    parts = [f"{number(fate.rows_lost, 'row')} of {fate.table}"] if fate.rows_lost else []
    retyped = {one.columns[0] for one in operations if one.kind == "AlterColumn" and one.details.get("type")}
    gone = {one.columns[0] for one in operations if one.kind == "DropColumn" and one.table == fate.table}
    for column, many in became.overwritten:
        if column not in retyped | gone:
            parts.append(f"{number(many, 'value')} of {fate.table}.{column}")
    least = "at least " if parts and fate.became.stays and not fate.became.all_compared else ""
    return least + " and ".join(parts)


def writer(rehearsal: Rehearsal) -> RanOperation | None:
    """Return the one operation that has written rows by SQL; ``None`` if there are several, or none."""
    found = [one for one in rehearsal.tried.operations if one.details.get("changed") and not one.made_here]
    return found[0] if len(found) == 1 else None


def downgrade_of(rehearsal: Rehearsal, revision: str) -> tuple[str, int]:
    """Return the file of a revision, and the line on which its ``downgrade()`` begins."""
    wanted = revision or rehearsal.tried.ran[-1]
    path = next((one.path for one in rehearsal.graph.revisions if one.id == wanted), "")
    lines = rehearsal.source(path) if path else ()
    return path, next((at for at, text in enumerate(lines, 1) if text.startswith("def downgrade")), 0)
