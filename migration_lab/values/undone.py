"""What an undo and a redo brought back: values only."""

from __future__ import annotations

from dataclasses import dataclass

from migration_lab.schema import Difference
from migration_lab.values.wording import changed_text, rows_again


@dataclass(frozen=True, slots=True)
class Redone:
    """What a redo brought back."""

    command: str
    """The command whose undo it took back."""
    difference: Difference
    """What the redo changed in the tables."""
    scripts: tuple[tuple[str, str], ...]
    """The scripts of that command, relative to the project, each with what became of it: ``brought back``, …"""
    rows: tuple[tuple[str, int, int], ...] = ()
    """Each table whose number of rows the redo changed, with the numbers before and after it."""
    databases: tuple[str, ...] = ()
    """The databases that it wrote to."""
    elsewhere: tuple[tuple[str, Difference, tuple[tuple[str, int, int], ...]], ...] = ()
    """The same as ``difference`` and ``rows`` for the app's other databases, with the name of the bind."""
    not_copied: tuple[str, ...] = ()
    """Binds of databases that stay as they are, since they are on a server or in memory."""
    not_kept: tuple[str, ...] = ()
    """What the command had changed besides and no undo has taken back, with the reason."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo brought back."""

    command: str
    """The command that it undid, as it was typed."""
    difference: Difference
    """What the undo changed in the tables."""
    scripts: tuple[tuple[str, str], ...]
    """The scripts of that command, relative to the project, each with what became of it: ``removed``, …"""
    kept: str
    """The folder, relative to the project, in which what was there before the undo lies."""
    rows: tuple[tuple[str, int, int], ...] = ()
    """Each table whose number of rows the undo changed, with the numbers before and after it."""
    outside: bool = False
    """Whether the database had been changed since by something else, such as a terminal, which is taken back too."""
    not_copied: tuple[str, ...] = ()
    """Binds of databases that stay as they are, since they are on a server or in memory."""
    databases: tuple[tuple[str, str], ...] = ()
    """Each database file that the undo wrote to, relative to the project, and what became of it."""
    elsewhere: tuple[tuple[str, Difference, tuple[tuple[str, int, int], ...]], ...] = ()
    """The same as ``difference`` and ``rows`` for the app's other databases, with the name of the bind."""
    not_kept: tuple[str, ...] = ()
    """What the command had changed besides, and stays so, with the reason."""
    later: tuple[str, ...] = ()
    """Commands that came after it and cannot be undone: what they did stays."""

    def __str__(self) -> str:
        """The command, and what the undo changed in tables and scripts."""
        elsewhere = ((bind, difference) for bind, difference, _ in self.elsewhere)
        rows = [rows_again(counts, "undo") for counts in self.rows]
        scripts = [f"{script}: {fate}" for script, fate in self.scripts]
        return "\n".join([f"Undone: {self.command}", *changed_text(self.difference, elsewhere), *rows, *scripts])
