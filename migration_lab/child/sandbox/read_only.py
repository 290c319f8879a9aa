"""In a process of its own: whether an app failed because it wrote to a database that it may only read.

Known by the code that the database gives, in whatever language it speaks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from migration_lab.child.installed import Installed
from migration_lab.schema.schema_errors import READ_ONLY, means

NOT_IN_OURS = ("25001", "2D000")
"""PostgreSQL's codes for what an app may do where nobody looks, and not in a transaction that is kept read only: to
make it ``READ WRITE``, to run what runs outside of transactions only, and to ``COMMIT`` in a block of code."""


def watch_writes(installed: Installed) -> Callable[[BaseException], bool]:
    """From now on, note each write that a database refuses. Gives a function that says whether one led to an error."""
    from sqlalchemy import Engine

    refused: list[BaseException] = []

    def note(context: Any) -> None:
        if wants_to_write(context.original_exception):
            refused.append(context.original_exception)

    installed.listen(Engine, "handle_error", note)
    return lambda error: bool(refused) or any(map(wants_to_write, chain(error)))


def wants_to_write(error: BaseException) -> bool:
    """Whether a database gave it to an app that wanted to change something."""
    return means(error, (*READ_ONLY, *NOT_IN_OURS))


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error, and all that led to it."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
