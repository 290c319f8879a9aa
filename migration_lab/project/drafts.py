"""Remember what the last draft was, byte for byte, so that a draft with an answer can take its place.

The note lies in ``.lab``. Reads and writes files of the project, no database.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from migration_lab.backends.atomic import write_bytes, write_text
from migration_lab.errors import LabError, printable
from migration_lab.project.lab_folder import LAB, lab_folder

if TYPE_CHECKING:
    from migration_lab.values.graph import RevisionGraph
    from migration_lab.values.result import CommandResult
    from migration_lab.values.wire import Outcome

NOTE = "drafts.json"
MOST_DRAFTS = 20
"""How many are remembered."""


class DraftChanged(LabError):
    """The draft that an answer is about is not as it was drafted, so nothing was done."""


def note_draft(root: Path, result: CommandResult) -> None:
    """Note the script that a command has just drafted, if it has."""
    scripts = [file for file in result.written if file.endswith(".py")]
    if not (result.ok and result.drafted and len(scripts) == 1):
        return
    with suppress(OSError):
        drafts = [*noted(root), (scripts[0], digest(root / scripts[0]))]
        write_text(lab_folder(root) / NOTE, json.dumps(drafts[-MOST_DRAFTS:]))


def noted(root: Path) -> list[tuple[str, str]]:
    """Return what was drafted: each file with its digest. After an undo, an earlier one may be there again."""
    try:
        notes = json.loads((root / LAB / NOTE).read_text(encoding="utf-8"))
        return [(str(file), str(then)) for file, then in notes]
    except (OSError, ValueError, TypeError):
        return []


@dataclass(slots=True)
class SetAside:
    """A draft that another one is to replace."""

    file: str = ""
    """Empty where there is none."""
    content: bytes = b""
    replaced: bool = False

    def done(self, root: Path, outcome: Outcome) -> Outcome:
        """Note how the command ended; return that, with the file among what the command removed, if it is gone now."""
        self.replaced = outcome.exit_code == 0
        if not (self.replaced and self.file) or (root / self.file).exists():
            return outcome
        effects = outcome.report.effects
        removed = tuple(sorted({*effects.removed, os.path.realpath(root / self.file)}))
        return replace(outcome, report=replace(outcome.report, effects=replace(effects, removed=removed)))


@contextmanager
def draft_set_aside(
    root: Path, graph: Callable[[], RevisionGraph] | None, say: Callable[[str], object]
) -> Iterator[SetAside]:
    """Remove the last draft meanwhile, if the database has not run it; bring it back unless another one replaces it.

    Without ``graph``, do nothing. Raises ``DraftChanged`` if the file is not what was drafted.
    """
    aside = SetAside()
    notes = noted(root) if graph else []
    if graph and notes and (file := waiting(graph(), {file for file, _ in notes})):
        path = root / file
        if (file, digest(path)) not in notes:
            raise DraftChanged(
                f"{printable(file)} has been edited since it was drafted, so it was not drafted again, and nothing was "
                "changed. Write the rename into it, as op.alter_column(…, new_column_name=…) or op.rename_table(…), in "
                "upgrade() and downgrade(); or delete the file, and run the command again."
            )
        aside = SetAside(file, path.read_bytes())
        say(f"Drafting {printable(file)} again, with the answer.\n")
        path.unlink()
    try:
        yield aside
    finally:
        if aside.file and not aside.replaced:
            write_bytes(root / aside.file, aside.content)


def waiting(graph: RevisionGraph, files: Collection[str]) -> str:
    """Return the one of these scripts that is the last, and that no database has run; empty if there is none."""
    last = (one.path for one in graph.revisions if one.path in files and one.is_head and one.is_pending)
    return next(last, "")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
