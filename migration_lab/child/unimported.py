"""In a process of its own: find project files that define a model for a table and that the app did not import.

Reads source files, and runs none.
"""

from __future__ import annotations

import ast
import os
import re
import sys
from collections.abc import Container, Iterator
from contextlib import suppress
from pathlib import Path

MOST_FILES = 2000
LARGEST = 1 << 19
"""The largest size in bytes of a file that somebody may have written by hand."""
MODEL = re.compile(r"\b(?:Model|Base|Table|__tablename__)\b")
"""What stands in every text that defines a table, in a form that is understood here."""
ELSEWHERE = frozenset({"node_modules", "site-packages", "__pycache__", "test", "tests"})


def files_not_imported(root: Path, tables: set[str] | None, scripts: Path) -> dict[str, str]:
    """Return, by table, the file in ``root``, relative to it, that has a model for the table.

    Without ``tables``, for every table of which there is such a file.
    """
    own = [*sources(root, scripts)]
    imported = files_imported({path.name for path in own})
    found: dict[str, str] = {}
    for path in own:
        if os.path.realpath(path) in imported:
            continue
        with suppress(OSError, ValueError, SyntaxError, RecursionError):
            there = tables_in(path.read_text(encoding="utf-8"))
            for table in there if tables is None else there & tables:
                found.setdefault(table, path.relative_to(root).as_posix())
    return found


def files_imported(names: Container[str]) -> set[str]:
    """Return the imported files that have one of these names: to follow the links of them all takes long."""
    files = [file for module in list(sys.modules.values()) if (file := file_of(module))]
    return {os.path.realpath(file) for file in files if os.path.basename(file) in names}  # noqa: PTH119


def file_of(module: object) -> str | None:
    file = getattr(module, "__file__", None)
    return file if isinstance(file, str) else None


def sources(root: Path, scripts: Path) -> Iterator[Path]:
    """Yield the project's own Python files, without environments, revision scripts, tests and other projects."""
    count, leave = 0, os.path.realpath(scripts)
    for folder, names, files in os.walk(root):
        inside = [name for name in sorted(names) if not name.startswith(".") and name not in ELSEWHERE]
        names[:] = [
            name
            for name in inside
            if os.path.realpath(os.path.join(folder, name)) != leave  # noqa: PTH118
            and not Path(folder, name, "pyvenv.cfg").exists()
            and not Path(folder, name, "conda-meta").exists()
            and not is_another_project(Path(folder, name), leave)
        ]
        for name in sorted(files):
            path = Path(folder, name)
            if name.endswith(".py") and path.stat().st_size <= LARGEST:
                count += 1
                if count > MOST_FILES:
                    return
                yield path


def is_another_project(folder: Path, scripts: str) -> bool:
    """Say whether the folder has migrations of its own, which are not those in ``scripts``."""
    own = folder / "migrations"
    return (own / "env.py").exists() and os.path.realpath(own) != scripts


def tables_in(source: str) -> set[str]:
    """Return the tables that this text defines.

    A table is defined by ``__tablename__``, by a model's name as Flask-SQLAlchemy derives it, or by ``Table("name",
    …)``.
    """
    found: set[str] = set()
    if not MODEL.search(source):
        return found
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            found.add(table_of(node))
        elif isinstance(node, ast.Call) and node.args and called(node.func) == "Table":
            found.add(text_of(node.args[0]))
    return found - {""}


def table_of(node: ast.ClassDef) -> str:
    names: dict[str, ast.expr | None] = {}
    for line in node.body:
        if isinstance(line, ast.Assign | ast.AnnAssign):
            targets = line.targets if isinstance(line, ast.Assign) else [line.target]
            names |= {one.id: line.value for one in targets if isinstance(one, ast.Name)}
    if "__abstract__" in names:
        return ""
    if "__tablename__" in names:
        return text_of(names["__tablename__"])
    if not any(called(base) in ("Model", "Base") for base in node.bases):
        return ""
    return re.sub(r"((?<=[a-z0-9])[A-Z]|(?!^)[A-Z](?=[a-z]))", r"_\1", node.name).lower()


def called(node: ast.expr) -> str:
    """Return the last part of a dotted name."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def text_of(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
