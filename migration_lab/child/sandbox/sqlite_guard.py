"""In a process of its own: give each connection that an app makes by ``sqlite3`` itself an authorizer of ours.

Such a connection sees the stage's copy of the app's database, and a copy of any other file. ``ATTACH`` of another file,
``VACUUM INTO`` one and extensions that are not known to be harmless are refused, whatever else the app authorizes.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any

from migration_lab.backends.sqlite.sqlite_files import file_of
from migration_lab.child.installed import Installed
from migration_lab.child.sandbox.guards import Refused, is_trusted, trust

EXTENSIONS = ("spatialite", "vec0", "vector0", "vss0", "icu", "regex", "pcre", "unicode", "uuid", "crypto", "math")
"""Parts of the names of extensions that only add functions and types."""
EVENTS = frozenset({"sqlite3.connect", "sqlite3.connect/handle", "sqlite3.load_extension"})
FUNCTION = 31
"""SQLite's code for a call of a function, for which not every ``sqlite3`` has a name."""

Authorizer = Callable[..., int]


class Guarded(sqlite3.Connection):
    """A connection from which our authorizer cannot be removed."""

    _redirect: Any = None

    def __init__(self, database: Any, *args: Any, **kwargs: Any) -> None:
        if self._redirect is not None and not is_trusted():
            uri = bool(kwargs.get("uri", args[6] if len(args) > 6 else False))
            if (place := self._redirect(database, uri)) is not None:
                database, args, kwargs = place, args[:6], {**kwargs, "uri": place.startswith("file:")}
        with trust():
            super().__init__(database, *args, **kwargs)
        super().set_authorizer(authorize)

    def set_authorizer(self, authorizer_callback: Authorizer | None) -> None:
        theirs = authorizer_callback

        def both(*asked: Any) -> int:
            ours = authorize(*asked)
            return ours if ours != sqlite3.SQLITE_OK or theirs is None else theirs(*asked)

        super().set_authorizer(authorize if theirs is None else both)


@cache
def guarded(kind: type[sqlite3.Connection]) -> type[sqlite3.Connection]:
    """Return a guarded subclass of that class of connections."""
    return kind if issubclass(kind, Guarded) else type(kind.__name__, (Guarded, kind), {})


def install(
    installed: Installed, redirect: Callable[[Any, bool], str | None], is_scratch: Callable[[Path], bool]
) -> None:
    """From now on, guard each connection, and let it go where ``redirect(name, uri)`` says."""
    installed.patch(sys.modules[__name__], "_is_scratch", is_scratch)
    installed.patch(Guarded, "_redirect", staticmethod(redirect))
    connect = sqlite3.connect

    @wraps(connect)
    def redirected(database: Any, *args: Any, **kwargs: Any) -> Any:
        factory = kwargs.get("factory", args[4] if len(args) > 4 else Guarded)
        if isinstance(factory, type):
            if len(args) > 4:
                args = (*args[:4], guarded(factory), *args[5:])
            else:
                kwargs = {**kwargs, "factory": guarded(factory)}
        return connect(database, *args, **kwargs)

    for module in (sqlite3, sqlite3.dbapi2):
        installed.patch(module, "connect", redirected)
        installed.patch(module, "Connection", Guarded)
    installed.on_audit(EVENTS, _audit)


_is_scratch: Callable[[Path], bool] = lambda _: False  # noqa: E731


def authorize(action: int, first: str | None, second: str | None = None, *_: Any) -> int:
    """Answer what SQLite asks before each step of a statement."""
    if is_trusted():
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_ATTACH and not (first is not None and is_ours(first)):
        # SQLite itself says no more than "not authorized".
        what = "of a name that is only computed" if first is None else repr(first)
        print(Refused(f"ATTACH DATABASE {what}, or VACUUM into it"), file=sys.stderr)
        return sqlite3.SQLITE_DENY
    if action == FUNCTION and (second or "").lower() == "load_extension":
        print(Refused("load_extension in SQL"), file=sys.stderr)
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


def is_ours(name: str) -> bool:
    """Tell whether that database is in memory, temporary, or one of the throwaway files."""
    file = file_of(name)
    return file is None or _is_scratch(file)


def _audit(event: str, details: tuple[Any, ...]) -> None:
    if is_trusted():
        return
    if event == "sqlite3.connect" and not is_ours(os.fsdecode(details[0])):
        raise Refused(f"a connection to {os.fsdecode(details[0])!r} that goes around sqlite3.connect")
    if event == "sqlite3.connect/handle" and not isinstance(details[0], Guarded):
        raise Refused("a connection that goes around sqlite3.connect")
    if event == "sqlite3.load_extension":
        name = Path(os.fsdecode(details[1])).name.lower()
        if not any(known in name for known in EXTENSIONS):
            raise Refused(f"the SQLite extension {name}, which may do more than add functions")
