"""What the copies for undo tell of the last command: values only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from migration_lab.schema import Change


@dataclass(frozen=True, slots=True)
class Halfway:
    """A command that failed after a part of its work, which is still there; nothing has been written since."""

    command: str
    left: tuple[Change, ...]
    """What it has changed in the structure of the databases."""
    undoable: bool = True


@dataclass(frozen=True, slots=True)
class KnownFromCopies:
    """What the copies for undo tell, as far as there are any."""

    edited: Callable[[], Sequence[str]] = tuple
    """Returns the script files that were edited since the last upgrade."""
    halfway: Callable[[], Halfway | None] = lambda: None
    """Returns the last command, if it failed halfway and nothing has been written since."""
