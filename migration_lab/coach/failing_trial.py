"""Say that a trial run has failed with an error that no entry of the catalogue explains. Touches nothing."""

from __future__ import annotations

from migration_lab.values.advice import Advice, Do
from migration_lab.values.graph import RevisionGraph
from migration_lab.values.tried import Tried
from migration_lab.values.wording import ended

REHEARSAL = "rehearsal"
"""What stands where another warning has the id of its entry."""
MEANING = (
    "rehearsal is no entry of the catalogue. It says that a script was tried on a copy of the database and ended with "
    "an error that the coach does not know. On the database itself it will fail in the same way. The error's own words "
    "and the line of the script are all there is; the copy was thrown away, and the database is as it was."
)


def failing_trial(tried: Tried, graph: RevisionGraph, direction: str = "upgrade") -> Advice | None:
    """Return the error of a trial run in its own words; ``None`` if it had none."""
    error = tried.error
    if error is None:
        return None
    at = next((one for one in error.chain() if one.file), error)
    path = next((one.path for one in graph.revisions if one.id == tried.failed), "")
    which = f"Revision {tried.failed}" if tried.failed else f"The {direction}"
    return Advice(
        REHEARSAL,
        "A script fails",
        "fails",
        f"{which} ends with an error: {ended(error.first_line)}",
        "It was run on a copy. On the database itself it will fail in the same way.",
        (Do("Mend the script, and review it again."),),
        file=at.file or path,
        line=at.line,
        revision=tried.failed or "",
    )
