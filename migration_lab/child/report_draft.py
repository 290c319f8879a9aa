"""In a command's own process: the report of a request as far as it is known so far."""

from __future__ import annotations

from migration_lab.values.wire import Report


class Draft:
    """``report`` is replaced by another one whenever more is known."""

    def __init__(self) -> None:
        self.report = Report()
