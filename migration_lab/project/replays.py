"""Read results from a replay of the revision scripts. Reads no files and runs nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from migration_lab.backends.version_table import named
from migration_lab.schema import Schema
from migration_lab.values.statement import Statement
from migration_lab.values.tried import LEFT_OVER

if TYPE_CHECKING:
    from migration_lab.values.replayed import Replay

ON_ROWS = ("SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE", "WITH")
OWN = ("alembic_version", LEFT_OVER, "sqlite_master", "sqlite_schema", "pg_catalog")


def on_rows(replay: Replay, revisions: Sequence[str]) -> list[str]:
    """Return the revisions that work on rows, as far as that shows on an empty database."""
    return [one for one in revisions if any(works_on_rows(each.sql) for each in replay.sql.get(one, ()))]


def works_on_rows(sql: str) -> bool:
    """Tell whether a script's statement reads or writes rows, other than Alembic's own or the catalogue's."""
    words = sql.split(None, 1)
    return bool(words) and words[0].upper() in ON_ROWS and not any(name in sql for name in OWN)


def by_revision(replay: Replay) -> dict[str, dict[str, Schema]]:
    """Return what the scripts make up to each revision, by revision and bind."""
    found: dict[str, dict[str, Schema]] = {}
    for bind, schemas in replay.schemas.items():
        for revision, schema in schemas.items():
            found.setdefault(revision, {})[bind] = schema
    return found


def made_up_to(
    standing: Sequence[str], replay: Replay | None, made: Mapping[str, Schema] | None
) -> dict[str, Schema] | None:
    """Return what the scripts make, by bind, up to the databases' only revision; ``None`` if that is not known.

    ``made`` is what they make in all, with whatever else env.py does after it has migrated. If env.py does more, no
    structure of the replay is the right one, and the result is ``None``.
    """
    if replay is None or made is None or len(standing) != 1:
        return None
    [revision] = standing
    noted = {bind: replay.schemas.get(bind, {}) for bind in made}
    if not all(revision in schemas and made[bind] in schemas.values() for bind, schemas in noted.items()):
        return None
    return {bind: schemas[revision] for bind, schemas in noted.items()}


def schema_of(replay: Replay, revision: str, bind: str) -> Schema:
    schemas = replay.schemas.get(bind) or next(iter(replay.schemas.values()))
    return schemas[revision]


def sql_of(replay: Replay, revision: str) -> tuple[Statement, ...]:
    """Return the statements of that revision that change something."""
    return tuple(statement for statement in replay.sql[revision] if statement.changes_something)


def steps_of(replay: Replay | None, table: str | None) -> dict[str, tuple[Schema | None, tuple[Statement, ...]]]:
    """Return the structure after each revision in the default database, where it is known, and its statements.

    ``table`` is the name of Alembic's own, if the project has said it.
    """
    if replay is None:
        return {}
    after = {
        revision: named(made.get("", next(iter(made.values()))), table)
        for revision, made in by_revision(replay).items()
    }
    return {revision: (after.get(revision), sql_of(replay, revision)) for revision in replay.sql}
