"""The exit codes of ``review``, ``explain`` and ``doctor``."""

from __future__ import annotations

NOTHING, FOUND, COULD_NOT_LOOK = 0, 1, 2
NEVER = "never"
"""The word of ``--fail-on`` with which findings never make the exit code 1."""
