"""Words for errors and revisions, for the sentences that a learner reads. Touches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from migration_lab.values.graph import Revision

RAISED = re.compile(r"^(?:\w+\.)*(?P<words>[A-Z]\w*(?:: .*)?)$", re.MULTILINE)
FRAME = re.compile(r'^\s*File "(?P<file>[^"]+)", line (?P<line>\d+)', re.MULTILINE)


def last_error(printed: str) -> str:
    """Return the error of a traceback, and where it is: ``SyntaxError: invalid syntax (models.py, line 16)``."""
    errors, frames = list(RAISED.finditer(printed)), list(FRAME.finditer(printed))
    if not errors:
        return (printed.strip().splitlines() or ["it ended without a message"])[-1]
    where = f" ({frames[-1]['file']}, line {frames[-1]['line']})" if frames else ""
    return errors[-1]["words"] + where


def ended(sentence: str) -> str:
    """Add a full stop, if the sentence has no end yet."""
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def them(things: Sequence[object]) -> str:
    return "it" if len(things) == 1 else "them"


def count(revisions: Sequence[Revision]) -> str:
    return "one revision" if len(revisions) == 1 else f"{len(revisions)} revisions"


def number(many: int, thing: str) -> str:
    return f"{many} {thing}" if many == 1 else f"{many} {thing}s"


def title(revision: Revision) -> str:
    return f"{revision.id} ({revision.message})" if revision.message else revision.id


def listed(names: Iterable[str]) -> str:
    """List the names as ``a``, ``a and b``, ``a, b and c``; of more than five, count the rest."""
    found = list(names)
    if len(found) > 5:
        found = [*found[:4], f"{len(found) - 4} more"]
    return " and ".join(filter(None, [", ".join(found[:-1]), found[-1] if found else ""]))
