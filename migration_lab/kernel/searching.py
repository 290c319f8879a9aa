"""Search the revision scripts for a text, such as the name of a table. Reads files only."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from migration_lab.project import Project

FEWEST_LETTERS = 2
"""A shorter text is in nearly every script."""


def search(project: Project, question: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the ids of the revisions whose operations name something that contains the text."""
    from migration_lab.values.visible_text import plain

    sought = str(question.get("text") or "").casefold().strip()
    if len(sought) < FEWEST_LETTERS:
        return {"ids": []}
    paths = {one.id: project.path / one.path for one in project.history().revisions if one.path}
    return {"ids": [plain(id) for id, path in paths.items() if any(sought in word for word in words_in(path))]}


def words_in(path: Path) -> tuple[str, ...]:
    """Return the texts that a script's functions contain, in small letters: names, types, SQL. None if it is broken."""
    try:
        stat = path.stat()
        return _words(str(path), stat.st_mtime_ns, stat.st_size)
    except OSError:
        return ()


@lru_cache(maxsize=4096)
def _words(path: str, *_state: int) -> tuple[str, ...]:
    try:
        tree = ast.parse(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, SyntaxError, ValueError):
        return ()
    functions = [one for one in tree.body if isinstance(one, ast.FunctionDef)]
    texts = (one.value for function in functions for one in ast.walk(function) if isinstance(one, ast.Constant))
    return tuple(dict.fromkeys(text.casefold() for text in texts if isinstance(text, str)))
