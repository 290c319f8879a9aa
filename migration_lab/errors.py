"""The one base of the errors that migration-lab raises on purpose."""

from __future__ import annotations


class LabError(Exception):
    """Something the reader can put right: the message says what is wrong, with which input, and what to do now.

    In a notebook it is shown as that message alone, without a traceback; what caused it stays in ``__cause__``.
    """

    def _render_traceback_(self) -> list[str]:
        """Tell IPython to show the message instead of the frames that led to it."""
        return [f"{type(self).__name__}: {self}"]
