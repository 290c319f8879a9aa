"""Install one audit hook for the whole interpreter, which cannot be removed, and listeners, which can.

``sys.addaudithook`` holds until the interpreter ends. So there is only one hook, installed for the first listener. Each
listener names its events; for all other events the hook only does a look-up.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any

Listener = Callable[[str, tuple[Any, ...]], object]
"""Takes an event and its details. If it raises, the code that caused the event gets the error."""

_listeners: dict[str, tuple[Listener, ...]] = {}
_hooked = False


def tell_of(events: Iterable[str], listener: Listener) -> Callable[[], None]:
    """Call ``listener`` with each of these events from now on, until the returned function is called."""
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
    """Return the events that have listeners."""
    return frozenset(_listeners)


def _hook(event: str, details: tuple[Any, ...], listeners: dict[str, tuple[Listener, ...]] = _listeners) -> None:
    for listener in listeners.get(event, ()):
        listener(event, details)
