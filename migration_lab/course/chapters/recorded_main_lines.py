"""Keep the main lines as the course's authors wrote them, in ``main_line.json`` beside this module.

Learners work in the notebooks themselves: they change cells, add their own, and save. A later chapter must not start
from that, so starting points are made from this file. ``python -m tests.execute_notebooks`` writes it from the
notebooks before it runs them, ``python -m migration_lab.course`` does only that (and ``starting_points.json``, see
``ready_made``), and a test compares the two. A chapter that is not in it yet is read from its notebook.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from migration_lab.backends.atomic import write_if_changed
from migration_lab.course.chapters.chapter import (
    Chapter,
    MainLine,
    MainLineStep,
    Run,
    Write,
    chapters,
    read_main_line,
)
from migration_lab.course.chapters.edits import Edit
from migration_lab.course.location import Course


def main_line(chapter: Chapter, course: Course) -> MainLine:
    """Return the chapter's main line as its authors wrote it."""
    kept = _load(course.snapshot).get(chapter.path.name)
    return read_main_line(chapter) if kept is None else tuple(map(_step, kept))


def take(course: Course) -> str:
    """Return the text that ``main_line.json`` should have, read from the notebooks."""
    lines = {chapter.path.name: [_entry(step) for step in read_main_line(chapter)] for chapter in chapters(course)}
    return json.dumps(lines, indent=1, ensure_ascii=False) + "\n"


def refresh(course: Course) -> bool:
    """Write ``main_line.json`` from the notebooks; False when it did not change."""
    changed = write_if_changed(course.snapshot, take(course))
    _load.cache_clear()
    return changed


@cache
def _load(snapshot: Path) -> dict[str, list[dict[str, Any]]]:
    return json.loads(snapshot.read_text(encoding="utf-8")) if snapshot.exists() else {}


def _entry(step: MainLineStep) -> dict[str, Any]:
    if isinstance(step, Run):
        return {"flask": step.args} | ({"fails": True} if step.fails else {})
    if isinstance(step, Edit):
        old, new = (text.splitlines(keepends=True) for text in (step.old, step.new))
        return {"edit": step.path, "old": old, "new": new}
    return {"append" if step.append else "write": step.path, "text": step.text.splitlines(keepends=True)}


def _step(entry: dict[str, Any]) -> MainLineStep:
    if "flask" in entry:
        return Run(tuple(entry["flask"]), entry.get("fails", False))
    if "edit" in entry:
        return Edit(entry["edit"], "".join(entry["old"]), "".join(entry["new"]))
    append = "append" in entry
    return Write(entry["append" if append else "write"], "".join(entry["text"]), append)
