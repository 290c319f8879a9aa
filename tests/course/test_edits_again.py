"""An edit cell that is run again, when the chapter has gone on, gives no class the same column a second time."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from migration_lab.course import find_course
from migration_lab.course.chapters.chapter import Chapter, chapters, read_main_line
from migration_lab.course.chapters.edits import Edit, edited
from migration_lab.course.workspaces.starting_point import put_starting_point
from migration_lab.errors import LabError


def edits_of(chapter: Chapter) -> list[Edit]:
    """Return what the cells of a chapter edit in Python files."""
    return [one for one in read_main_line(chapter) if isinstance(one, Edit) and one.path.endswith(".py")]


CHAPTERS = [one for one in chapters(find_course()) if edits_of(one)]


def given_twice(text: str) -> Iterator[str]:
    """Yield the attributes that a class has twice, and the keys that stand twice in one place."""
    for node in ast.walk(ast.parse(text)):
        names: list[str] = []
        if isinstance(node, ast.ClassDef):
            names = [ast.unparse(one.target) for one in node.body if isinstance(one, ast.AnnAssign)]
        elif isinstance(node, ast.Dict):
            names = [ast.unparse(one) for one in node.keys if one is not None]
        yield from (name for name, many in Counter(names).items() if many > 1)


@pytest.mark.parametrize("chapter", CHAPTERS, ids=[one.number for one in CHAPTERS])
def test_an_edit_that_is_run_again_at_the_chapters_end_gives_nothing_twice(
    chapter: Chapter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MIGRATION_LAB_WORKSPACE", str(tmp_path / "workspace"))
    put_starting_point(chapter, find_course(), tmp_path / "end", end=True)
    for one in edits_of(chapter):
        for path in (tmp_path / "end").glob(one.path):
            try:
                again = edited(path.read_text(encoding="utf-8"), one)
            except LabError:
                continue  # it says so, and changes nothing
            assert [*given_twice(again)] == [], one
