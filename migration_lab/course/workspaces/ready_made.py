"""Starting points that come with the package: what their commands made, so that no command has to run.

``starting_points.json`` beside this module is written by ``record_ready_made``, and a test holds it against what the
commands make. The files that notebooks write are not in it, nor the finished app's revisions: they come from where they
always come from. Each entry has the key of its recipe. Where a notebook was changed, or a package has another version,
no entry has the key that is wanted, and the starting point is built.
"""

from __future__ import annotations

import json
import sqlite3
from functools import cache
from pathlib import Path
from typing import Any

from migration_lab.course.chapters.main_line import write_only
from migration_lab.course.location import Course
from migration_lab.course.workspaces.database_text import NotAsText, as_text, from_text
from migration_lab.course.workspaces.recipe import Recipe

OURS = Path(__file__).with_name("starting_points.json")
"""The package's own, for a course that has none: one whose notebooks lie beside no package."""


def put_ready_made(how: Recipe, folder: Path, course: Course) -> bool:
    """Put that starting point in the empty ``folder``; False when it is not kept, or cannot be made on this machine.

    No command runs. What may lie in the folder then is of no use. Raises ``OSError``.
    """
    kept = _load(course.starting_points if course.starting_points.exists() else OURS)
    nothing: dict[str, Any] = {"files": {}, "databases": {}}
    made = next((one for one in kept["starting_points"].values() if one["key"] == how.key), None)
    if how.runs and made is None:
        return False
    made = made or nothing
    write_only(how.steps, folder, how.finished)
    for path, text in made["files"].items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("".join(kept["texts"][text]), encoding="utf-8", newline="\n")
    try:
        for path, statements in made["databases"].items():
            from_text(statements, folder / path)
        return all(as_text(folder / path) == statements for path, statements in made["databases"].items())
    except (NotAsText, sqlite3.Error):  # an older SQLite than the one they were made with
        return False


@cache
def _load(path: Path) -> dict[str, Any]:
    none: dict[str, Any] = {"texts": {}, "starting_points": {}}
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else none
