"""In a process of its own: decide which network connections a project may open while the lab only looks.

An app may talk to a cache or to a service as it starts. It may not connect to a database, unless SQLAlchemy connects
through the redirect; and while revision scripts run, and after env.py has migrated, it may connect to nothing at all.
Libraries written in C that bring their own client are not seen here: see ``drivers``.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from migration_lab.child.installed import Installed
from migration_lab.child.sandbox.guards import Refused, is_trusted

PORTS = {
    1433: "Microsoft SQL Server",
    1521: "Oracle",
    3050: "Firebird",
    3306: "MySQL",
    5432: "PostgreSQL",
    5433: "PostgreSQL",
    6432: "PostgreSQL",
    7687: "Neo4j",
    9042: "Cassandra",
    26257: "CockroachDB",
    27017: "MongoDB",
    33060: "MySQL",
    50000: "Db2",
}
"""Where databases usually listen."""
NO_DATABASE = frozenset({80, 443})
IN_A_URL = re.compile(
    r"\b(?:postgres|mysql|mariadb|mssql|oracle|cockroach|mongodb)[\w+]*://(?:[^@/\s]*@)?[^:/?\s]*:(\d+)"
)
SOCKETS = re.compile(r"\.s\.PGSQL\.\d+$|mysqlx?d?\.sock$")
EVENTS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
_known: set[int] = set()
Over = Callable[[], "bool | None"]
_is_over: Over = lambda: None  # noqa: E731


class Offline(Refused, ConnectionRefusedError):
    """There is no network just now; code that can do without goes on. ``over`` says whether all migrations have run."""

    over = False


@contextmanager
def closed_after(is_over: Over) -> Iterator[None]:
    """Meanwhile, let there be no network once ``is_over`` does not return ``None``, which means that env.py has
    migrated.

    A connection then raises ``Offline``, with the returned value as ``over``.
    """
    global _is_over
    before, _is_over = _is_over, is_over
    try:
        yield
    finally:
        _is_over = before


def know(port: Any) -> None:
    """Note that a database listens there."""
    if str(port or "").isdigit():
        _known.add(int(port))


def install(installed: Installed, in_scripts: Callable[[], bool]) -> None:
    """From now on, refuse them. ``in_scripts`` tells whether revision scripts are running."""

    def audit(_: str, details: tuple[Any, ...]) -> None:
        if not is_trusted() and details[1]:
            over = _is_over()
            if (in_scripts() or over is not None) and not _is_pair():
                when = "while revision scripts run" if in_scripts() else "by env.py when it has migrated"
                refused = Offline(f"a connection to {_shown(details[1])} {when}")
                refused.over = bool(over)
                raise refused
            if found := database_at(details[1]):
                raise Refused(f"a connection to {found} that does not go through SQLAlchemy")

    _known.clear()
    installed.on_audit(EVENTS, audit)


def database_at(address: Any) -> str:
    """Return the kind of database at that address; empty if none is known."""
    if isinstance(address, str | bytes):
        name = Path(os.fsdecode(address)).name
        return f"the socket {name}" if SOCKETS.search(name) else ""
    port = address[1] if isinstance(address, tuple) and len(address) > 1 else None
    if port in PORTS:
        return f"port {port}, where {PORTS[port]} listens,"
    in_settings = {int(found) for value in os.environ.values() for found in IN_A_URL.findall(value)}
    return f"port {port}, where a database listens," if port in (_known | in_settings) - NO_DATABASE else ""


def _shown(address: Any) -> str:
    return f"port {address[1]}" if isinstance(address, tuple) and len(address) > 1 else "a socket"


def _is_pair() -> bool:
    """Tell whether it is Python's own way to make a pair of sockets on Windows, which every event loop needs."""
    frame = sys._getframe(1)
    while frame.f_globals.get("__name__", "").startswith("migration_lab.child.") and frame.f_back is not None:
        frame = frame.f_back
    return frame.f_code.co_name in ("socketpair", "_fallback_socketpair") and frame.f_globals["__name__"] == "socket"
