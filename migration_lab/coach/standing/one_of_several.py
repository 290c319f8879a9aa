"""Recognise that one of an app's several databases is behind the others. Touches nothing by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from migration_lab.coach.saying import say
from migration_lab.coach.standing.diagnosis import Diagnosis, diagnose
from migration_lab.coach.standing.trial_words import failure, success, untried
from migration_lab.coach.standing.wrong_version import rows_unknown
from migration_lab.three_places.comparison import Comparison, ThreeSchemas, compare_three
from migration_lab.three_places.facts import Facts, version_tables


def one_of_several(facts: Facts, compared: Mapping[str, Comparison]) -> Diagnosis | None:
    """Name the database that is behind, and say whether an upgrade brings it forward."""
    checked, heads = facts.looked.checked, set(facts.graph.heads)
    if checked is None or len(checked.current) < 2 or not heads:
        return None
    stands = {bind: set(facts.stands.get(bind, at)) for bind, at in checked.current.items()}
    late = sorted(bind for bind, at in stands.items() if at != heads)
    if not late or len(late) == len(stands):
        return None
    bind = late[0]
    database = facts.databases.get(bind)
    if database is None:
        return None
    name = f"The database {bind}" if bind else "The default database"
    own = version_tables(facts.looked, *facts.databases.values())
    tables = sorted(set(database.table_names) - own)
    if stands[bind] or not tables:
        return behind(facts, name, sorted(stands[bind]))
    command = "flask db stamp heads" if len(facts.graph.heads) > 1 else "flask db stamp head"
    if not all(is_as_made(facts, one, own) for one in late):  # the command stamps all of them
        return diagnose("pending.one_without_version", name=name, tables=tables)
    if doubt := rows_unknown(facts.on_rows(facts.graph.pending), command):
        return diagnose("pending.one_but_rows", doubt, name=name, tables=tables)
    return diagnose("pending.one_to_stamp", name=name, tables=tables, command=command)


def is_as_made(facts: Facts, bind: str, own: set[str]) -> bool:
    """Tell whether that database is known to be what the scripts make."""
    made, database = (facts.looked.scripts or {}).get(bind), facts.databases.get(bind)
    if made is None or database is None:
        return False
    return not compare_three(ThreeSchemas(None, None, made, database).without(own), None).drift


def behind(facts: Facts, name: str, at: list[str]) -> Diagnosis:
    """Say what an upgrade of that database does, after a trial run on copies of all of them."""
    target = "heads" if len(facts.graph.heads) > 1 else "head"
    command = "flask db upgrade heads" if target == "heads" else "flask db upgrade"
    tried = facts.try_upgrade(target)
    if tried.error:
        found = diagnose("pending.one_fails", failure(tried, command, facts.graph), name=name)
        return replace(found, error=tried.to_mend)
    after = say("pending.not_tried", why=untried(tried)) if tried.untried else success(tried)
    if tried.asks:
        return diagnose("pending.one_fails", after, name=name)
    if at:
        return diagnose("pending.one_is_at", after, name=name, at=at, command=command)
    return diagnose("pending.one_is_empty", after, name=name, command=command)
