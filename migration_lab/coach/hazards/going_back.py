"""What a downgrade does not bring back, as a trial of both ways has shown. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lab.coach.hazards.lost_checks import checks_lost
from migration_lab.coach.hazards.statements_run import said
from migration_lab.coach.hazards.what_is_dropped import drops, word
from migration_lab.coach.warning import Hazard, Rehearsal, is_silenced
from migration_lab.schema import Change
from migration_lab.values.operations import RanOperation
from migration_lab.values.tried import Fate, TriedBack
from migration_lab.values.wording import number

NO_NAME = ("it has no name", "Constraint must have a name")
"""How Alembic and SQLAlchemy say that a constraint without a name cannot be dropped."""
BEFORE_WHERE = "(?:(?! WHERE ).)*"


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
        yield from not_brought_back(rehearsal, fate)


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


def not_brought_back(rehearsal: Rehearsal, fate: Fate) -> Iterator[Hazard]:
    """Find the rows and values of a table that are gone, each at the statement that did it, if that can be told."""
    by_statement: dict[tuple[int, ...], list[str]] = {}
    found: dict[tuple[int, ...], list[RanOperation]] = {}
    for does, pattern in lost(rehearsal, fate):
        wrote = writers(rehearsal, fate.table, pattern)
        key = tuple(map(id, wrote))
        by_statement.setdefault(key, []).append(does)
        found[key] = wrote
    for key, parts in by_statement.items():
        facts: dict[str, object] = {"does": " and ".join(parts), "table": fate.table}
        wrote, ran = found[key], rehearsal.tried.ran
        revisions = [one for one in ran if one in {each.revision for each in wrote}] or ran
        silenced = [is_silenced("A6", rehearsal.source(one.file), one.line) for one in wrote]
        if len(wrote) == 1:
            facts["revision"] = wrote[0].revision or ran[-1]
            yield Hazard(None, facts, case="rows", severity="loses", file=wrote[0].file, line=wrote[0].line)
        elif len(revisions) == 1 and not (wrote and all(silenced)):
            file, line = downgrade_of(rehearsal, revisions[0])
            facts["revision"] = revisions[0]
            yield Hazard(None, facts, case="rows", severity="loses", file=file, line=line)
        elif not (wrote and all(silenced)):
            facts |= {"revision": "", "revisions": tuple(revisions)}
            yield Hazard(None, facts, case="rows of several", severity="loses")


def lost(rehearsal: Rehearsal, fate: Fate) -> Iterator[tuple[str, str]]:
    """Say which rows and values of a table are gone, each with a pattern for the statements that do such a thing.

    Nothing where another entry says it.
    """
    operations, became = rehearsal.tried.operations, fate.became
    if any(drops(one, fate.table) or said(one, "^(DROP SCHEMA|TRUNCATE) .* CASCADE") for one in operations):
        return
    if any(count.what == "children" and count.table == fate.table for one in operations for count in one.counts):
        return
    table = rf"(ONLY )?(\W?\w+\W?\.)?\W?{word(fate.table)}"
    if fate.rows_lost:
        yield f"deletes {number(fate.rows_lost, 'row')} of {fate.table}", rf"(DELETE FROM|TRUNCATE( TABLE)?) {table}"
    retyped = {one.columns[0] for one in operations if one.kind == "AlterColumn" and one.details.get("type")}
    gone = {one.columns[0] for one in operations if one.kind == "DropColumn" and one.table == fate.table}
    least = "" if became.all_compared or not became.stays else "at least "
    for column, many in became.overwritten:
        if column not in retyped | gone:
            names = "|".join(word(one) for one in (column, *(old for old, new in became.renames if new == column)))
            does = f"overwrites {least}{number(many, 'value')} of {fate.table}.{column}"
            yield does, rf"UPDATE {table}{BEFORE_WHERE} SET {BEFORE_WHERE}({names}){BEFORE_WHERE}="


def writers(rehearsal: Rehearsal, table: str, pattern: str) -> list[RanOperation]:
    """Return the operations that have written rows by SQL as the pattern says; else those that name the table; or all.

    Rows of a table are also written by a trigger or a cascade, whose statement does not name it.
    """
    wrote = [one for one in rehearsal.tried.operations if one.details.get("changed") and not one.made_here]
    exact = [one for one in wrote if said(one, pattern)]
    return exact or [one for one in wrote if said(one, word(table))] or wrote


def downgrade_of(rehearsal: Rehearsal, revision: str) -> tuple[str, int]:
    """Return the file of a revision, and the line on which its ``downgrade()`` begins."""
    wanted = revision or rehearsal.tried.ran[-1]
    path = next((one.path for one in rehearsal.graph.revisions if one.id == wanted), "")
    lines = rehearsal.source(path) if path else ()
    return path, next((at for at, text in enumerate(lines, 1) if text.startswith("def downgrade")), 0)
