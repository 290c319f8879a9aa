"""The SQL that commands ran, newest command first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from migration_lab.values.result import Step
from migration_lab.values.visible_text import plain
from migration_lab.widgets.card_html import sql_html
from migration_lab.widgets.card_state import CardSql, statements_of
from migration_lab.widgets.html import code, details, paragraph
from migration_lab.widgets.live import Display
from migration_lab.widgets.words import count

NOTHING = "No SQL that changes anything has run in this kernel yet."


class SqlView(Display):
    """Shows what ``steps``, oldest first, executed: only the statements that changed something.

    Commands in ``undone`` are marked as undone, and so is each statement that failed or was rolled back; what the board
    copies is only what ran and stayed.
    """

    def __init__(self, steps: Sequence[Step], undone: Sequence[Step] = ()) -> None:
        self.commands = [
            (
                plain(step.result.command),
                _became(step.result.exit_code, any(step is one for one in undone)),
                tuple(statements_of(step.statements, step.after.version_table)),
            )
            for step in reversed(steps)
            if step.statements
        ]

    def __str__(self) -> str:
        return "\n\n".join(
            "\n".join((f"-- {_title(command, became, ran)}", *(f"{one.sql};{_comment(one)}" for one in ran)))
            for command, became, ran in self.commands
        ) or NOTHING  # fmt: skip

    def html(self) -> str:
        parts = [
            details(f"{code(command)}: {count(len(ran), 'statement')}{became}", "".join(map(sql_html, ran)))
            for command, became, ran in self.commands
        ]
        return "\n".join(parts) or paragraph(NOTHING)

    def state(self) -> list[dict[str, object]]:
        """What the board draws: plain JSON values."""
        return [
            {
                "command": command,
                "title": _title(command, became, ran),
                "statements": [asdict(one) for one in ran],
                "copy": "\n".join(f"{one.sql};" for one in ran if not one.note),
            }
            for command, became, ran in self.commands
        ]


def _title(command: str, became: str, ran: Sequence[CardSql]) -> str:
    return f"{command}: {count(len(ran), 'statement')}{became}"


def _became(exit_code: int, undone: bool) -> str:
    return (f", failed with exit code {exit_code}" if exit_code else "") + (", undone" if undone else "")


def _comment(statement: CardSql) -> str:
    times = f"{statement.times} times" if statement.times > 1 else ""
    words = ", ".join(filter(None, (times, statement.note)))
    return f"  -- {words}" if words else ""
