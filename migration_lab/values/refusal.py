"""How the lab's refusals begin, and how one is found in what a project printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass


BEGIN = "The lab looks at a project on scratch databases, so it refused "
"""How every refusal begins."""


def refused(text: str | None) -> str:
    """The refusal in it, as a sentence; empty when there is none."""
    _, begin, rest = (text or "").partition(BEGIN)
    return f"{begin}{rest.splitlines()[0].rstrip('.')}." if begin else ""
