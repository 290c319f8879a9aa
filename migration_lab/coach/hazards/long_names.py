"""Names that PostgreSQL cuts, since they have more than 63 bytes. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lab.coach.warning import Hazard, Rehearsal
from migration_lab.values.operations import RanOperation

LONGEST = 63


def name_is_cut(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find names of tables and columns that are cut without an error, and others that SQLAlchemy refuses."""
    for operation in rehearsal.operations:
        for name in new_names(operation):
            bytes_ = name.encode()
            if len(bytes_) > LONGEST:
                cut = bytes_[:LONGEST].decode(errors="ignore")
                facts = {"long": name, "bytes": len(bytes_), "cut": cut, "step": rehearsal.step(operation)}
                if operation.failed:
                    yield Hazard(operation, facts, case="refused", severity="fails")
                else:
                    yield Hazard(operation, facts)


def new_names(operation: RanOperation) -> tuple[str, ...]:
    """Return the names that an operation gives."""
    if operation.kind == "AddColumn":
        return operation.columns
    if operation.kind.startswith("Create"):
        return (operation.name,)
    return tuple(str(operation.details[key]) for key in ("new_name",) if operation.details.get(key))
