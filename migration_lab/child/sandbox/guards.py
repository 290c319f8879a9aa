"""In a process of its own: refuse what would bypass a ``Redirect``, and report each refusal.

Refused are connections that SQLAlchemy did not make through the redirect (``drivers``, ``sockets``, ``sqlite_guard``),
other programs (``programs``), and SQL that reaches beyond its own database. ``postgresql_transactions`` sees to it that
a PostgreSQL is only read, and ``overlay`` protects files.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from types import FrameType
from typing import TYPE_CHECKING, Any

from migration_lab.child.installed import Installed
from migration_lab.child.own_lines import own_name
from migration_lab.values.error_report import Refusal

if TYPE_CHECKING:
    from migration_lab.child.sandbox.redirect import Redirect

OURS = "migration_lab"
SERVER_WIDE = re.compile(
    r"\b(?:CREATE|ALTER|DROP|COMMENT\s+ON)\s+(?:ROLE|USER(?!\s+MAPPING)|GROUP|DATABASE|TABLESPACE|SUBSCRIPTION)\b"
    r"|\bALTER\s+SYSTEM\b|\b(?:REASSIGN|DROP)\s+OWNED\b|\b(?:GRANT|REVOKE)\b(?:(?!\bON\b)[^;])*\b(?:TO|FROM)\b",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(
    r"\bdblink\w*\s*\(|\blo_(?:export|import)\s*\(|\bpg_(?:terminate|cancel)_backend\s*\("
    r"|\bpg_(?:create|drop|copy)\w*_slot\s*\(|\bpg_replication_(?:origin|slot)_\w+\s*\("
    r"|\bpg_(?:reload_conf|rotate_logfile|promote|switch_wal)\s*\("
    r"|(?:^|;)\s*(?:CREATE\s+SERVER\b|COPY\b[^;]*?\b(?:TO|FROM)\s+(?:PROGRAM\b|E?'))",
    re.IGNORECASE,
)
"""Other databases, programs and files of the server."""
AT_ONCE = re.compile(
    r"(?:^|;)\s*(?:NOTIFY|VACUUM|ANALY[SZ]E|REINDEX|CLUSTER|CHECKPOINT)\b|\bpg_notify\s*\(|\bpg_stat\w*_reset\w*\s*\("
    r"|\bpg_logical_(?:emit_message|slot_get\w*)\s*\("
    r"|\b(?:lo_(?:creat|create|unlink|put|from_bytea|truncate\w*)|lowrite)\s*\(",
    re.IGNORECASE,
)
"""What a PostgreSQL, or an older one, does even in a transaction that may only read."""
_trusted: ContextVar[bool] = ContextVar("trusted", default=False)
_is_other: Callable[[], bool] = lambda: False  # noqa: E731
_down = False
"""Whether the guards were active and are no longer: code that has kept one of them is not guarded by it then."""
_said: list[Refusal] = []


class Refused(RuntimeError):
    """The project wanted something that would reach beyond the scratch databases."""

    def __init__(self, what: str) -> None:
        self.refusal = Refusal(what.splitlines()[0], *place_in_project())
        super().__init__(str(self.refusal))
        _said.append(self.refusal)


def begin(installed: Installed) -> None:
    """Let only the redirect pass from now on."""
    global _down
    _down = False
    _said.clear()
    installed.patch(sys.modules[__name__], "_is_other", installed.is_other)
    installed.defer(end)


def end() -> None:
    global _down
    _down = True
    _said.clear()


def refusals() -> tuple[Refusal, ...]:
    """Return what was refused so far, in order, each once."""
    return tuple(dict.fromkeys(_said))


def place_in_project() -> tuple[str, int]:
    """Return the innermost running line of the project's own code, as file and line; an empty name without one."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        if name := own_name(frame.f_code.co_filename):
            return name, frame.f_lineno
        frame = frame.f_back
    return "", 0


def is_trusted() -> bool:
    """Tell whether the redirect itself is working, or somebody who is not guarded."""
    return _trusted.get() or _down or _is_other()


@contextmanager
def trust() -> Iterator[None]:
    """Let the redirect itself do what is refused otherwise; only in the thread or coroutine that asks."""
    token = _trusted.set(True)
    try:
        yield
    finally:
        _trusted.reset(token)


class Guards:
    """Guards one ``Redirect``."""

    def __init__(self, redirect: Redirect) -> None:
        self.redirect = redirect

    def install(self, installed: Installed) -> None:
        from sqlalchemy import Pool

        begin(installed)
        installed.listen(Pool, "connect", installed.own(self._refuse_strangers))

    @staticmethod
    def tell() -> None:
        """Print what was refused, since an app that caught the error and then ended may have said something else."""
        for refusal in refusals():
            print(refusal, file=sys.stderr)

    @staticmethod
    def refuse_statement(text: str, looking: bool) -> None:
        """Raise ``Refused`` for SQL on a PostgreSQL that reaches beyond one database.

        ``text`` has neither comments nor the content of strings. On an app's own database (``looking``) more is
        refused: what changes something even in a transaction that only reads.
        """
        if found := SERVER_WIDE.search(text):
            words = " ".join(found[0].split()[:3])
            raise Refused(f"SQL that changes the whole server and not one database ({words} …)")
        if found := ELSEWHERE.search(text):
            words = " ".join(found[0].strip(" ;(\n").split()[:2])
            raise Refused(f"SQL that reaches beyond its own database ({words} …)")
        if looking and (found := AT_ONCE.search(text)):
            raise Refused(f"SQL that changes something although it only reads ({found[0].strip(' ;(')} …)")

    def _refuse_strangers(self, connection: Any, record: Any) -> None:
        """Refuse engines that got a function of the app's own to connect with (``creator=``): they never ask us."""
        if OURS not in record.info:
            with suppress(Exception):
                connection.close()
            raise Refused("a connection that the app makes by a function of its own (creator=…)")
