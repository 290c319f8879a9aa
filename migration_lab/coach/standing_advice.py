"""Word the present standing of the three places as an advice, if it is one of the catalogue's problems.

Touches nothing.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from typing import Any

from migration_lab.coach.entries import Entry, catalogue
from migration_lab.coach.filling import done, fill
from migration_lab.coach.saying import say
from migration_lab.coach.standing.change_words import beyond, message_for
from migration_lab.values.advice import Advice, Do
from migration_lab.values.places import Places
from migration_lab.values.source_lines import source_line
from migration_lab.values.wording import ended


def standing_advice(places: Places, source: Callable[[str], Sequence[str]]) -> tuple[Advice, ...]:
    """Return the advice of the entry that the places are; none if they are in step, or are no entry's problem.

    ``source`` returns the lines of one of the project's files. What is told is the sentence of the board itself. The
    entry adds why, and what to do where no command is offered.
    """
    entry = catalogue().get(places.entry)
    if entry is None:
        return ()
    facts: dict[str, Any] = {"sentence": places.sentence, "heads": places.heads, "current": places.current}
    if places.problem:
        facts["problem"] = ended(places.problem.splitlines()[0])
    file, line = (places.error.file, places.error.line) if places.error else ("", 0)
    lines = source(file) if file else ()
    return (
        Advice(
            entry.id,
            known(entry.title, facts),
            entry.severity,
            places.sentence,
            known(entry.words.why, facts),
            to_do(places, entry, facts),
            file=file,
            line=line,
            source=source_line(lines, line),
            docs=entry.docs,
            chapter=entry.chapter,
        ),
    )


def models_ahead(places: Places) -> Advice | None:
    """Return what to say of models that want what no script makes, whatever the database has; ``None`` if there is
    nothing of that kind, or the places' own advice is about it already."""
    if not places.undrafted or places.entry in ("H3", "H4", "S01", "S04"):
        return None
    entry, changes = catalogue()["H3"], places.undrafted.changes
    command = f"flask db migrate -m {shlex.quote(message_for(changes))}"
    return Advice(
        entry.id,
        entry.title,
        "risk",
        say("changes.ahead", what=beyond(changes)),
        entry.words.why,
        (Do(say("changes.draft", command=command), run=command),),
        docs=entry.docs,
        chapter=entry.chapter,
    )


def to_do(places: Places, entry: Entry, facts: dict[str, Any]) -> tuple[Do, ...]:
    if places.next_command:
        return (Do(say("next.run_it", command=places.next_command), run=places.next_command, sure=True),)
    steps = []
    for step in entry.words.now:
        try:
            steps.append(done(step, facts))
        except KeyError:  # a step of an entry that also explains a failure may be about that failure
            return ()
    return tuple(steps)


def known(template: str, facts: dict[str, Any]) -> str:
    """Fill a template; empty if it says something that only a failed command knows."""
    try:
        return fill(template, facts)
    except KeyError:
        return ""
