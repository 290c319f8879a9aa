"""In a process of its own: note each operation of the revisions that run, and what it met there.

An operation is what a script calls on ``op``, as Alembic's own object, so nothing is read out of source text. What is
counted in the rows, on a copy only, comes from ``counting``; statements that a script runs by other means come from
``script_sql``. Writes nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from migration_lab.child.counting import Counting
from migration_lab.child.installed import Installed
from migration_lab.child.locks_record import LocksRecord
from migration_lab.child.operation_facts import facts_of
from migration_lab.child.own_lines import own_name
from migration_lab.child.watching import quietly
from migration_lab.values.operations import RanOperation

MOST_OPERATIONS = 2000
"""How many are noted of one run; of more, only those that fail."""


class Queue(list[Any]):
    """The parts of a batch; it knows at which of them Alembic is."""

    at = 0
    at_each: Callable[[int], None]

    def __iter__(self) -> Iterator[Any]:
        for self.at, part in enumerate(super().__iter__()):
            self.at_each(self.at)
            yield part
        self.at = len(self)


@dataclass(slots=True)
class OperationsRecord:
    """Records the operations of one run. ``revision`` and ``bind`` are those that run at the moment."""

    statements: list[list[Any]]
    """What an ``SqlRecord`` has recorded so far; it grows."""
    counting: Counting | None = None
    """Counts rows: on a copy only."""
    locks: LocksRecord = field(default_factory=LocksRecord)
    revision: str = ""
    bind: str = ""
    operations: list[RanOperation] = field(default_factory=list)
    busy: int = 0
    """How many operations run just now, one inside the other; more than none also while a batch runs its parts."""
    paused: bool = False
    """Whether nothing is noted at the moment."""
    _made: set[tuple[str, str]] = field(default_factory=set)
    _batches: dict[int, list[int]] = field(default_factory=dict)
    """By batch: which operation each of its parts comes from."""
    _wrote: dict[str, int] = field(default_factory=dict)
    """What is known of the rows that the operation that runs just now has written."""
    _noted: dict[int, list[list[Any]]] = field(default_factory=dict)
    """By operation: its statements, as the ``SqlRecord`` knows them."""

    def listen(self, installed: Installed) -> OperationsRecord:
        from alembic.operations.base import Operations
        from alembic.operations.batch import BatchOperationsImpl

        # Newer versions have a class above Operations for it, which batches share.
        home: Any = next(one for one in Operations.__mro__ if "invoke" in vars(one))
        invoke, flush = home.invoke, BatchOperationsImpl.flush

        def noted(operations: Any, operation: Any) -> Any:
            if self.paused or self.busy or installed.is_other():
                return invoke(operations, operation)
            return self._run(lambda: invoke(operations, operation), operations, operation)

        def flushed(batch: Any) -> None:
            if self.paused or self.busy or installed.is_other():
                return flush(batch)
            return self._flush(lambda: flush(batch), batch)

        installed.patch(home, "invoke", noted)
        installed.patch(BatchOperationsImpl, "flush", flushed)
        return self

    def _run(self, run: Callable[[], Any], operations: Any, operation: Any) -> Any:
        found: dict[str, Any] = {}
        with suppress(Exception):  # the operation runs, whatever can be noted of it
            found = self._before(operations, operation)
        begin, waiting = len(self.statements), getattr(operations.impl, "batch", None)
        queued = 0 if waiting is None else len(waiting)
        self._wrote = {}
        self.busy += 1
        try:
            return run()
        except BaseException:
            found["failed"] = True
            raise
        finally:
            self.busy -= 1
            with suppress(Exception):
                found["details"] = {**found.get("details", {}), **self._wrote}
                if len(self.operations) < MOST_OPERATIONS or found.get("failed"):
                    place = self.add(RanOperation(**found), self.statements[begin:])
                    if waiting is not None:
                        self._batches.setdefault(id(operations.impl), []).extend([place] * (len(waiting) - queued))

    def add(self, operation: RanOperation, noted: list[list[Any]]) -> int:
        """Add an operation that has run these statements; return its place."""
        self.operations.append(operation)
        return self.extend(len(self.operations) - 1, noted)

    def wrote(self, numbers: Mapping[str, int]) -> None:
        """Note how many rows a statement of the operation that runs just now has written, and how long it took."""
        for name, number in numbers.items():
            self._wrote[name] = self._wrote.get(name, 0) + number

    def extend(self, place: int, noted: list[list[Any]], **changes: Any) -> int:
        """Note more statements of an operation, and what else has changed of it."""
        self._noted.setdefault(place, []).extend(noted)
        known = self.operations[place]
        texts = (*known.statements, *(one[0] for one in noted))
        self.operations[place] = self.locks.added(replace(known, statements=texts, **changes), noted)
        if self.counting and known.kind in MOVING_ROWS:
            self.counting.forget()
        return place

    def _flush(self, flush: Callable[[], None], batch: Any) -> None:
        """Run what a batch has queued, and note which of its operations ran what, and which failed."""
        places = self._batches.pop(id(batch), [])
        begin, queue = len(self.statements), Queue(batch.batch)
        queue.at_each = quietly(lambda part: self._ends(places, part - 1, begin))
        self._count_children(places, batch)
        batch.batch = queue
        self.busy += 1
        try:
            flush()
        except BaseException:
            # As long as the queue is not at its end, it is the part that it was at; later it is the whole table.
            for place in {places[queue.at]} if queue.at < len(places) else set(places):
                self.operations[place] = replace(self.operations[place], failed=True)
            raise
        finally:
            self.busy -= 1
            with suppress(Exception):
                if places:
                    self._ends(places, min(queue.at, len(places) - 1), begin)
                if self.counting:
                    self.counting.forget()

    def _ends(self, places: list[int], part: int, begin: int) -> None:
        """Note that a part of a batch has ended: what has run since, and belongs to no part before, is its own."""
        if 0 <= part < len(places):
            told = sum(len(self._noted[place]) for place in {*places})
            self.extend(places[part], self.statements[begin:][told:])

    def _count_children(self, places: list[int], batch: Any) -> None:
        """Count, if a batch will make its table anew, what is deleted when the old one is dropped."""
        with suppress(Exception):
            if self.counting and places and batch._should_recreate():
                found = self.counting.deleted_with(batch.operations.get_bind(), batch.table_name)
                first = self.operations[places[0]]
                self.operations[places[0]] = replace(first, counts=(*first.counts, *found))

    def _before(self, operations: Any, operation: Any) -> dict[str, Any]:
        file, line = script_line()
        found: dict[str, Any] = {"kind": type(operation).__name__.removesuffix("Op")}
        with suppress(Exception):  # a project may have operations of its own, of any form
            found = facts_of(operation)
        found |= {"revision": self.revision, "bind": self.bind, "file": file, "line": line}
        found["batch"] = hasattr(operations.impl, "batch")
        table = self.bind, found.get("table", "")
        if found["kind"] == "CreateTable":
            self._made.add(table)
        elif found["kind"] == "RenameTable" and table in self._made:
            self._made.add((self.bind, str(found["details"]["new_name"])))
        found["made_here"] = table in self._made
        if self.counting and table[1] and not found["made_here"]:
            with suppress(Exception):  # what cannot be counted is not known
                found |= self.counting.before(operations, operation, found)
        return found

    def ended(self) -> None:
        """Note, when a run has ended well, which operations left nothing, because nobody committed them."""
        for place, noted in self._noted.items():
            changing = [one for one in noted if not one[2] and writes_something(one[0])]
            if changing and all(one[3] for one in changing):
                self.operations[place] = replace(self.operations[place], rolled_back=True)


MOVING_ROWS = frozenset({"SQL", "ExecuteSQL", "BulkInsert", "DropTable", "RenameTable", "DropColumn"})
"""The kinds of operation after which a table may have other rows, or be another one."""
LOOKING = ("SELECT", "SHOW", "EXPLAIN", "PRAGMA", "BEGIN", "START", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT", "SET")


def writes_something(sql: str) -> bool:
    return not sql.lstrip().upper().startswith(LOOKING)


def script_line() -> tuple[str, int]:
    """Return the innermost line of a revision script that is running; if there is none, of the project's own."""
    for frame in frames():
        if in_script(frame) and (name := own_name(frame.f_code.co_filename)):
            return name, frame.f_lineno
    for frame in frames():
        if name := own_name(frame.f_code.co_filename):
            return name, frame.f_lineno
    return "", 0


def in_script(frame: Any) -> bool:
    return "down_revision" in frame.f_globals and "revision" in frame.f_globals


def frames() -> Iterator[Any]:
    frame: Any = sys._getframe(1)
    while frame is not None:
        yield frame
        frame = frame.f_back
