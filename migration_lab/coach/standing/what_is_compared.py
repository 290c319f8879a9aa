"""Recognise that Alembic does not compare all the models with the database: wrong metadata, or filters.

A draft would then not follow the models, so none is offered. Touches nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from migration_lab.coach.standing.finding import Finding
from migration_lab.three_places.comparison import Comparison
from migration_lab.three_places.facts import Facts, error_of, in_step
from migration_lab.values.checked import Target
from migration_lab.values.wording import listed, them

MEND = "Let env.py give Alembic the metadata of the app's db, like the env.py that flask db init makes."


def other_metadata(facts: Facts, _: object) -> Finding | None:
    """Recognise an env.py that compares with no metadata, an empty one, or one that lacks tables of the app."""
    for bind, target, own in targets(facts):
        if target.tables is None:
            sentence = (
                "env.py gives Alembic nothing to compare with: its target_metadata is None. So flask db check and "
                f"flask db migrate end with an error; flask db upgrade still runs the scripts. {MEND}"
            )
            return Finding("check fails", sentence, None, error_of(facts))
        lacking = own - target.tables
        database = facts.databases.get(bind)
        if not lacking or database is None:
            continue
        dropped = lacking & operated(facts, bind, "dropped")
        absent = lacking - set(database.table_names)
        if dropped or absent:
            what = f"flask db check and flask db migrate compare{of(bind)} with {other(target.tables, own, lacking)}"
            if dropped:
                what += f": a draft would drop {tables(dropped)}, with the rows in {them(list(dropped))}"
            else:
                what += f", so they find nothing to draft for {tables(absent)}"
            return Finding("drift", f"{what}. {MEND}")
    return None


def all_left_out(facts: Facts, compared: Mapping[str, Comparison]) -> Finding | None:
    """Recognise filters that leave out every table of the models, so that the check cannot find anything."""
    known = [target for _, target, _ in targets(facts) if target.tables]
    if not known or not in_step(facts.looked) or any(target.tables != target.left_out for target in known):
        return None
    differ = any(one.not_compared for one in compared.values())
    sentence = (
        "flask db check finds nothing, because it compares nothing: an include_object in env.py or in Migrate() leaves "
        "out every table of the models."
    )
    return Finding("drift" if differ else "in step", sentence)


def hidden_tables(facts: Facts, _: object) -> Finding | None:
    """Recognise an ``include_name`` that hides tables of the database, so that Alembic takes them for new."""
    for bind, target, _own in targets(facts):
        database = facts.databases.get(bind)
        if not target.hides_names or database is None:
            continue
        if hidden := operated(facts, bind, "added") & set(database.table_names):
            sentence = (
                f"flask db check takes {tables(hidden)} for new, although the database has {them(list(hidden))}: an "
                f"include_name in env.py or in Migrate() hides {them(list(hidden))}. A draft would make "
                f"{them(list(hidden))} again, and fail."
            )
            return Finding("drift", sentence)
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


def other(target: Iterable[str], own: frozenset[str], lacking: frozenset[str]) -> str:
    size = len(list(target))
    if not size:
        return f"a metadata that has no tables, instead of the app's own, which has {len(own)}"
    return f"a metadata that is not the app's own: it lacks {tables(lacking)} of the app's {len(own)}"


def of(bind: str) -> str:
    return f" the database {bind}" if bind else ""


def tables(names: Iterable[str]) -> str:
    found = sorted(names)
    return f"{'table' if len(found) == 1 else 'tables'} {listed(found)}"
