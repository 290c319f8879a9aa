"""Log messages of a project that nobody saw, since its logger had been switched off meanwhile: values only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LostMessages:
    logger: str
    """The name of the logger."""
    number: int
    file: str
    """The project's own line that logged the first of them, the file relative to the project."""
    line: int
    switched_off_in: str
    """The file that called ``logging.config.fileConfig``, likewise."""
    switched_off_at: int
