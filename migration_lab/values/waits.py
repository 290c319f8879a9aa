"""That a command waits for a lock which another session of the server holds: values only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Holder:
    """The session that holds it."""

    pid: int
    """The server's number for it."""
    program: str = ""
    """What it calls itself: ``psql``; empty where it gives no name, or the server does not tell."""
    state: str = ""
    """As PostgreSQL says it: ``idle in transaction``, ``active``."""
    seconds: int = 0
    """For how long it has been in that state."""


@dataclass(frozen=True, slots=True)
class Wait:
    """One session that waits."""

    pid: int
    on: str = ""
    """The table; empty where it is a row, or another thing without a name."""
    holders: tuple[Holder, ...] = ()
    own: bool = False
    """Whether all of them are the command's own, as the waiting one is: then it waits for itself."""
