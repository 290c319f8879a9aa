"""Look around in a folder: find its environment, an app that flask does not find by itself, its web framework.

Reads a few of the folder's files, and runs none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

MOST_FILES = 300
LARGEST = 1 << 19
"""Larger files, in bytes, are not read."""
LISTS = ("pyproject.toml", "requirements.txt", "setup.py", "setup.cfg", "Pipfile")
"""Where a project says what it needs."""
ELSEWHERE = frozenset({"node_modules", "site-packages", "__pycache__", "test", "tests", "migrations"})
APP = re.compile(
    r"^(?:app|application)\s*(?::[^=]+)?=\s*(?:[\w.]*Flask|[\w.]*create_app|[\w.]*make_app)\("
    r"|^def (?:create_app|make_app)\(",
    re.MULTILINE,
)
"""An app, or a factory, with one of the names that flask looks for in a module."""


def environment_in(folder: Path) -> str:
    """Return the name of the virtual environment in this folder; empty when there is none."""
    for name in (".venv", "venv", "env", ".env"):
        if is_environment(folder / name):
            return name
    with suppress(OSError):
        return next((path.name for path in sorted(folder.iterdir()) if is_environment(path)), "")
    return ""


def is_environment(path: Path) -> bool:
    return (path / "pyvenv.cfg").is_file() or (path / "conda-meta").is_dir()


def apps_in(folder: Path) -> list[str]:
    """List the modules directly in this folder that seem to have an app, named as for ``flask --app``."""
    found = []
    for path in sorted(folder.glob("*.py")) + sorted(folder.glob("*/__init__.py")):
        module = path.parent if path.name == "__init__.py" else path.with_suffix("")
        if module.name.isidentifier() and module.name not in ELSEWHERE and APP.search(text_of(path)):
            found.append(module.name)
    return found


def is_project(folder: Path) -> bool:
    """Tell whether this is a folder in which one types flask db: with migrations, a .flaskenv, or an app."""
    migrations = any(path.with_name("alembic.ini").is_file() for path in folder.glob("*/env.py"))
    return migrations or (folder / ".flaskenv").is_file() or bool({"app", "wsgi"} & {*apps_in(folder)})


def projects_below(folder: Path) -> list[str]:
    """List the folders in this one that have an app.py, a wsgi.py or migrations of their own."""
    marks = ("migrations/env.py", "app.py", "wsgi.py")
    found = {path.relative_to(folder).parts[0] for mark in marks for path in folder.glob(f"*/{mark}")}
    return sorted(name for name in found if not name.startswith(".") and not is_environment(folder / name))


def framework_of(folder: Path) -> str:
    """Guess the framework from the project's files: ``Django``, ``FastAPI`` or ``Flask``; empty when unknown."""
    if (folder / "manage.py").is_file() and "django" in text_of(folder / "manage.py"):
        return "Django"
    texts = [text_of(folder / name).lower() for name in LISTS]
    sources = [text_of(path) for path in own_sources(folder)]
    for name in ("Flask", "FastAPI"):
        word = re.compile(rf"^\s*(?:from|import)\s+{name.lower()}\b", re.MULTILINE)
        if any(map(word.search, sources)):
            return name
    for name in ("Flask", "FastAPI"):
        if any(re.search(rf"\b{name.lower()}\b(?!-)", text) for text in texts):
            return name
    return ""


def own_sources(folder: Path) -> Iterator[Path]:
    """Yield the project's own Python files, top folders first, up to ``MOST_FILES`` of them."""
    level, count = [folder], 0
    while level and count < MOST_FILES:
        below: list[Path] = []
        for place in level:
            with suppress(OSError):
                for path in sorted(place.iterdir()):
                    if path.is_dir():
                        hidden = path.name.startswith(".") or path.name in ELSEWHERE
                        below += [] if hidden or is_environment(path) else [path]
                    elif path.suffix == ".py":
                        count += 1
                        yield path
        level = below


def text_of(path: Path) -> str:
    with suppress(OSError):
        if path.is_file() and path.stat().st_size <= LARGEST:
            return path.read_text(encoding="utf-8", errors="replace")
    return ""
