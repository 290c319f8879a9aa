"""What the lab has kept of earlier commands tells of the last one: values only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from migration_lab.schema import Change
from migration_lab.values.script_print import EditedScript


@dataclass(frozen=True, slots=True)
class Halfway:
    """A command that failed after a part of its work, which is still there; nothing has been written since."""

    command: str
    left: tuple[Change, ...]
    """What it has changed in the structure of the databases."""
    undoable: bool = True


@dataclass(frozen=True, slots=True)
class KnownFromCopies:
    """What the copies for undo, and the digests of scripts, tell, as far as there are any."""

    edited: Callable[[], Sequence[EditedScript]] = tuple
    """Returns the scripts that a database has run and that were edited since."""
    halfway: Callable[[], Halfway | None] = lambda: None
    """Returns the last command, if it failed halfway and nothing has been written since."""
