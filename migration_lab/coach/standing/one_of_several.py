"""Recognise that one of an app's several databases is behind the others. Touches nothing."""

from __future__ import annotations

from collections.abc import Mapping

from migration_lab.coach.standing.finding import Finding
from migration_lab.three_places.comparison import Comparison, ThreeSchemas, compare_three
from migration_lab.three_places.facts import Facts, version_tables
from migration_lab.values.wording import listed


def one_of_several(facts: Facts, compared: Mapping[str, Comparison]) -> Finding | None:
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
    tables = sorted(set(database.table_names) - version_tables(facts.looked, *facts.databases.values()))
    if stands[bind]:
        at = listed(sorted(stands[bind]))
        sentence = f"{name} is at {at}, but the others have run every revision. flask db upgrade runs the rest."
        return Finding("database behind", sentence, "flask db upgrade")
    if not tables:
        sentence = f"{name} is empty, but the others have run every revision. flask db upgrade makes its tables."
        return Finding("database behind", sentence, "flask db upgrade")
    sentence = (
        f"{name} has tables ({listed(tables)}) but no revision in alembic_version. So Alembic thinks that it is empty, "
        "and flask db upgrade would fail when it makes the tables again."
    )
    made = (facts.looked.scripts or {}).get(bind)
    three = ThreeSchemas(None, None, made, database).without(version_tables(facts.looked, *facts.databases.values()))
    if made is not None and not compare_three(three, None).drift:
        sentence += " They are what the scripts make: flask db stamp head tells Alembic so, for every database."
        return Finding("no alembic_version", sentence, "flask db stamp head")
    sentence += (
        " It is not certain that they are what the scripts make. Look for differences before you stamp the database."
    )
    return Finding("no alembic_version", sentence)
