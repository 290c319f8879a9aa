"""Remember what the last draft was, byte for byte, so that a draft with an answer can take its place.

The note lies in ``.lab``. Reads and writes files of the project, no database.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from migration_lab.backends.atomic import write_bytes, write_text
from migration_lab.errors import LabError, printable
from migration_lab.project.lab_folder import LAB, lab_folder

if TYPE_CHECKING:
    from migration_lab.values.graph import RevisionGraph
    from migration_lab.values.result import CommandResult
    from migration_lab.values.wire import Outcome

NOTE = "draft.json"


class DraftChanged(LabError):
    """The draft that an answer is about is not as it was drafted, so nothing was done."""


def note_draft(root: Path, result: CommandResult) -> None:
    """Note the script that a command has just drafted, if it has."""
    scripts = [file for file in result.written if file.endswith(".py")]
    if not (result.ok and result.drafted and len(scripts) == 1):
        return
    with suppress(OSError):
        note = {"file": scripts[0], "digest": digest(root / scripts[0])}
        write_text(lab_folder(root) / NOTE, json.dumps(note))


def noted(root: Path) -> tuple[str, str] | None:
    """Return the file of the last draft, and the digest of what was drafted; ``None`` if there is none any more."""
    try:
        note = json.loads((root / LAB / NOTE).read_text(encoding="utf-8"))
        file, then = str(note["file"]), str(note["digest"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return (file, then) if (root / file).is_file() else None


@dataclass(slots=True)
class SetAside:
    """A draft that another one is to replace."""

    file: str = ""
    """Empty where there is none."""
    content: bytes = b""
    replaced: bool = False

    def done(self, root: Path, outcome: Outcome) -> tuple[str, ...]:
        """Note how the command ended; return the file, if it is gone now."""
        self.replaced = outcome.exit_code == 0
        return (self.file,) if self.replaced and self.file and not (root / self.file).exists() else ()


@contextmanager
def draft_set_aside(
    root: Path, graph: Callable[[], RevisionGraph] | None, say: Callable[[str], object]
) -> Iterator[SetAside]:
    """Remove the last draft meanwhile, if the database has not run it; bring it back unless another one replaces it.

    Without ``graph``, do nothing. Raises ``DraftChanged`` if the file is not what was drafted.
    """
    found, aside = noted(root) if graph else None, SetAside()
    if found and graph and waits(graph(), found[0]):
        file, then = found
        path = root / file
        if digest(path) != then:
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


def waits(graph: RevisionGraph, file: str) -> bool:
    """Tell whether that script is the last one, and no database has run it."""
    return any(one.path == file and one.is_head and one.is_pending for one in graph.revisions)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
