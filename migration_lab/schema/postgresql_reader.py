"""Read the structure of a PostgreSQL database again and again, and only what moved since. It never writes.

What moved is told by the versions of the catalogue's rows, in one query. A relation of which a row has another version
is read again, and everything is where that may show elsewhere: when something was renamed, since others say its name;
when a type, a function or the like moved; and in a database of several schemas when a relation has come or gone, since
a name is qualified or not by what else has it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from migration_lab.schema.model import Schema
from migration_lab.schema.postgresql import Catalogue, Relation, put_together
from migration_lab.schema.postgresql_catalogue import PARTS
from migration_lab.schema.postgresql_versions import IN_PARTS, NO_RELATION, SEQUENCE, VERSIONS

if TYPE_CHECKING:
    from sqlalchemy import Connection

NAME = 0
Versions = dict[int, tuple[str | None, ...]]
"""By relation: its own name, and a number for each part of it that changes with that."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What was read, and of which versions."""

    versions: Versions
    schemas: Collection[Any]
    relations: Mapping[int, Relation]
    rest: Mapping[str, Any]
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
        versions = {
            relation: (name, *parts)
            for relation, name, *parts in connection.exec_driver_sql(VERSIONS)
            if name or relation in (NO_RELATION, SEQUENCE)  # what has no name is an index, or beside a table
        }
        if self._last is None or self._last.versions != versions:
            self._last = read_again(connection, versions, self._last)
        return self._last.schema


def read_again(connection: Connection, versions: Versions, last: Remembered | None) -> Remembered:
    """Read what moved since ``last``, or everything."""
    if last is None or spreads(last, versions):
        return read_all(connection, versions)
    catalogue, before = Catalogue(connection, last.schemas), last.versions
    known = before.keys() & versions.keys()
    moved = {part: before.keys() ^ versions.keys() for part in PARTS}
    for place, seen_in in enumerate(IN_PARTS.values(), NAME + 1):
        for part in seen_in:
            moved[part] |= {one for one in known if before[one][place] != versions[one][place]}
    again = {part: catalogue.rows_of(part, these) if these else {} for part, these in moved.items()}
    relations = dict(last.relations)
    for one in set().union(*moved.values()):
        old = relations.pop(one, None)
        parts = {
            part: again[part].get(one, []) if one in these or old is None else old.parts[part]
            for part, these in moved.items()
        }
        if parts["relation"]:
            relations[one] = catalogue.relation(parts)
            if column_renamed(old, relations[one]):
                return read_all(connection, versions)
    rest = {**last.rest, **catalogue.sequences()} if before.get(SEQUENCE) != versions.get(SEQUENCE) else last.rest
    return Remembered(versions, catalogue.schemas, relations, rest, put_together(relations, rest))


def read_all(connection: Connection, versions: Versions) -> Remembered:
    catalogue = Catalogue(connection)
    relations, rest = catalogue.relations(), {**catalogue.objects(), **catalogue.sequences()}
    return Remembered(versions, catalogue.schemas, relations, rest, put_together(relations, rest))


def spreads(last: Remembered, now: Versions) -> bool:
    """Whether what moved may show in relations that did not."""
    before = last.versions
    if before.get(NO_RELATION) != now.get(NO_RELATION):
        return True
    if last.schema.schemas and before.keys() != now.keys():
        return True
    return any(before[one][NAME] != now[one][NAME] for one in before.keys() & now.keys())


def column_renamed(before: Relation | None, now: Relation) -> bool:
    if before is None:
        return False
    return any(now.columns.get(number, name) != name for number, name in before.columns.items())
