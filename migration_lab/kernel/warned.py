"""What the coach has warned of last, and whether the command has run since. Values only: touches no database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from migration_lab.values.advice import Advice, Do
from migration_lab.values.command_line import db_command
from migration_lab.values.result import Step

UNDO = Do("Put the database back as it was before the command: lab.undo() does it.")


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning, and the command that it is about: ``upgrade``."""

    advice: Advice
    command: str
    after: Step | None = None
    """The last step before the warning."""

    def ran(self, steps: Sequence[Step], undone: Iterable[Step]) -> Step | None:
        """Return the step that has run it since, if that went well and was not undone."""
        away = {id(one) for one in undone}
        later = [*takewhile(lambda one: one is not self.after, reversed(steps))]
        went_well = [one for one in later if one.result.ok and db_command(one.result.args) == self.command]
        return next((one for one in reversed(went_well) if id(one) not in away), None)

    def after_it(self, step: Step, last: Step | None) -> Advice:
        """Return the warning as what has happened; an undo is offered if it would take back that very step."""
        command, now = step.result.command, (UNDO,) if step is last and step.undoable else ()
        what = f"{command} has run since the coach said this, and it has happened: “{self.advice.what}”"
        return replace(self.advice, what=what, now=now)
