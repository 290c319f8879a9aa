"""In a process of its own: psycopg2's connections, which are written in C, with every statement read beforehand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Check = Callable[..., None]
_kinds: dict[tuple[type, str], type] = {}


def watched(parameters: dict[str, Any], check: Check) -> dict[str, Any]:
    """What to connect with, so that ``check`` is called with each statement, and raises for what it refuses."""
    from psycopg2.extensions import connection

    kind = parameters.get("connection_factory") or connection
    return {**parameters, "connection_factory": _connection(kind, check) if isinstance(kind, type) else kind}


def _connection(kind: type, check: Check) -> type:
    from psycopg2.extensions import cursor

    class Watched(kind):  # type: ignore[misc]
        def cursor(self, *args: Any, **kwargs: Any) -> Any:
            named = dict(zip(("name", "cursor_factory"), args, strict=False)) | kwargs
            made = named.get("cursor_factory") or self.cursor_factory or cursor
            named["cursor_factory"] = _cursor(made, check) if isinstance(made, type) else made
            return super().cursor(*args[2:], **named)

        def set_session(self, isolation_level: Any = None, readonly: Any = None, *rest: Any, **more: Any) -> None:
            if readonly is not None and readonly in (False, 0):
                check("SET TRANSACTION READ WRITE")
            super().set_session(isolation_level, readonly, *rest, **more)

        @property
        def readonly(self) -> Any:
            return super().readonly

        @readonly.setter
        def readonly(self, value: Any) -> None:
            if value is not None and value in (False, 0):
                check("SET TRANSACTION READ WRITE")
            kind.readonly.__set__(self, value)  # type: ignore[attr-defined]

    return _kinds.setdefault((kind, "connection"), Watched)


def _cursor(kind: type, check: Check) -> type:
    class Watched(kind):  # type: ignore[misc]
        def execute(self, query: Any, *args: Any, **kwargs: Any) -> Any:
            check(self._text(query), self.connection)
            return super().execute(query, *args, **kwargs)

        def executemany(self, query: Any, *args: Any, **kwargs: Any) -> Any:
            check(self._text(query), self.connection)
            return super().executemany(query, *args, **kwargs)

        def callproc(self, name: Any, *args: Any, **kwargs: Any) -> Any:
            check(f"SELECT {name}()", self.connection)
            return super().callproc(name, *args, **kwargs)

        def copy_expert(self, sql: Any, *args: Any, **kwargs: Any) -> Any:
            check(self._text(sql), self.connection)
            return super().copy_expert(sql, *args, **kwargs)

        def _text(self, query: Any) -> Any:
            return query.as_string(self) if hasattr(query, "as_string") else query

    return _kinds.setdefault((kind, "cursor"), Watched)
