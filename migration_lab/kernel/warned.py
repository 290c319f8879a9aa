"""What the coach has warned of last, and whether the command has run since. Values only: touches no database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from migration_lab.values.advice import Advice, Do
from migration_lab.values.command_line import db_command
from migration_lab.values.result import Step

WAY_BACK = "A6"
UNDO = Do("Put the database back as it was before the command: lab.undo() does it.")


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning, and the command that it is about: ``upgrade``."""

    advice: Advice
    command: str
    after: Step | None = None
    """The last step before the warning."""

    def ran(self, steps: Sequence[Step], undone: Iterable[Step]) -> Step | None:
        """Return the step that has run it since, if that went well, ran the script, and was not undone.

        What a downgrade would do has not happened after an upgrade, so an A6 has no such step.
        """
        if self.advice.id == WAY_BACK:
            return None
        away = {id(one) for one in undone}
        later = [*takewhile(lambda one: one is not self.after, reversed(steps))]
        went_well = [
            one
            for one in later
            if one.result.ok
            and db_command(one.result.args) == self.command
            and any(each.file == self.advice.file for each in one.result.operations)
        ]
        return next((one for one in reversed(went_well) if id(one) not in away), None)

    def stands(self, found: Iterable[Advice]) -> bool:
        """Tell whether it is still warned of, when the scripts are looked at again."""
        return any((one.id, one.file) == (self.advice.id, self.advice.file) for one in found)

    def after_it(self, step: Step, last: Step | None) -> Advice:
        """Return the warning as what has happened; an undo is offered if it would take back that very step."""
        command, now = step.result.command, (UNDO,) if step is last and step.undoable else ()
        what = f"{command} has run since the coach said this, and it has happened: “{self.advice.what}”"
        return replace(self.advice, what=what, now=now)
