"""Words for errors and revisions, as a sentence for a learner wants them. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from migration_lab.values.error_report import ErrorReport
from migration_lab.values.graph import Revision


def why_ended(error: ErrorReport | None, exit_code: int, printed: str) -> str:
    """Why a process ended. Where it has reported no error, its exit code and the last words that it printed are all
    that is known.
    """
    if error is not None:
        return error.located
    lines = printed.strip().splitlines()
    last = f"; the last line that it printed: {lines[-1]}" if lines else ", and printed nothing"
    return f"it ended with exit code {exit_code}{last}"


def ended(sentence: str) -> str:
    """With a full stop, if it has no end yet."""
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
    """``a``, ``a and b``, ``a, b and c``; after five the rest is counted."""
    found = list(names)
    if len(found) > 5:
        found = [*found[:4], f"{len(found) - 4} more"]
    return " and ".join(filter(None, [", ".join(found[:-1]), found[-1] if found else ""]))
