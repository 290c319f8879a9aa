"""Read the structure of a PostgreSQL database again and again, and only what moved since. It never writes.

What moved is told by the versions of the catalogue's rows, in one query. A relation of which a row has another version
is read again, and everything is where that may show elsewhere: when something was renamed, since others say its name;
when a type, a function or the like moved; and in a database of several schemas when a relation has come or gone, since
a name is qualified or not by what else has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from migration_lab.schema.model import Schema
from migration_lab.schema.postgresql import Catalogue, Relation
from migration_lab.schema.postgresql_catalogue import VERSIONS

if TYPE_CHECKING:
    from sqlalchemy import Connection

NO_RELATION = 0

Versions = dict[int, tuple[str, str | None]]
"""By relation: a number that changes with it, and its own name."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What was read, and of which versions."""

    versions: Versions
    relations: Mapping[int, Relation]
    objects: Mapping[str, Any]
    schema: Schema


class PostgresReader:
    """Reads what ``Schema`` has room for, but for what is the system's own or temporary.

    Not read: row security policies, rules, storage and statistics settings of a column, options of a view, comments on
    anything but tables, views and their columns, the owner and the rights of anything, composite and range types,
    operators, casts, collations, text search, foreign servers, publications, and event triggers. Of what belongs to an
    extension only its tables are read, since ``flask db check`` sees those.
    """

    def __init__(self) -> None:
        self._reads = 0
        self._last: Remembered | None = None

    def read(self, connection: Connection) -> Schema:
        """The structure as the connection's transaction sees it; all of one moment when there was none."""
        if not connection.in_transaction():
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        self._reads += 1
        if self._reads == 1:  # who reads once pays for nothing that would only help a second time
            return Catalogue(connection).schema()
        # The versions come first: what moves while the rest is read is then read again the next time.
        versions = {row[0]: (row[1], row[2]) for row in connection.exec_driver_sql(VERSIONS)}
        if self._last is None or self._last.versions != versions:
            self._last = read_again(Catalogue(connection), versions, self._last)
        return self._last.schema


def read_again(catalogue: Catalogue, versions: Versions, last: Remembered | None) -> Remembered:
    """Read what moved since ``last``, or everything."""
    relations, objects = None, None
    if last is not None and not spreads(last.versions, versions, catalogue.others):
        moved = {one for one in last.versions.keys() | versions.keys() if last.versions.get(one) != versions.get(one)}
        again = catalogue.relations(moved)
        if not any(column_renamed(last.relations.get(one), relation) for one, relation in again.items()):
            stayed = {one: relation for one, relation in last.relations.items() if one not in moved}
            relations, objects = {**stayed, **again}, last.objects
    if relations is None or objects is None:
        relations, objects = catalogue.relations(), catalogue.objects()
    return Remembered(versions, relations, objects, catalogue.put_together(relations, objects))


def spreads(before: Versions, now: Versions, other_schemas: tuple[str, ...]) -> bool:
    """Whether what moved may show in relations that did not."""
    if before.get(NO_RELATION) != now.get(NO_RELATION):
        return True
    if other_schemas and before.keys() != now.keys():
        return True
    return any(before[one][1] != now[one][1] for one in before.keys() & now.keys())


def column_renamed(before: Relation | None, now: Relation) -> bool:
    if before is None:
        return False
    return any(now.columns.get(number, name) != name for number, name in before.columns.items())
