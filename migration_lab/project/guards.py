"""In a process of its own: what must not get past a ``Redirect``, and what an app's start must not leave behind.

Refused are connections that SQLAlchemy did not make through the redirect, SQL that changes the whole server instead of
one database, and, while revision scripts run, other programs. What no guard sees: files that the app writes.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from functools import wraps
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from migration_lab.project.redirect import Redirect

BEGIN = "The lab looks at a project on scratch databases, so it refused "
"""How every refusal begins."""
OURS = "migration_lab"
SERVER_WIDE = re.compile(
    r"\b(?:CREATE|ALTER|DROP|COMMENT\s+ON)\s+(?:ROLE|USER(?!\s+MAPPING)|GROUP|DATABASE|TABLESPACE|SUBSCRIPTION)\b"
    r"|\bALTER\s+SYSTEM\b|\b(?:REASSIGN|DROP)\s+OWNED\b|\b(?:GRANT|REVOKE)\b(?:(?!\bON\b)[^;])*\b(?:TO|FROM)\b",
    re.IGNORECASE,
)
PROGRAMS = frozenset({"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile"})
DRIVERS = ("psycopg", "psycopg2", "pg8000", "pg8000.dbapi")
SCRIPTS = "scripts"
"""The stage in which revision scripts run."""


class Refused(RuntimeError):
    """The project wanted something that would reach beyond the scratch databases."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{BEGIN}{what}.")


class Guards:
    """Stands watch over one ``Redirect``, for the rest of the process's life."""

    def __init__(self, redirect: Redirect) -> None:
        self.redirect = redirect
        self._made: list[str] = []

    def install(self) -> None:
        from sqlalchemy import Engine, Pool, event

        event.listen(Pool, "connect", self._refuse_strangers)
        event.listen(Engine, "before_cursor_execute", self._refuse_server_wide)
        sys.addaudithook(self._audit)

    def close_drivers(self) -> None:
        """From now on, refuse what calls a PostgreSQL driver itself; for those that have been imported by now."""
        for name in DRIVERS:
            module = sys.modules.get(name)
            for home in (module, getattr(module, "Connection", None)):
                connect = getattr(home, "connect", None)
                if connect is not None and not hasattr(connect, OURS):
                    with suppress(AttributeError, TypeError):
                        home.connect = self._closed(connect, name)

    def take_away(self) -> None:
        """Remove the folders that were made meanwhile, as far as they are empty."""
        for folder in reversed(self._made):
            with suppress(OSError):
                os.rmdir(folder)  # noqa: PTH106

    def _closed(self, connect: Any, name: str) -> Any:
        @wraps(connect)
        def closed(*args: Any, **kwargs: Any) -> Any:
            if not self.redirect.trusted:
                raise Refused(f"a connection by {name} that does not go through SQLAlchemy")
            return connect(*args, **kwargs)

        setattr(closed, OURS, True)
        return closed

    def _refuse_strangers(self, connection: Any, record: Any) -> None:
        """An engine that was given a function of the app's own to connect with (``creator=``) never asks us."""
        if OURS not in record.info:
            with suppress(Exception):
                connection.close()
            raise Refused("a connection that the app makes by a function of its own (creator=…)")

    def _refuse_server_wide(self, connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if connection.dialect.name == "postgresql" and (found := SERVER_WIDE.search(statement)):
            words = " ".join(found[0].split()[:3])
            raise Refused(f"SQL that changes the whole server and not one database ({words} …)")

    def _audit(self, event: str, details: tuple[Any, ...]) -> None:
        if event in PROGRAMS and self.redirect.stage == SCRIPTS:
            raise Refused(f"a revision script that starts another program ({event})")
        if event == "os.mkdir":
            with suppress(Exception):
                folder = os.path.realpath(os.fsdecode(details[0]))
                if not os.path.exists(folder) and not self.redirect.is_scratch(folder):  # noqa: PTH110
                    self._made.append(folder)


def refused(text: str | None) -> str:
    """The refusal in it, as a sentence; empty when there is none."""
    _, begin, rest = (text or "").partition(BEGIN)
    return f"{begin}{rest.splitlines()[0].rstrip('.')}." if begin else ""
