"""In a process of its own: note what each statement of a trial run locks, rewrites and reads through on PostgreSQL.

An operation of the script gets what its own statements did. Reads the scratch databases; writes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import Any, TypeVar

from migration_lab.backends.kinds import is_on_server
from migration_lab.child.installed import Installed
from migration_lab.child.postgresql_locks import (
    Holding,
    KnownRelation,
    Oid,
    files,
    holding,
    is_autocommit,
    relations,
    tell,
)
from migration_lab.child.sql_record import BROKEN, IDLE, MOST_STATEMENTS, first_word, state_of
from migration_lab.child.watching import quietly
from migration_lab.values.operations import STRONG, Lock, RanOperation

# fmt: off
LOOKING = {
    "SELECT", "SHOW", "EXPLAIN", "BEGIN", "START", "SAVEPOINT", "RELEASE", "SET", "RESET", "COMMIT", "ROLLBACK",
    "ABORT", "END", "DISCARD", "FETCH", "CLOSE", "MOVE", "DECLARE", "PREPARE", "DEALLOCATE", "LISTEN", "UNLISTEN",
    "NOTIFY", "COPY", "VALUES", "TABLE",
}
# fmt: on
"""Statements around which nothing is asked: they lock nothing that matters, or have to come first."""
MAY_BE_WRAPPED = re.compile(
    r"\s*(CREATE\s+(UNIQUE\s+)?INDEX|DROP\s+INDEX|ALTER\s+TABLE)\b(?!.*(\bCONCURRENTLY\b|;\s*\S))", re.I | re.DOTALL
)
"""Statements outside any transaction that work in one just as well: its end is where their locks are released."""
One = TypeVar("One")


@dataclass(slots=True)
class Effect:
    """What one statement did; see ``RanOperation``."""

    noted: Any
    """The note of that statement in the ``SqlRecord``."""
    microseconds: int
    locks: tuple[Lock, ...] = ()
    held: tuple[Lock, ...] = ()
    rewrote: tuple[str, ...] = ()
    scanned: dict[str, int] = field(default_factory=dict)
    transaction: str = ""
    lock_timeout: str = ""


@dataclass(slots=True)
class Running:
    """A statement that is running."""

    context: Any
    noted: Any
    outside: bool
    wrapped: bool
    """Whether it is in a transaction that we began around it, so that its locks can be read."""
    before: Holding
    began: float


class LocksRecord:
    """Notes it for the statements that an ``SqlRecord`` records in ``statements``, from ``listen()`` on.

    ``engines`` are those of the databases on PostgreSQL, on whose copies the run is about to begin.
    """

    def __init__(self, engines: Iterable[Any] = (), statements: Sequence[list[Any]] = ()) -> None:
        self.statements = statements
        self._known: dict[Oid, KnownRelation] = {}
        self._effects: dict[int, Effect] = {}
        self._running: list[Running] = []
        for engine in engines:
            with suppress(Exception), engine.connect() as connection:
                self._known |= relations(connection)

    def listen(self, installed: Installed) -> LocksRecord:
        from sqlalchemy import Engine

        if self._known:
            installed.listen(Engine, "before_cursor_execute", installed.own(quietly(self._before)))
            installed.listen(Engine, "after_cursor_execute", installed.own(quietly(self._after)))
            installed.listen(Engine, "handle_error", installed.own(quietly(self._failed)))
        return self

    def added(self, operation: RanOperation, statements: Sequence[Any]) -> RanOperation:
        """Return the operation with what these statements did, which are among its own."""
        for noted in statements:
            one = self._effects.get(id(noted))
            if one is not None and one.noted is noted:
                operation = replace(
                    operation,
                    locks=unique(operation.locks, one.locks),
                    held=operation.held if operation.microseconds else one.held,
                    rewrote=unique(operation.rewrote, one.rewrote),
                    scanned=summed(operation.scanned, one.scanned),
                    transaction=one.transaction or operation.transaction,
                    lock_timeout=operation.lock_timeout or one.lock_timeout,
                    microseconds=operation.microseconds + one.microseconds,
                )
        return operation

    def _before(self, connection: Any, _cursor: Any, sql: str, _parameters: Any, context: Any, _many: bool) -> None:
        noted = 0 < len(self.statements) < MOST_STATEMENTS
        if not noted or first_word(sql) in LOOKING or not is_on_server(connection.engine.url):
            return
        state = state_of(connection)
        if state == BROKEN:
            return
        outside = is_autocommit(connection) and state == IDLE
        wrapped = outside and bool(MAY_BE_WRAPPED.match(sql))
        if wrapped:
            tell(connection, "BEGIN")
        try:
            before = Holding(files=files(connection)) if outside and not wrapped else holding(connection)
        except BaseException:
            if wrapped:
                tell(connection, "ROLLBACK")
            raise
        self._running.append(Running(context, self.statements[-1], outside, wrapped, before, perf_counter()))

    def _after(self, connection: Any, _cursor: Any, _sql: str, _parameters: Any, context: Any, _many: bool) -> None:
        now = perf_counter()
        running = self._ended(context)
        if running is None:
            return
        effect = Effect(running.noted, max(round((now - running.began) * 1_000_000), 1))
        self._effects[id(running.noted)] = effect
        if running.wrapped:
            try:
                self._note(effect, running.before, holding(connection))
                effect.transaction = ""
            finally:
                tell(connection, "COMMIT")
        elif running.outside:
            effect.rewrote = tuple(self._rewritten(running.before.files, files(connection)))
            # PostgreSQL gives a table or an index another file under its strongest lock only, which is released now.
            written = {oid: {STRONG[-1]} for oid, one in self._known.items() if one.name in effect.rewrote}
            effect.locks = tuple(self._locks(written, {}))
        elif state_of(connection) != IDLE:
            self._note(effect, running.before, holding(connection))

    def _failed(self, error: Any) -> None:
        running = self._ended(error.execution_context) if error.connection is not None else None
        if running is not None and running.wrapped:
            tell(error.connection, "ROLLBACK")

    def _ended(self, context: Any) -> Running | None:
        """Return what is known of the statement of that context, which is no longer running."""
        while self._running:
            running = self._running.pop()
            if running.context is context:
                return running
        return None

    def _note(self, effect: Effect, before: Holding, after: Holding) -> None:
        effect.transaction, effect.lock_timeout = after.transaction, after.lock_timeout
        effect.locks = tuple(self._locks(after.modes, before.modes))
        effect.held = tuple(one for one in self._locks(before.modes, {}) if one.mode in STRONG)
        effect.rewrote = tuple(self._rewritten(before.files, after.files))
        for oid, read in after.read.items():
            more, relation = read - before.read.get(oid, 0), self._known.get(oid)
            if more > 0 and relation and relation.table is None:
                effect.scanned[relation.name] = more

    def _locks(self, modes: Mapping[Oid, set[str]], without: Mapping[Oid, set[str]]) -> Iterator[Lock]:
        for oid, taken in modes.items():
            if relation := self._known.get(oid):
                for mode in sorted(taken - without.get(oid, set())):
                    yield Lock(relation.name, mode, relation.table is not None, relation.rows, relation.bytes)

    def _rewritten(self, before: Mapping[Oid, int | None], after: Mapping[Oid, int | None]) -> Iterator[str]:
        for oid, file in after.items():
            relation = self._known.get(oid)
            was = before.get(oid, relation.file if relation else None)
            if relation and file is not None and was is not None and file != was:
                relation.file = file
                yield relation.name


def unique(*many: tuple[One, ...]) -> tuple[One, ...]:
    return tuple(dict.fromkeys(one for some in many for one in some))


def summed(*many: Mapping[str, int]) -> dict[str, int]:
    names = dict.fromkeys(name for some in many for name in some)
    return {name: sum(some.get(name, 0) for some in many) for name in names}
