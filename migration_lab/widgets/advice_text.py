"""The coach's advice as plain text: what a terminal shows and nbval compares. Pure: state in, text out."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from migration_lab.widgets.advice_state import AdvicePlace, AdviceState, AdviceStep, WarningsState

WIDEST = 100
"""Sentences are broken into lines of so many characters; code is not."""


def advice_text(advice: AdviceState) -> str:
    """Return an advice as lines: what happened, where, the state of the database, what to do now, and why."""
    return "\n".join(_advice(advice))


def _advice(advice: AdviceState) -> Iterator[str]:
    yield f"{advice.id}: {advice.title}"
    yield from wrapped(advice.what, "  ")
    if advice.place:
        yield from (f"  {line}" for line in place_lines(advice.place))
    if advice.state:
        yield from wrapped(advice.state, "  ")
    if advice.steps:
        yield "  What to do now:"
        for at, step in enumerate(advice.steps, 1):
            yield from _step(at, step)
    yield from wrapped(f"Why: {advice.why}", "  ")
    yield f"  More: {', '.join(filter(None, (advice.more, chapter_words(advice.chapter), advice.docs)))}"


def wrapped(words: str, margin: str, first: str = "") -> list[str]:
    """Break a sentence into lines behind a margin; ``first`` is what the first one begins with instead."""
    return textwrap.wrap(
        words,
        WIDEST,
        initial_indent=first or margin,
        subsequent_indent=margin,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _step(at: int, step: AdviceStep) -> Iterator[str]:
    yield from wrapped(step.say, "       ", f"    {at}. ")
    for text in (step.run, step.sql):
        yield from (f"         {line}" for line in text.splitlines())
    if step.replace or step.by:
        yield from (f"       - {line}" for line in step.replace.splitlines())
        yield from (f"       + {line}" for line in step.by.splitlines())


def place_lines(place: AdvicePlace) -> Iterator[str]:
    """Return the place, and its lines with the one that it is about marked."""
    yield place.words
    wide = len(str(max((one.number for one in place.lines), default=0)))
    for one in place.lines:
        yield f"  {'>' if one.marked else ' '} {one.number:>{wide}}  {one.text}"


def chapter_words(chapter: str) -> str:
    return f"chapter {chapter}" if chapter else ""


def warnings_text(state: WarningsState) -> str:
    """Return warnings as a title, and for each what will happen and at which line."""
    return "\n".join(_warnings(state))


def _warnings(state: WarningsState) -> Iterator[str]:
    yield state.title
    for one in state.warnings:
        yield from wrapped(f"{one.words}: {one.what} ({one.id})", "    ", f"  {one.mark} ")
        if one.place:
            code = next((f": {line.text.strip()}" for line in one.place.lines if line.marked), "")
            yield f"    {one.place.words}{code}"
    ids = dict.fromkeys(one.more for one in state.warnings)
    yield f"  More: {', '.join(ids)}"
