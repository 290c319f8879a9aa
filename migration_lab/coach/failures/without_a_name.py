"""S08: constraints that have no name, so that nothing can be said about them later. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from migration_lab.coach.explaining import Match, Ran
from migration_lab.schema import ForeignKey, Table, UniqueKey
from migration_lab.values.operations import RanOperation
from migration_lab.values.source_lines import raw_line

CONVENTION = {
    "foreignkey": ("fk", "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s"),
    "unique": ("uq", "uq_%(table_name)s_%(column_0_name)s"),
}
"""By kind of constraint: the key of a naming convention, and the name that the documentation of Alembic gives."""
NAMELESS = ("ValueError", "IndexError", "CompileError", "ArgumentError")
NO_NAME = "Constraint must have a name"


def nameless_constraint(ran: Ran) -> Match | None:
    """Recognise a constraint without a name that is to be dropped or added, or whose end nobody has seen."""
    if ran.step.result.ok:
        return unseen(ran)
    operation, error = ran.failed_operation, ran.error
    if operation is None or error is None or operation.name or error.type not in NAMELESS:
        return None
    if operation.kind == "DropConstraint":
        return to_drop(ran, operation)
    if error.message != NO_NAME:
        return None
    name = new_name(operation)
    return Match({"name": name, "words": "yes"} | in_its_line(ran, operation, name), "create")


def to_drop(ran: Ran, operation: RanOperation) -> Match | None:
    kind = str(operation.details.get("constraint") or "")
    tables = {one.name: one for one in ran.step.before.tables}
    if operation.table not in tables or kind not in CONVENTION:
        return None
    keys = keys_of(tables[operation.table], kind)
    if named := [str(key.name) for key in keys if key.name]:
        facts = {"names": named, "n": len(named), "several": len(named) > 1}
        return Match(facts | (in_its_line(ran, operation, named[0]) if len(named) == 1 else {}), "named")
    if not operation.batch or not keys:
        return None
    short, pattern = CONVENTION[kind]
    name = given(operation.table, keys[0])
    facts = {"name": name, "convention": f'{{"{short}": "{pattern}"}}', "several": len(keys) > 1, "words": "yes"}
    begin, own = batch_line(ran, operation, str(facts["convention"])), in_its_line(ran, operation, name)
    return Match(facts | begin | own if len(keys) == 1 and begin and own else facts)


def unseen(ran: Ran) -> Match | None:
    """A UNIQUE without a name is in the database and no longer in the models; autogenerate does not compare it."""
    if ran.dialect != "sqlite" or ran.drafts:
        return None
    for change in ran.places().uncompared:
        key = change.before
        if change.action == "dropped" and isinstance(key, UniqueKey) and not key.name and change.table:
            short, pattern = CONVENTION["unique"]
            facts = {"table": change.table, "columns": key.columns, "name": given(change.table, key)}
            return Match(facts | {"convention": f'{{"{short}": "{pattern}"}}'}, "unseen")
    return None


def keys_of(table: Table, kind: str) -> Sequence[ForeignKey | UniqueKey]:
    return table.foreign_keys if kind == "foreignkey" else table.unique_keys


def given(table: str, key: ForeignKey | UniqueKey) -> str:
    """Return the name that the convention gives to a key."""
    return name_of(table, key.columns, key.target if isinstance(key, ForeignKey) else "")


def name_of(table: str, columns: Iterable[str], other: str = "") -> str:
    first = next(iter(columns), "")
    return f"fk_{table}_{first}_{other}" if other else f"uq_{table}_{first}"


def new_name(operation: RanOperation) -> str:
    if operation.kind == "CreateForeignKey":
        return name_of(operation.table, operation.columns, str(operation.details.get("other") or ""))
    if operation.kind == "CreateUniqueConstraint":
        return name_of(operation.table, operation.columns)
    return ""


def in_its_line(ran: Ran, operation: RanOperation, name: str) -> dict[str, str]:
    """Return the replacement of ``None`` in the operation's own line, if it stands there once."""
    lines = ran.source(operation.file)
    line = raw_line(lines, operation.line)
    if not name or line.count("(None,") != 1:
        return {}
    return {"replace": "(None,", "by": f"({name!r},", "words": ""}


def batch_line(ran: Ran, operation: RanOperation, convention: str) -> dict[str, object]:
    """Return the replacement in the line that begins the batch."""
    begin = f"batch_alter_table('{operation.table}'"
    lines = ran.source(operation.file)
    for number in range(min(operation.line, len(lines)), 0, -1):
        if begin in lines[number - 1]:
            return {"begin_line": number, "begin": begin, "begin_by": f"{begin}, naming_convention={convention}"}
    return {}
