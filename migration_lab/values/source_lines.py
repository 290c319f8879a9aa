"""One line of a file: as it is, or as it is shown, with its passwords hidden. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from migration_lab.hiding import HIDDEN, QUOTED, hide_secrets

NAME = r"(?:[A-Za-z\d]+_)*(?:password|passwd|pass|pwd|secret|secret_key|token)"
TEXT = rf"(?:\"\"\".*?(?:\"\"\"|$)|'''.*?(?:'''|$)|{QUOTED})"
ASSIGNED = re.compile(
    rf"(?P<before>(?:\b{NAME}\b(?:['\"]\])?(?:\s*:\s*str)?\s*=|['\"]{NAME}['\"]\s*(?:,|\)\s*or\b))\s*[rbfu]{{0,2}}){TEXT}",
    re.IGNORECASE,
)
"""What Python code gives such a name: ``SECRET_KEY = "…"``, ``config["SECRET_KEY"] = "…"``, ``password="…"``,
``environ.get("SECRET_KEY", "…")``, ``environ.get("SECRET_KEY") or "…"``."""


def raw_line(lines: Sequence[str], line: int) -> str:
    """Return that line, counted from 1, as the file has it; empty if there is no such line. For work, not for show."""
    return lines[line - 1] if 0 < line <= len(lines) else ""


def source_line(lines: Sequence[str], line: int) -> str:
    """Return that line without its margin and without passwords; empty if there is no such line."""
    return hidden_in_code(raw_line(lines, line).strip())


def hidden_in_code(text: str) -> str:
    """Return code without passwords: those of URLs and the like, and what is given to a name that says it is one."""
    return ASSIGNED.sub(rf"\g<before>'{HIDDEN}'", hide_secrets(text))
