"""Recognise that Alembic does not compare all the models with the database: wrong metadata, or filters.

A draft would then not follow the models, so none is offered. Touches nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from migration_lab.coach.saying import say
from migration_lab.coach.standing.diagnosis import Diagnosis, diagnose
from migration_lab.three_places.comparison import Comparison
from migration_lab.three_places.facts import Facts, error_of, in_step
from migration_lab.values.checked import Target


def other_metadata(facts: Facts, _: object) -> Diagnosis | None:
    """Recognise an env.py that compares with no metadata, an empty one, or one that lacks tables of the app."""
    for bind, target, own in targets(facts):
        if target.tables is None:
            return diagnose("compared.nothing", problem=error_of(facts))
        lacking = own - target.tables
        database = facts.databases.get(bind)
        if not lacking or database is None:
            continue
        of, metadata = f" the database {bind}" if bind else "", other(target.tables, own, lacking)
        if dropped := lacking & operated(facts, bind, "dropped"):
            return diagnose("compared.other_drops", of=of, other=metadata, dropped=sorted(dropped))
        if absent := lacking - set(database.table_names):
            return diagnose("compared.other_lacks", of=of, other=metadata, absent=sorted(absent))
    return None


def all_left_out(facts: Facts, compared: Mapping[str, Comparison]) -> Diagnosis | None:
    """Recognise filters that leave out every table of the models, so that the check cannot find anything."""
    known = [target for _, target, _ in targets(facts) if target.tables]
    if not known or not in_step(facts.looked) or any(target.tables != target.left_out for target in known):
        return None
    differ = any(one.not_compared for one in compared.values())
    return diagnose("compared.all_left_out", state="drift" if differ else "in step")


def hidden_tables(facts: Facts, _: object) -> Diagnosis | None:
    """Recognise an ``include_name`` that hides tables of the database, so that Alembic takes them for new."""
    for bind, target, _own in targets(facts):
        database = facts.databases.get(bind)
        if not target.hides_names or database is None:
            continue
        if hidden := operated(facts, bind, "added") & set(database.table_names):
            return diagnose("compared.hidden", hidden=sorted(hidden))
    return None


def targets(facts: Facts) -> Iterator[tuple[str, Target, frozenset[str]]]:
    """Yield, by bind, what env.py compares with, and the tables of the app's own metadata."""
    checked = facts.looked.checked
    for bind, target in sorted(checked.targets.items() if checked else ()):
        yield bind, target, facts.looked.own.get(bind, frozenset())


def operated(facts: Facts, bind: str, action: str) -> set[str]:
    """Return the tables that autogenerate would add, or drop."""
    assert facts.looked.checked is not None
    operations = facts.looked.checked.operations
    return {one.name for one in operations if (one.bind, one.action, one.kind) == (bind, action, "table")}


def other(target: Collection[str], own: frozenset[str], lacking: frozenset[str]) -> str:
    """Name the metadata that env.py compares with."""
    if not target:
        return say("compared.no_metadata_tables", own=len(own))
    return say("compared.lacking_tables", lacking=sorted(lacking), own=len(own))
