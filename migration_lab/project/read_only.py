"""In a process of its own: whether an app failed because it wrote to a database that it may only read.

Known by the code that the database gives, in whatever language it speaks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from migration_lab.schema.errors import READ_ONLY, means


def watch_writes() -> Callable[[BaseException], bool]:
    """From now on, note each write that a database refuses. Gives a function that says whether one led to an error."""
    from sqlalchemy import Engine, event

    refused: list[BaseException] = []

    def note(context: Any) -> None:
        if means(context.original_exception, READ_ONLY):
            refused.append(context.original_exception)

    event.listen(Engine, "handle_error", note)
    return lambda error: bool(refused) or any(means(each, READ_ONLY) for each in chain(error))


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error, and all that led to it."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
