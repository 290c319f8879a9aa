"""In a process of its own: find out whether an app failed because it wrote to a database that it may only read.

This is known by the error code of the database, whatever language it speaks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from migration_lab.child.installed import Installed
from migration_lab.schema.schema_errors import READ_ONLY, means

NOT_IN_OURS = ("25001", "2D000")
"""PostgreSQL's codes for what an app may do elsewhere, but not in a transaction that is kept read only.

These are: to make it ``READ WRITE``, to run what runs only outside transactions, and to ``COMMIT`` in a block of code.
"""


def watch_writes(installed: Installed) -> Callable[[BaseException], bool]:
    """Note each write that a database refuses, from now on.

    Return a function that says whether one of them led to an error.
    """
    from sqlalchemy import Engine

    refused: list[BaseException] = []

    def note(context: Any) -> None:
        if wants_to_write(context.original_exception):
            refused.append(context.original_exception)

    installed.listen(Engine, "handle_error", note)
    return lambda error: bool(refused) or any(map(wants_to_write, chain(error)))


def wants_to_write(error: BaseException) -> bool:
    """Tell whether a database raised the error because an app wanted to change something."""
    return means(error, (*READ_ONLY, *NOT_IN_OURS))


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield the error, and all that led to it."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
