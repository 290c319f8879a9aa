"""Words for errors and revisions, for the sentences that a learner reads. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from migration_lab.values.error_report import ErrorReport
from migration_lab.values.graph import Revision

if TYPE_CHECKING:
    from migration_lab.schema import Difference


def why_ended(error: ErrorReport | None, exit_code: int, printed: str) -> str:
    """Say why a process ended. If it has reported no error, only its exit code and its last printed line are known."""
    if error is not None:
        return error.located
    lines = printed.strip().splitlines()
    last = f"; the last line that it printed: {lines[-1]}" if lines else ", and printed nothing"
    return f"it ended with exit code {exit_code}{last}"


def ended(sentence: str) -> str:
    """Add a full stop, if the sentence has no end yet."""
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


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


def rows_again(counts: tuple[str, int, int], what: str) -> str:
    """Say how many rows a table has after an undo or a redo."""
    table, was, rows = counts
    return f"{table}: {number(rows, 'row')} again, {number(was, 'row')} before the {what}"


def changed_text(difference: Difference, elsewhere: Iterable[tuple[str, Difference]]) -> Iterator[str]:
    """Say line by line what changed in the tables, and in those of the other databases."""
    yield from map(str, difference)
    for bind, other in elsewhere:
        yield from (f"In the database {bind}: {line}" for line in other)
