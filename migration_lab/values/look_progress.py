"""What a look is doing, and how far it is. The command's process writes it into a file, and anybody may read it."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

NAME = "progress.json"
"""The name of the file, in the folder for throwaway files of the look."""


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of the ``of`` parts of ``what``; ``of`` is 0 if its parts are not counted."""

    what: str
    done: int = 0
    of: int = 0

    def __str__(self) -> str:
        return f"{self.what}: {self.done:,} of {self.of:,}" if self.of else self.what


def write_progress(folder: str, progress: Progress) -> None:
    with suppress(OSError):
        Path(folder, NAME).write_text(json.dumps(asdict(progress)), encoding="utf-8")


def read_progress(folder: str) -> Progress | None:
    """Return what was last written; ``None`` if there is nothing, or it is just being written."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        found = json.loads(Path(folder, NAME).read_text(encoding="utf-8"))
        return Progress(str(found["what"]), int(found["done"]), int(found["of"]))
    return None
