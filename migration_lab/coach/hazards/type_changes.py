"""Values that do not survive a new type, as the copy has shown. Touches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from migration_lab.backends.kinds import KINDS
from migration_lab.coach.filling import sql_name
from migration_lab.coach.warning import Hazard, Rehearsal
from migration_lab.values.became import Became
from migration_lab.values.operations import RanOperation
from migration_lab.values.wording import number

NO_CAST = "42804"
UNFIT = frozenset({"22P02", "22003", "22001", "22007", "22008", "22018", "22023"})
"""SQLSTATEs of a value that is none of the type: its form, its range, its length."""

TEXT = re.compile("CHAR|TEXT", re.IGNORECASE)
PLAIN_CAST = re.compile(r'"?\w+"?\s*::\s*[\w ]+(\(\d+\))?')
"""A USING that says nothing but the type; of another one the author knows what comes of it."""
CHANGED = {"sqlite": "changed", "postgresql": "rounded"}


def values_do_not_survive(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find type changes that fail on the rows, and those that change or cut values without a word."""
    for operation in rehearsal.operations:
        if operation.kind != "AlterColumn" or not operation.details.get("type"):
            continue
        facts = {"type": operation.details["type"], "step": rehearsal.step(operation)}
        facts |= {"above": rehearsal.above(operation)}
        if operation.failed:
            yield from refused(rehearsal, operation, facts)
        elif not written_by_script(rehearsal, operation):
            yield from changed(rehearsal, operation, facts)


def refused(rehearsal: Rehearsal, operation: RanOperation, facts: Mapping[str, object]) -> Iterator[Hazard]:
    error = rehearsal.tried.error
    codes = {one.code for one in error.chain()} if error else set()
    if unfit := operation.count("unfit"):
        facts = {**facts, "unfit": unfit, "no_cast": NO_CAST in codes, "only": unfit_values(rehearsal, operation)}
        yield Hazard(operation, facts, case="unfit")
    elif NO_CAST in codes:
        yield Hazard(operation, facts, case="cast")
    elif codes & UNFIT:
        yield Hazard(operation, {**facts, "all": True})


def unfit_values(rehearsal: Rehearsal, operation: RanOperation) -> str:
    """Return the SQL that shows the values that are none of the new type."""
    literal = "'" + str(operation.details["type"]).replace("'", "''") + "'"
    condition = KINDS[rehearsal.dialect(operation)].unfit.format(sql_name(operation.columns[0]), literal)
    return listing(operation, condition)


def other_values(rehearsal: Rehearsal, operation: RanOperation) -> str:
    """Return the SQL that shows the values that the conversion makes other values."""
    name, new = sql_name(operation.columns[0]), operation.details["type"]
    return listing(operation, KINDS[rehearsal.dialect(operation)].changed_by_cast.format(name, new))


def listing(operation: RanOperation, condition: str) -> str:
    name, table = sql_name(operation.columns[0]), sql_name(operation.table)
    return f"SELECT {name}, count(*) FROM {table} WHERE {condition} GROUP BY {name}"


def changed(rehearsal: Rehearsal, operation: RanOperation, facts: Mapping[str, object]) -> Iterator[Hazard]:
    column = str(operation.details.get("new_name") or operation.columns[0])
    fate = next((fate for fate in rehearsal.tried.fates if fate.table == operation.table), None)
    if fate is None or column not in fate.retyped:
        return
    became, using = fate.became, str(operation.details.get("using") or "")
    facts = {**facts, "only": other_values(rehearsal, operation)}
    if (cut := dict(became.cut).get(column)) and TEXT.search(str(facts["type"])):
        yield Hazard(operation, {**facts, "cut": counted(cut, became)}, case="cut", severity="loses")
    elif (other := dict(became.overwritten).get(column)) and (not using or PLAIN_CAST.fullmatch(using)):
        yield Hazard(
            operation,
            {**facts, "changed": counted(other, became)},
            case=CHANGED[rehearsal.dialect(operation)],
            severity="loses",
        )


def counted(values: int, became: Became) -> str:
    """Say how many values it is, at the beginning of a sentence; of a large table not all rows were compared."""
    return number(values, "value") if became.all_compared else f"At least {number(values, 'value')}"


def written_by_script(rehearsal: Rehearsal, operation: RanOperation) -> bool:
    """Tell whether a statement of the same script names that column, so that the new values may be its own."""
    return any(
        one.kind in ("SQL", "ExecuteSQL") and operation.columns[0] in str(one.details.get("sql"))
        for one in rehearsal.tried.operations
        if one.revision == operation.revision
    )
