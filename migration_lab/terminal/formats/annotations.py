"""A review as commands of a GitHub workflow, which become annotations in a pull request. Touches nothing."""

from __future__ import annotations

from pathlib import Path

from migration_lab.terminal.findings import Review
from migration_lab.terminal.formats.numbered_steps import numbered
from migration_lab.values.advice import Advice

KINDS = {"fails": "error", "loses": "error", "blocks": "warning", "risk": "warning", "style": "notice"}
DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
PROPERTY = {**DATA, ":": "%3A", ",": "%2C"}


def workflow_commands(review: Review, start: Path) -> str:
    lines = [annotation(one, review, start) for one in review.findings]
    if review.could_not:
        place = at(review, review.file, review.line, start)
        lines.append(command("error", {**place, "title": "migration-lab could not look"}, review.could_not))
    lines += [command("notice", {"title": "migration-lab review"}, note) for note in review.notes]
    return "".join(f"{line}\n" for line in lines)


def annotation(advice: Advice, review: Review, start: Path) -> str:
    place = at(review, advice.file, advice.line, start)
    said = "\n".join([advice.what, *([advice.why] if advice.why else []), *numbered(advice)])
    return command(KINDS[advice.severity], {**place, "title": f"{advice.id}: {advice.title}"}, said)


def at(review: Review, file: str, line: int, start: Path) -> dict[str, str]:
    if not file:
        return {}
    return {"file": review.shown(file, start), **({"line": str(line)} if line else {})}


def command(kind: str, properties: dict[str, str], message: str) -> str:
    """Write one command, as GitHub's own toolkit escapes it: nothing in it can end it, or begin another."""
    written = ",".join(f"{name}={escaped(value, PROPERTY)}" for name, value in properties.items())
    return f"::{kind} {written}::{escaped(message, DATA)}"


def escaped(text: str, letters: dict[str, str]) -> str:
    return "".join(letters.get(letter, letter) for letter in text)
