"""The coach's advice as static HTML, for places where no script runs. Pure: state in, HTML out."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lab.widgets.advice_state import AdvicePlace, AdviceState, AdviceStep, WarningsState
from migration_lab.widgets.advice_text import chapter_words
from migration_lab.widgets.html import code, details, esc, paragraph


def advice_html(advice: AdviceState) -> str:
    """Return an advice: the short answer, what to do now, and why it is so folded below."""
    return "\n".join(_advice(advice))


def _advice(advice: AdviceState) -> Iterator[str]:
    yield paragraph(f"<strong>{esc(advice.id)}: {esc(advice.title)}</strong>")
    yield paragraph(esc(advice.what))
    yield from _rest(advice)
    yield details("Why?", f"{paragraph(esc(advice.why))}\n{paragraph(_more(advice))}")


def _rest(advice: AdviceState) -> Iterator[str]:
    if advice.place:
        yield place_html(advice.place)
    if advice.state:
        yield paragraph(esc(advice.state))
    if advice.steps:
        items = "\n".join(f"<li>{_step(one)}</li>" for one in advice.steps)
        steps = f"<ol>\n{items}\n</ol>"
        yield details("What to do now", steps) if advice.folded else f"{paragraph('What to do now:')}\n{steps}"


def _step(step: AdviceStep) -> str:
    parts = [esc(step.say)]
    parts += [f"<pre>{code(text)}</pre>" for text in (step.run, step.sql) if text]
    if step.replace or step.by:
        parts.append(f"<pre><del>{esc(step.replace)}</del>\n<ins>{esc(step.by)}</ins></pre>")
    return "\n".join(parts)


def place_html(place: AdvicePlace) -> str:
    """Return the place, and its lines with the one that it is about marked."""
    lines = [f"{'→' if one.marked else ' '} {one.number}  {one.text}" for one in place.lines]
    shown = "\n".join(
        f"<strong>{esc(text)}</strong>" if one.marked else esc(text)
        for one, text in zip(place.lines, lines, strict=True)
    )
    return paragraph(code(place.words)) + (f"\n<pre>{shown}</pre>" if lines else "")


def _more(advice: AdviceState) -> str:
    docs = f'<a href="{esc(advice.docs)}">{esc(advice.docs)}</a>' if advice.docs else ""
    return f"More: {', '.join(filter(None, (code(advice.more), esc(chapter_words(advice.chapter)), docs)))}"


def warnings_html(state: WarningsState) -> str:
    """Return warnings: each is one line that opens."""
    return "\n".join((paragraph(f"<strong>{esc(state.title)}</strong>"), *map(_warning, state.warnings)))


def _warning(one: AdviceState) -> str:
    summary = f"{esc(one.mark)} <strong>{esc(one.words)}</strong>: {esc(one.what)}"
    return details(summary, "\n".join((*_rest(one), paragraph(esc(one.why)), paragraph(_more(one)))))
