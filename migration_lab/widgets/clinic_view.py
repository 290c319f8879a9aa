"""Show the cases of the clinic in the learner's order: what people say, what is done, and which is next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from migration_lab.values.visible_text import plain
from migration_lab.values.wording import number
from migration_lab.widgets.grid import align
from migration_lab.widgets.html import esc, paragraph, table, with_code
from migration_lab.widgets.live import Display

if TYPE_CHECKING:
    from migration_lab.course.clinic_list import ClinicCase, ClinicList

HEADS = ("", "Case", "What people say", "Help", "You")
WITH, WITHOUT = "yes", "no"


class ClinicView(Display):
    """Shows ``clinic``, which is the list of the cases."""

    def __init__(self, clinic: ClinicList) -> None:
        self.clinic = clinic

    @property
    def title(self) -> str:
        return (
            f"The clinic: {self.clinic.done} of {number(len(self.clinic.cases), 'case')} done, seed {self.clinic.seed}"
        )

    def __str__(self) -> str:
        lines = align([HEADS, *map(_row, self.clinic.cases)])
        return "\n".join((self.title, *(f"  {line}".rstrip() for line in (*lines, *self._next()))))

    def html(self) -> str:
        rows = []
        for one in self.clinic.cases:
            place, id, said, help, you = _row(one)
            state = f"<strong>{esc(you)}</strong>" if one.next else esc(you)
            rows.append((esc(place), esc(id), with_code(said), esc(help), state))
        return "\n".join((table(esc(self.title), HEADS, rows), *(paragraph(with_code(line)) for line in self._next())))

    def _next(self) -> Iterator[str]:
        ahead = self.clinic.next
        yield f'Next: `lab.open("{ahead.exercise.id}")`' if ahead else "All of them are done."


def _row(one: ClinicCase) -> tuple[str, ...]:
    return (
        str(one.place),
        one.exercise.id,
        plain(one.exercise.title),
        WITHOUT if one.alone else WITH,
        ", ".join(_state(one)),
    )


def _state(one: ClinicCase) -> Iterator[str]:
    """Say what the learner has done of it."""
    tries = one.tries
    if tries.done:
        yield "✓ done with help" if one.alone and tries.helped else "✓ done"
    elif one.next:
        yield "→ next"
    elif tries.begun:
        yield "begun"
    if tries.hints:
        yield number(tries.hints, "hint")
    if tries.solution:
        yield "solution read"
    if one.diagnosis and one.diagnosis.final:
        yield "diagnosis right" if one.diagnosis.right else "diagnosis wrong"
