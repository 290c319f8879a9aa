"""Rows and values that are gone after an upgrade and its downgrade, each laid to what did it. Touches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from migration_lab.coach.hazards.statements_run import plainly, said
from migration_lab.coach.hazards.transactions import BY_SQL
from migration_lab.coach.hazards.what_is_dropped import drops, word
from migration_lab.coach.warning import Hazard, Rehearsal, is_silenced
from migration_lab.values.advice import Severity
from migration_lab.values.became import Moved
from migration_lab.values.operations import RanOperation
from migration_lab.values.tried import Fate, TriedBack
from migration_lab.values.wording import listed, number

BEFORE_WHERE = "(?:(?! WHERE ).)*"


@dataclass(frozen=True, slots=True)
class Loss:
    """Rows or values of one table that are gone: ``deletes`` ``3 rows of talk``."""

    table: str
    verb: str
    what: str
    pattern: str
    """What a statement looks like that does such a thing."""
    retypes: str = ""
    """Likewise one that gives the column another type; it reports no rows that it wrote."""
    left_alone: bool = False
    """Whether the upgrade had done nothing of the kind, so that the downgrade did it."""


def not_brought_back(rehearsal: Rehearsal, back: TriedBack) -> Iterator[Hazard]:
    """Find rows and values that are gone after both ways, each at the statement that did it, if that can be told."""
    found = [one for fate in back.fates for one in lost(rehearsal, fate)]
    yield from told(rehearsal, [one for one in found if not one.left_alone], "rows")
    empty = [one for fate in back.fates for one in filled(rehearsal, fate)]
    yield from told(rehearsal, empty, "filled", severity="risk")
    if does := said_in_one([one for one in found if one.left_alone]):
        ran = rehearsal.tried.ran
        file, line = downgrade_of(rehearsal, ran[-1]) if len(ran) == 1 else ("", 0)
        yield Hazard(None, {"does": does}, case="downgrade writes", severity="loses", file=file, line=line)
    for fate in back.fates:
        yield from moved_away(rehearsal, fate)


def gone_for_good(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find the rows that an upgrade by itself deletes, and the values that it empties, if nothing has copied them."""
    found = []
    for fate in rehearsal.tried.fates:
        if is_told_elsewhere(rehearsal, fate) or fate.became.made:
            continue
        if fate.rows_lost and not copies(rehearsal, word(fate.table), "INSERT|CREATE TABLE|SELECT"):
            found.append(deleted(fate))
        for column, many in fate.became.emptied:
            copied = copies(rehearsal, word(column), "INSERT|CREATE TABLE|SELECT|UPDATE|WITH")
            kept = dict(fate.became.kept).get(column, 0) == dict(fate.became.overwritten).get(column)
            if column not in retyped(rehearsal) and not (copied or kept):
                found.append(overwritten(fate, column, many, "empties"))
    yield from told(rehearsal, found, "for good")


def told(rehearsal: Rehearsal, found: Sequence[Loss], case: str, *, severity: Severity = "loses") -> Iterator[Hazard]:
    """Say what is lost, with one hazard for all that the same statements have done."""
    ran = rehearsal.tried.ran
    by_statement: dict[tuple[int, ...], tuple[list[RanOperation], list[Loss]]] = {}
    for one in found:
        wrote = writers(rehearsal, one)
        by_statement.setdefault(tuple(map(id, wrote)), (wrote, []))[1].append(one)
    for wrote, parts in by_statement.values():
        facts: dict[str, object] = {"does": said_in_one(parts)}
        revisions = [one for one in ran if one in {each.revision for each in wrote}] or ran
        silenced = [is_silenced("A6", rehearsal.source(one.file), one.line) for one in wrote]
        if len(wrote) == 1:
            facts["revision"] = wrote[0].revision or ran[-1]
            yield Hazard(None, facts, case=case, severity=severity, file=wrote[0].file, line=wrote[0].line)
        elif wrote and all(silenced):
            continue
        elif len(revisions) == 1:
            file, line = downgrade_of(rehearsal, revisions[0])
            facts["revision"] = revisions[0]
            yield Hazard(None, facts, case=case, severity=severity, file=file, line=line)
        else:
            facts |= {"revision": "", "revisions": tuple(revisions)}
            yield Hazard(None, facts, case="rows of several", severity=severity)


def said_in_one(losses: Sequence[Loss]) -> str:
    """Say all of it, each verb once: ``deletes 3 rows of talk and overwrites 2 values of speaker.name``."""
    verbs = dict.fromkeys(one.verb for one in losses)
    return " and ".join(f"{verb} {listed(one.what for one in losses if one.verb == verb)}" for verb in verbs)


def lost(rehearsal: Rehearsal, fate: Fate) -> Iterator[Loss]:
    """Yield the rows and values of a table that both ways together have lost; nothing where another entry says it."""
    if is_told_elsewhere(rehearsal, fate):
        return
    own = next((one for one in rehearsal.tried.fates if one.table == fate.table), None)
    if fate.rows_lost:
        yield deleted(fate, left_alone=own is None or not own.rows_lost)
    gone = {one for one, _ in own.became.values_lost} | {one.column for one in own.became.moved} if own else set()
    written = {*written_by_upgrade(own)}
    sure = own is None or own.became.all_compared
    kept = dict(fate.became.kept)
    for column, many in fate.became.overwritten:
        if column not in retyped(rehearsal) | gone and (nowhere := many - kept.get(column, 0)):
            yield overwritten(fate, column, nowhere, "overwrites", left_alone=sure and column not in written)


def filled(rehearsal: Rehearsal, fate: Fate) -> Iterator[Loss]:
    """Yield the columns in which the upgrade fills NULLs that are not NULL after its downgrade.

    An upgrade that forbids NULL there does what it says, and its rows had to be filled.
    """
    own = next((one for one in rehearsal.tried.fates if one.table == fate.table), None)
    ours, forbidden = dict(nulls_filled(own)) if own else {}, not_null(rehearsal, fate.table)
    for column, many in nulls_filled(fate):
        if ours.get(column) and column not in forbidden and not is_told_elsewhere(rehearsal, fate):
            yield overwritten(fate, column, many, "fills", thing="NULL")


def nulls_filled(fate: Fate) -> Iterator[tuple[str, int]]:
    replaced = dict(fate.became.overwritten)
    for column, many in fate.became.values_changed:
        if more := many - replaced.get(column, 0):
            yield column, more


def not_null(rehearsal: Rehearsal, table: str) -> set[str]:
    """Return the columns that the scripts make NOT NULL."""
    strict = (one for one in rehearsal.tried.operations if one.table == table and one.details.get("nullable") is False)
    return {column for one in strict for column in one.columns}


def written_by_upgrade(own: Fate | None) -> Iterator[str]:
    """Yield each column in which the upgrade by itself replaced values, by its old and its new name."""
    old = {new: before for before, new in own.became.renames} if own else {}
    for column, _ in own.became.overwritten if own else ():
        yield from (old.get(column, column), column)


def deleted(fate: Fate, *, left_alone: bool = False) -> Loss:
    pattern = rf"(DELETE FROM|TRUNCATE( TABLE)?) {table_in_sql(fate.table)}"
    return Loss(fate.table, "deletes", f"{number(fate.rows_lost, 'row')} of {fate.table}", pattern, "", left_alone)


def overwritten(
    fate: Fate, column: str, many: int, verb: str, *, left_alone: bool = False, thing: str = "value"
) -> Loss:
    became, table = fate.became, table_in_sql(fate.table)
    least = "" if became.all_compared or not became.stays else "at least "
    names = "|".join(word(one) for one in (column, *(old for old, new in became.renames if new == column)))
    pattern = rf"UPDATE {table}{BEFORE_WHERE} SET {BEFORE_WHERE}({names}){BEFORE_WHERE}="
    retypes = rf"ALTER TABLE (IF EXISTS )?{table}.* ALTER (COLUMN )?\W?({names})\W? (SET DATA )?TYPE "
    return Loss(
        fate.table, verb, f"{least}{number(many, thing)} of {fate.table}.{column}", pattern, retypes, left_alone
    )


def table_in_sql(table: str) -> str:
    return rf"(ONLY )?(\W?\w+\W?\.)?\W?{word(table)}"


def is_told_elsewhere(rehearsal: Rehearsal, fate: Fate) -> bool:
    """Tell whether another entry speaks of the rows of that table."""
    operations = rehearsal.tried.operations
    if any(drops(one, fate.table) or said(one, "^(DROP SCHEMA|TRUNCATE) .* CASCADE") for one in operations):
        return True
    return any(count.what == "children" and count.table == fate.table for one in operations for count in one.counts)


def retyped(rehearsal: Rehearsal) -> set[str]:
    operations = rehearsal.tried.operations
    return {one.columns[0] for one in operations if one.kind == "AlterColumn" and one.details.get("type")}


def copies(rehearsal: Rehearsal, name: str, begin: str) -> bool:
    """Tell whether a statement of the scripts may have copied what has that name: it stands there to be read."""
    texts = (plainly(sql) for one in rehearsal.tried.operations if one.kind in BY_SQL for sql in one.statements)
    told = (re.sub(rf" WHERE .*|\W?{name}\W? =", "", text) for text in texts)
    return any(re.match(begin, text) and re.search(name, text.partition(" INTO ")[2] or text) for text in told)


def moved_away(rehearsal: Rehearsal, fate: Fate) -> Iterator[Hazard]:
    """Find values that an upgrade moves out of a column that it drops, and that the downgrade does not move back."""
    own = next((one for one in rehearsal.tried.fates if one.table == fate.table), None)
    lost = dict(fate.became.overwritten)
    for one in own.became.moved if own and not is_told_elsewhere(rehearsal, fate) else ():
        if one.all_found and lost.get(one.column):
            yield moved_hazard(rehearsal, fate, one, lost[one.column])


def moved_hazard(rehearsal: Rehearsal, fate: Fate, moved: Moved, many: int) -> Hazard:
    dropped = (one for one in rehearsal.tried.operations if one.kind == "DropColumn" and one.table == fate.table)
    revision = next((one.revision for one in dropped if moved.column in one.columns), "") or rehearsal.tried.ran[-1]
    file, line = downgrade_of(rehearsal, revision)
    facts = {"table": fate.table, "column": moved.column, "to": moved.to, "values": many, "revision": revision}
    return Hazard(None, facts, case="moved", severity="loses", file=file, line=line)


def writers(rehearsal: Rehearsal, loss: Loss) -> list[RanOperation]:
    """Return the operations by SQL that have done such a thing; else those that name the table and wrote rows; or all.

    Rows of a table are also written by a trigger or a cascade, whose statement does not name it.
    """
    operations = [one for one in rehearsal.tried.operations if not one.made_here]
    wrote = [one for one in operations if one.details.get("changed")]
    exact = [one for one in wrote if said(one, loss.pattern)]
    if loss.retypes:
        exact += [one for one in operations if one.kind in BY_SQL and one not in exact and said(one, loss.retypes)]
    return exact or [one for one in wrote if said(one, word(loss.table))] or wrote


def downgrade_of(rehearsal: Rehearsal, revision: str) -> tuple[str, int]:
    """Return the file of a revision, and the line on which its ``downgrade()`` begins."""
    wanted = revision or rehearsal.tried.ran[-1]
    path = next((one.path for one in rehearsal.graph.revisions if one.id == wanted), "")
    lines: Iterable[str] = rehearsal.source(path) if path else ()
    return path, next((at for at, text in enumerate(lines, 1) if text.startswith("def downgrade")), 0)
