"""In a process of its own: note each operation of the revisions that run on a copy, and what it met there.

An operation is what a script calls on ``op``, as Alembic's own object, so nothing is read out of source text. What was
counted in the rows comes from ``counting``. Reads the copy; writes nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from migration_lab.child.counting import count_before
from migration_lab.child.installed import Installed
from migration_lab.child.operation_facts import facts_of
from migration_lab.child.own_lines import own_name
from migration_lab.values.operations import RanOperation


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
    counts: bool = True
    """Whether to count rows: on a copy only."""
    revision: str = ""
    bind: str = ""
    operations: list[RanOperation] = field(default_factory=list)
    _made: set[tuple[str, str]] = field(default_factory=set)
    _batches: dict[int, list[int]] = field(default_factory=dict)
    """By batch: which operation each of its parts comes from."""

    def begin(self) -> None:
        """Begin anew: what comes now is another run, to which every table that is there is an old one."""
        self.operations = []
        self._made.clear()

    def listen(self, installed: Installed) -> OperationsRecord:
        from alembic.operations.base import AbstractOperations
        from alembic.operations.batch import BatchOperationsImpl

        invoke, flush = AbstractOperations.invoke, BatchOperationsImpl.flush

        def noted(operations: Any, operation: Any) -> Any:
            return self._run(lambda: invoke(operations, operation), operations, operation)

        def flushed(batch: Any) -> None:
            self._flush(lambda: flush(batch), batch)

        installed.patch(AbstractOperations, "invoke", noted)
        installed.patch(BatchOperationsImpl, "flush", flushed)
        return self

    def _run(self, run: Callable[[], Any], operations: Any, operation: Any) -> Any:
        found = self._before(operations, operation)
        begin, waiting = len(self.statements), getattr(operations.impl, "batch", None)
        queued = 0 if waiting is None else len(waiting)
        try:
            return run()
        except BaseException:
            found["failed"] = True
            raise
        finally:
            found["statements"] = self._since(begin)
            self.operations.append(RanOperation(**found))
            if waiting is not None:
                parts = self._batches.setdefault(id(operations.impl), [])
                parts += [len(self.operations) - 1] * (len(waiting) - queued)

    def _flush(self, flush: Callable[[], None], batch: Any) -> None:
        """Run what a batch has queued, and note which of its operations ran what, and which failed."""
        places = self._batches.pop(id(batch), [])
        begin, queue = len(self.statements), Queue(batch.batch)
        queue.at_each = lambda part: self._ends(places, part - 1, begin)
        batch.batch = queue
        try:
            flush()
        except BaseException:
            # As long as the queue is not at its end, it is the part that it was at; later it is the whole table.
            for place in {places[queue.at]} if queue.at < len(places) else set(places):
                self.operations[place] = replace(self.operations[place], failed=True)
            raise
        finally:
            if places:
                self._ends(places, min(queue.at, len(places) - 1), begin)

    def _ends(self, places: list[int], part: int, begin: int) -> None:
        """Note that a part of a batch has ended: what has run since, and belongs to no part before, is its own."""
        if 0 <= part < len(places):
            told = sum(len(self.operations[place].statements) for place in {*places})
            ran, place = self._since(begin)[told:], places[part]
            self.operations[place] = replace(
                self.operations[place], statements=(*self.operations[place].statements, *ran)
            )

    def _since(self, begin: int) -> tuple[str, ...]:
        return tuple(one[0] for one in self.statements[begin:])

    def _before(self, operations: Any, operation: Any) -> dict[str, Any]:
        file, line = script_line()
        found = {"revision": self.revision, "bind": self.bind, "file": file, "line": line, **facts_of(operation)}
        found["batch"] = hasattr(operations.impl, "batch")
        table = self.bind, found.get("table", "")
        if found["kind"] == "CreateTable":
            self._made.add(table)
        elif found["kind"] == "RenameTable" and table in self._made:
            self._made.add((self.bind, str(found["details"]["new_name"])))
        found["made_here"] = table in self._made
        if self.counts and table[1] and not found["made_here"]:
            begin = len(self.statements)
            with suppress(Exception):  # what cannot be counted is not known
                found["rows"], found["counts"] = count_before(operations.get_bind(), operation, found)
            del self.statements[begin:]
        return found


def script_line() -> tuple[str, int]:
    """Return the innermost line of the project's own that is running."""
    for frame in frames():
        if name := own_name(frame.f_code.co_filename):
            return name, frame.f_lineno
    return "", 0


def frames() -> Iterator[Any]:
    frame: Any = sys._getframe(1)
    while frame is not None:
        yield frame
        frame = frame.f_back
