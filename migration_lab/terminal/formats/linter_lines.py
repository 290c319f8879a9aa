"""A review as text, in the way of linters: a line for each finding, then why and what to do. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from migration_lab.shell_words import for_this_shell
from migration_lab.terminal.findings import Review
from migration_lab.terminal.formats.numbered_steps import to_type
from migration_lab.terminal.plain_text import one_line, wrapped
from migration_lab.values.advice import Advice, Do

INDENT = "    "


def linter_lines(review: Review, start: Path) -> str:
    parts = ["\n".join(finding(one, review, start)) for one in review.findings]
    return "\n\n".join([*parts, summary(review)]) + "\n"


def finding(advice: Advice, review: Review, start: Path) -> Iterator[str]:
    place = review.shown(advice.file, start) if advice.file else review.shown(review.scripts, start)
    at = f"{place}:{advice.line}" if advice.line else place
    yield f"{one_line(at)}: {advice.id} {advice.severity}: {one_line(advice.what)}"
    if advice.source:
        yield f"{INDENT}> {one_line(advice.source)}"
    if advice.why:
        yield wrapped(advice.why, INDENT)
    for number, do in enumerate(advice.now, 1):
        yield from to_do(do, f"{INDENT}{number}. ")
    if advice.id[1:].isdigit():
        yield f"{INDENT}More: migration-lab explain {advice.id}"


def to_do(do: Do, first: str) -> Iterator[str]:
    yield wrapped(do.say, first)
    for command in to_type(do):
        yield from (f"{' ' * len(first)}{one_line(line)}" for line in for_this_shell(command).splitlines())


def summary(review: Review) -> str:
    """Return the last lines: what was looked at, what was found, and the exit code."""
    if review.could_not:
        return f"{wrapped(f'Could not look: {review.could_not}')}\nExit code {review.exit_code}."
    lines = [wrapped(note) for note in review.notes]
    counts = ", ".join(f"{number} {severity}" for severity, number in review.counts.items() if number)
    number = len(review.findings)
    found = f"{number} {'finding' if number == 1 else 'findings'} ({counts})" if number else "No findings"
    lines.append(f"{found} in {looked_at(review)}. Exit code {review.exit_code}.")
    return "\n".join(lines)


def looked_at(review: Review) -> str:
    number = len(review.reviewed)
    scripts = "1 script" if number == 1 else f"{number} scripts"
    which = "pending" if review.which == "pending" else one_line(review.which)
    on = f"; {one_line(review.database)}" if review.database and review.which == "pending" else ""
    rows = "; no rows" if review.reviewed and not review.rows_known else ""
    return f"{scripts} ({which}{on}{rows})"
