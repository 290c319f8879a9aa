"""S13: PostgreSQL's ENUM types, which are made and dropped apart from their tables. Touches nothing."""

from __future__ import annotations

import re

from migration_lab.coach.explaining import Match, Ran
from migration_lab.values.operations import RanOperation

TYPE = re.compile(r'type "(?P<type>[^"]+)"')
"""PostgreSQL names the type in the message alone."""


def made_twice_or_never(ran: Ran) -> Match | None:
    """Recognise an ENUM that is to be made although it is there, or that is used although it is not."""
    operation = ran.failed_operation
    errors = [one for one in ran.error.chain() if one.code in ("42710", "42704")] if ran.error else []
    found = next((match for one in errors if (match := TYPE.search(one.message))), None)
    if operation is None or found is None:
        return None
    name = found["type"]
    if errors[0].code == "42704":
        return Match({"type": name}, "missing") if is_enum(operation, name) else None
    labels = {one.name: one.labels for one in ran.step.before.enums}.get(name)
    if labels is None:
        return None
    facts = {"type": name, "labels": ", ".join(map(repr, labels))}
    if users := used_by(ran, name):
        return Match({**facts, "users": users}, "shared")
    return Match(facts)


def is_enum(operation: RanOperation, name: str) -> bool:
    """Tell an ``Enum`` from other types that may be missing, such as an extension's: those have the same name here."""
    said = str(operation.details.get("type") or "")
    return said.startswith("VARCHAR") and not name.lower().startswith("varchar")


def used_by(ran: Ran, name: str) -> list[str]:
    tables = ran.step.before.tables
    of_type = (name, f"{name}[]")
    return [f"{table.name}.{one.name}" for table in tables for one in table.columns if one.type in of_type]
