"""The state in which one of an app's several databases has not run what the others have. Touches nothing."""

from __future__ import annotations

from collections.abc import Mapping

from migration_lab.project.standing.finding import Finding
from migration_lab.project.three_places.found import Found, version_tables
from migration_lab.project.three_places.rows_of_places import Compared, Three, compare_three
from migration_lab.values.wording import listed


def one_of_several(found: Found, compared: Mapping[str, Compared]) -> Finding | None:
    """Name the database that is behind, and say whether an upgrade can be what brings it on."""
    checked, heads = found.looked.checked, set(found.graph.heads)
    if checked is None or len(checked.current) < 2 or not heads:
        return None
    stands = {bind: set(found.stands.get(bind, at)) for bind, at in checked.current.items()}
    late = sorted(bind for bind, at in stands.items() if at != heads)
    if not late or len(late) == len(stands):
        return None
    bind = late[0]
    database = found.databases.get(bind)
    if database is None:
        return None
    name = f"The database {bind}" if bind else "The default database"
    tables = sorted(set(database.table_names) - version_tables(found.looked, *found.databases.values()))
    if stands[bind]:
        at = listed(sorted(stands[bind]))
        sentence = f"{name} stands at {at}, and the others have run every revision. flask db upgrade runs the rest."
        return Finding("database behind", sentence, "flask db upgrade")
    if not tables:
        sentence = f"{name} is empty, and the others have run every revision. flask db upgrade makes its tables."
        return Finding("database behind", sentence, "flask db upgrade")
    sentence = (
        f"{name} has tables ({listed(tables)}) and no revision in alembic_version, so Alembic takes it for empty, and "
        "flask db upgrade would make them once more, and fail."
    )
    made = (found.looked.scripts or {}).get(bind)
    three = Three(None, None, made, database).without(version_tables(found.looked, *found.databases.values()))
    if made is not None and not compare_three(three, None).drift:
        sentence += " They are what the scripts make: flask db stamp head says so to Alembic, for every database."
        return Finding("no alembic_version", sentence, "flask db stamp head")
    sentence += " They are not what the scripts make, or that is not known; look what they lack before you stamp them."
    return Finding("no alembic_version", sentence)
