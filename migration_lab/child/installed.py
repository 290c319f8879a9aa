"""Remember everything that is put into an interpreter for one request, and remove it again.

Whatever in ``child`` changes something that is not its own does so through here: an attribute of another module or
class, a listener of SQLAlchemy's, an audit listener. In a process that ends with its request nobody calls ``close``; in
an interpreter that runs several requests, ``close`` leaves it as it was.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from functools import wraps
from typing import Any
from weakref import WeakSet

from migration_lab.child.audit import Listener, tell_of

MISSING = object()
LAB = "migration_lab"


class Installed:
    """Installs things, and remembers how to remove them. ``process_ends`` says that nobody will want to.

    If the process goes on, the threads that exist already belong to others: they see nothing of all this.
    """

    def __init__(self, *, process_ends: bool = True) -> None:
        self.process_ends = process_ends
        self._undo = ExitStack()
        self._others: WeakSet[threading.Thread] = WeakSet()
        self._originals: dict[int, tuple[Any, Any]] = {}
        """By the id of what replaces a function or a class: the replacement and the original."""
        if not process_ends:
            self._others.update(one for one in threading.enumerate() if one is not threading.current_thread())
            self.patch(threading.Thread, "start", self._noting(threading.Thread.start))

    def defer(self, undo: Callable[..., object], *args: Any) -> None:
        """Call ``undo`` when everything is removed, before what was deferred earlier."""
        self._undo.callback(undo, *args)

    def patch(self, home: Any, name: str, value: Any) -> None:
        """Set an attribute of a module, a class or an object; it may be one that so far only its class had."""
        before = vars(home).get(name, MISSING)
        self.defer(put_back, home, name, before)
        setattr(home, name, value)
        self.stands_for(value, before)

    def stands_for(self, value: Any, original: Any) -> None:
        """Note that ``value`` replaces ``original``: modules that copy it meanwhile get ``original`` back."""
        if not self.process_ends and original is not MISSING and callable(value):
            self._originals[id(value)] = value, original

    def listen(self, target: Any, event: str, listener: Callable[..., Any]) -> None:
        """Listen to an event of SQLAlchemy's."""
        from sqlalchemy.event import listen

        listen(target, event, listener)
        self.defer(stop_listening, target, event, listener)

    def on_audit(self, events: Iterable[str], listener: Listener) -> None:
        """Listen to these audit events, except those of other people's threads."""
        self.defer(tell_of(events, self.own(listener)))

    def own(self, listener: Callable[..., Any]) -> Callable[..., Any]:
        """Return ``listener`` without the calls from other people's threads."""
        if self.process_ends:
            return listener

        @wraps(listener)
        def heard(*args: Any, **kwargs: Any) -> Any:
            return None if self.is_other() else listener(*args, **kwargs)

        del heard.__wrapped__  # SQLAlchemy inspects a listener's parameters, and this one takes any
        return heard

    def is_other(self) -> bool:
        """Tell whether the calling thread existed before, so that what it does is not the request's."""
        return bool(self._others) and threading.current_thread() in self._others

    def threads(self) -> list[threading.Thread]:
        """Return the threads that the request has started and that still run."""
        return [
            one for one in threading.enumerate() if one not in self._others and one is not threading.current_thread()
        ]

    def _noting(self, start: Callable[[threading.Thread], None]) -> Callable[[threading.Thread], None]:
        """Note that a thread started by another's thread is another's too."""

        def noted(thread: threading.Thread) -> None:
            if self.is_other():
                self._others.add(thread)
            start(thread)

        return noted

    def close(self) -> None:
        """Remove everything, the last first; errors are raised when all have been called."""
        try:
            self._undo.close()
        finally:
            give_back(self._originals)
            self._originals.clear()


def put_back(home: Any, name: str, before: Any) -> None:
    if before is not MISSING:
        setattr(home, name, before)
    elif name in vars(home):
        delattr(home, name)


def stop_listening(target: Any, event: str, listener: Callable[..., Any]) -> None:
    from sqlalchemy.event import contains, remove

    if contains(target, event, listener):
        remove(target, event, listener)


def give_back(originals: dict[int, tuple[Any, Any]]) -> None:
    """Put the originals into modules that have copied a replacement."""
    if not originals:
        return
    for own, module in [*sys.modules.items()]:
        if type(module) is type(sys) and own.partition(".")[0] != LAB:
            for name, value in [*vars(module).items()]:
                found = originals.get(id(value))
                if found is not None and found[0] is value:
                    with suppress(Exception):
                        setattr(module, name, found[1])
