"""The SQL that commands ran, newest command first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from migration_lab.project.result import Step
from migration_lab.widgets.card_html import sql_html
from migration_lab.widgets.card_state import Sql, statements_of
from migration_lab.widgets.html import code, details, paragraph
from migration_lab.widgets.live import Display
from migration_lab.widgets.words import count, plain

NOTHING = "No command has changed anything in this kernel yet."


class SqlView(Display):
    """Show what ``steps``, oldest first, executed: only the statements that changed something."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self.commands = [
            (plain(step.result.command), step.result.exit_code, tuple(statements_of(step.statements)))
            for step in reversed(steps)
            if step.statements
        ]

    def __str__(self) -> str:
        return "\n\n".join(
            "\n".join((f"-- {_title(command, exit_code, ran)}", *(f"{one.sql};{_times(one)}" for one in ran)))
            for command, exit_code, ran in self.commands
        ) or NOTHING  # fmt: skip

    def html(self) -> str:
        parts = [
            details(f"{code(command)}: {count(len(ran), 'statement')}", "".join(map(sql_html, ran)))
            for command, _, ran in self.commands
        ]
        return "\n".join(parts) or paragraph(NOTHING)

    def state(self) -> list[dict[str, object]]:
        """What the board draws: plain JSON values."""
        return [
            {
                "command": command,
                "title": _title(command, exit_code, ran),
                "statements": [asdict(one) for one in ran],
                "copy": "\n".join(f"{one.sql};" for one in ran),
            }
            for command, exit_code, ran in self.commands
        ]


def _title(command: str, exit_code: int, ran: Sequence[Sql]) -> str:
    failed = f", failed with exit code {exit_code}" if exit_code else ""
    return f"{command}: {count(len(ran), 'statement')}{failed}"


def _times(statement: Sql) -> str:
    return f"  -- {statement.times} times" if statement.times > 1 else ""
