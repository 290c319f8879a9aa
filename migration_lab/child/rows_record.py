"""Record the first rows of the tables that a command's statements touch, as they are after each statement.

They are read on the command's own connection by a cursor of the driver, so that they are what the very transaction sees
and nothing is recorded as SQL that ran. If anything goes wrong, or there is too much, nothing is recorded at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter
from typing import Any
from weakref import WeakKeyDictionary

from migration_lab.backends.kinds import backend_of
from migration_lab.backends.version_table import DEFAULT, only_writes
from migration_lab.child.installed import Installed
from migration_lab.child.sql_record import SqlRecord
from migration_lab.child.watching import quietly
from migration_lab.rows.mentioned import WRITING, stands_in, writes
from migration_lab.values.first_words import first_words
from migration_lab.values.frames import Frame, TableFrame
from migration_lab.values.tried import LEFT_OVER

MOST_READ = 200
"""How many times a table is read, at some 50 µs each for small ones; a command that touches more has no frames."""
LONGEST = 0.3
"""Seconds that all of this may take; with a large table that is slow to read a command has no frames."""
MOST_FRAMES = 24
TELLING = frozenset({*WRITING, "CREATE", "ALTER", "DROP"})
"""The first words of statements that may change a table. Before others, such as SET TRANSACTION, no query may come."""


@dataclass(slots=True)
class KnownTables:
    """What is known of one database."""

    reader: Any
    place: str
    tables: dict[str, TableFrame] = field(default_factory=dict)


class RowsRecord:
    """Records in ``frames`` what the statements did that ``sql`` records, from ``listen()`` on."""

    def __init__(self, sql: SqlRecord, root: Path) -> None:
        self.frames: list[Frame] = []
        self._sql = sql
        self._root = root
        self._databases: WeakKeyDictionary[Any, KnownTables | None] = WeakKeyDictionary()
        self._opening: tuple[int, tuple[TableFrame, ...]] = 0, ()
        """The id of the context of the statement in execution, and the tables that were first read right before it.

        The context itself would keep its connection open, and with it the journal of a database in WAL mode.
        """
        self._reads = 0
        self._took = 0.0
        self._over = False

    def listen(self, installed: Installed) -> None:
        """Listen from now on, and let ``sql`` listen as well.

        It hears of a statement last and of its end first: so its times are the database's, and the place of the
        statement is known.
        """
        from sqlalchemy import Engine

        observers = (("before_cursor_execute", self.before), ("after_cursor_execute", self.after))
        before, after = ((name, installed.own(quietly(self._or_nothing(one)))) for name, one in observers)
        installed.listen(Engine, *before)
        self._sql.listen(installed)
        installed.listen(Engine, *after)

    def _or_nothing(self, observer: Any) -> Any:
        def observed(connection: Any, _cursor: Any, sql: str, _parameters: Any, context: Any, _many: bool) -> None:
            if self._over or not TELLING.intersection(first_words(sql)[:1]) or only_writes(sql.lstrip(), DEFAULT):
                return
            began = perf_counter()
            try:
                if (known := self._of(connection)) is not None:
                    observer(known, connection, sql, context)
            except Exception:
                self._end()
                raise
            self._took += perf_counter() - began
            if self._took > LONGEST:
                self._end()

        return observed

    def before(self, known: KnownTables, connection: Any, sql: str, context: Any) -> None:
        with known.reader.cursor(connection) as cursor:
            named = touched(sql, known.reader.names(cursor))
            new = [self._read(known, cursor, table) for table in named if table not in known.tables]
        known.tables.update((one.table, one) for one in new)
        self._opening = id(context), tuple(new)

    def after(self, known: KnownTables, connection: Any, sql: str, context: Any) -> None:
        begun, opening = self._opening
        if begun != id(context):
            return
        with known.reader.cursor(connection) as cursor:
            names = known.reader.names(cursor)
            made = [name for name in touched(sql, names) if name not in known.tables]
            now = {name: self._read(known, cursor, name) for name in (*known.tables, *made) if name in names}
        gone = tuple(name for name in known.tables if name not in now)
        changed = tuple(one for name, one in now.items() if known.tables.get(name) != one)
        known.tables = now
        if changed or gone or opening:
            self._note(Frame(len(self._sql.statements) - 1, known.place, 1, opening, changed, gone))

    def _note(self, frame: Frame) -> None:
        last = self.frames[-1] if self.frames else None
        if last is not None and self._again(last, frame):
            tables = {one.table: one for one in (*last.tables, *frame.tables)}
            self.frames[-1] = replace(last, times=last.times + 1, tables=tuple(tables.values()))
        elif len(self.frames) < MOST_FRAMES:
            self.frames.append(frame)
        else:
            self._end()

    def _again(self, last: Frame, frame: Frame) -> bool:
        """Tell whether it is the same statement once more."""
        statements, next_one = self._sql.statements, last.statement + last.times
        same = frame.statement == next_one and statements[next_one][0] == statements[last.statement][0]
        return same and frame.database == last.database and not (frame.opening or frame.gone or last.gone)

    def _read(self, known: KnownTables, cursor: Any, table: str) -> TableFrame:
        self._reads += 1
        if self._reads > MOST_READ:
            raise RuntimeError("The command touches more than can be recorded.")
        found: TableFrame = known.reader.read(cursor, table)
        return found

    def _of(self, connection: Any) -> KnownTables | None:
        engine = connection.engine
        if engine not in self._databases:
            reader = backend_of(engine.url).frames
            place = reader.place(engine.url) if reader is not None and reader.may_ask(self._root) else None
            if reader is not None and place is not None:
                with reader.cursor(connection) as cursor:
                    place = place if reader.may_read(cursor, self._root) else None
            same = next((one for one in self._databases.values() if one is not None and one.place == place), None)
            self._databases[engine] = None if place is None else same or KnownTables(reader, place)
        return self._databases[engine]

    def _end(self) -> None:
        self._over = True
        self.frames.clear()


def touched(sql: str, names: tuple[str, ...]) -> list[str]:
    """Return the tables that a statement is about: where it writes to rows all that it names, else the first of them.

    The table that Alembic builds again in batch mode counts as named with the one in which it builds it.
    """
    text = sql.lower()
    found = [name for name in names if stands_in(name, text) or stands_in(LEFT_OVER + name, text)]
    if writes(sql) or len(found) < 2:
        return found
    built = [name for name in found if stands_in(LEFT_OVER + name, text) or name.startswith(LEFT_OVER)]
    return built or [min(found, key=lambda name: text.find(name.lower()))]
