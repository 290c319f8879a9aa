"""Stable ids for revisions, so that a lesson prints the same on every run. Touches no database and no file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

CREATE_DATE = "2026-01-05 09:00:00"
"""The Create Date of every revision script in a course workspace."""


def revision_id(parents: Sequence[str], message: str) -> str:
    """Return the id that a course workspace gives to a new revision: 12 hex digits, like Alembic's own.

    ``parents`` are its parent revisions, in any order; none for the first. The same parents and message
    give the same id on every machine, so two revisions on one parent need two messages, as two commits would.
    """
    text = ",".join(sorted(parents)) + "\n" + message
    return hashlib.sha256(text.encode()).hexdigest()[:12]
