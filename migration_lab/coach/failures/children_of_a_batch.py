"""S09: rows of other tables that a batch on SQLite takes with it, since it drops the old table. Touches nothing."""

from __future__ import annotations

import re

from migration_lab.coach.explaining import Match, Ran
from migration_lab.coach.filling import compared
from migration_lab.schema import ForeignKey
from migration_lab.values.became import Became
from migration_lab.values.operations import RanOperation

CONNECT = "connect() as connection:"
"""How env.py begins, as Flask-Migrate writes it."""
PRAGMA = """connect() as connection:
{indent}if connection.dialect.name == "sqlite":
{indent}    connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
{indent}    connection.commit()"""
MOVES_NO_ROW = re.compile(r"\s*(?:SELECT|PRAGMA|(?:CREATE|DROP)\s+(?:UNIQUE\s+)?(?:VIEW|TRIGGER|INDEX))\b", re.I)


def taken_along(ran: Ran) -> Match | None:
    """Recognise children that went with their parent, that lost their parent, or that stood in the way."""
    parents = {one.table: one for one in ran.step.result.operations if made_anew(one)}
    if not ran.step.result.ok:
        return refused(ran)
    found: list[tuple[int, Match]] = []
    for rows in ran.step.rows:
        for key in keys_to(ran, rows.table, [*parents]):
            became, operation = rows.became, parents[key.target]
            if became and became.stays and not by_hand(ran, rows.table) and (lost := damage(key, became)):
                case, n = lost
                facts = {"child": rows.table, "parent": key.target, "n": n, "of": became.rows_before}
                facts |= {"column": key.columns[0]} | mend(ran)
                found.append((n, Match(facts, case, operation.file, operation.line)))
    return max(found, key=lambda one: one[0])[1] if found else None


def made_anew(operation: RanOperation) -> bool:
    """Tell whether the operation ended a batch that dropped the old table."""
    names = {f"DROP TABLE {operation.table}", f'DROP TABLE "{operation.table}"'}
    return operation.batch and any(one.strip() in names for one in operation.statements)


def damage(key: ForeignKey, became: Became) -> tuple[str, int] | None:
    """Return the case and how many rows it concerns."""
    if key.on_delete == "CASCADE" and became.rows_after < became.rows_before:
        return "", became.rows_before - became.rows_after
    emptied = dict(became.emptied)
    if key.on_delete == "SET NULL" and (n := max((emptied.get(one, 0) for one in key.columns), default=0)):
        return "set null", compared(n, became.all_compared)
    return None


def refused(ran: Ran) -> Match | None:
    operation = ran.failed_operation
    codes = {one.code for one in ran.error.chain()} if ran.error else set()
    if operation is None or not operation.batch or "SQLITE_CONSTRAINT_FOREIGNKEY" not in codes:
        return None
    tables = (table.name for table in ran.step.before.tables if table.name != operation.table)
    children = [name for name in tables if keys_to(ran, name, [operation.table])]
    if not children or not any(made_anew(one) for one in ran.step.result.operations if one.failed):
        return None
    return Match({"children": children, "parent": operation.table} | mend(ran), "refused")


def keys_to(ran: Ran, table: str, parents: list[str]) -> list[ForeignKey]:
    found = next((one for one in ran.step.before.tables if one.name == table), None)
    return [key for key in found.foreign_keys if key.target in parents and key.target != table] if found else []


def by_hand(ran: Ran, table: str) -> bool:
    """Tell whether a statement of the script's own may have moved rows of that table."""
    own = [one for one in ran.step.result.operations if one.kind in ("ExecuteSQL", "SQL")]
    return any(table in one and not MOVES_NO_ROW.match(one) for each in own for one in each.statements)


def mend(ran: Ran) -> dict[str, object]:
    """Say where env.py opens its connection, and what has to follow there."""
    scripts = [one.path.partition("/versions/") for one in ran.graph.revisions]
    env = f"{scripts[0][0]}/env.py" if scripts and scripts[0][1] else ""
    lines = ran.source(env) if env else ()
    at = [number for number, line in enumerate(lines, 1) if line.rstrip().endswith(CONNECT)]
    if len(at) != 1:
        return {"words": "yes"}
    line = lines[at[0] - 1]
    indent = " " * (len(line) - len(line.lstrip()) + 4)
    return {"env": env, "env_line": at[0], "connect": CONNECT, "pragma": PRAGMA.format(indent=indent)}
