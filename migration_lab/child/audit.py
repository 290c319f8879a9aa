"""One audit hook for the whole interpreter, which nothing can remove, and those whom it tells of events, who can go.

``sys.addaudithook`` holds until the interpreter ends. So there is one, put in when the first asks for it. Who asks
names the events; of all others the hook does no more than to look them up.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any

Listener = Callable[[str, tuple[Any, ...]], object]
"""Takes an event and its details. What it raises, whoever caused the event gets."""

_listeners: dict[str, tuple[Listener, ...]] = {}
_hooked = False


def tell_of(events: Iterable[str], listener: Listener) -> Callable[[], None]:
    """From now on, call ``listener`` with each of these events; until what this gives is called."""
    global _hooked
    if not _hooked:
        sys.addaudithook(_hook)
        _hooked = True
    heard = tuple(events)
    for event in heard:
        _listeners[event] = (*_listeners.get(event, ()), listener)

    def forget() -> None:
        for event in heard:
            left = tuple(one for one in _listeners.get(event, ()) if one is not listener)
            if left:
                _listeners[event] = left
            else:
                _listeners.pop(event, None)

    return forget


def heard_of() -> frozenset[str]:
    """The events that anybody is told of."""
    return frozenset(_listeners)


def _hook(event: str, details: tuple[Any, ...], listeners: dict[str, tuple[Listener, ...]] = _listeners) -> None:
    for listener in listeners.get(event, ()):
        listener(event, details)
