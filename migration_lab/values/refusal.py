"""The words with which the lab's refusals begin, so that one can be found in what a project printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass


BEGIN = "The lab looks at a project on scratch databases, so it refused "
"""The beginning of every refusal."""


def refused(text: str | None) -> str:
    """Return the refusal in a text, as a sentence; empty when there is none."""
    _, begin, rest = (text or "").partition(BEGIN)
    return f"{begin}{rest.splitlines()[0].rstrip('.')}." if begin else ""
