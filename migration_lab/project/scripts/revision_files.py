"""Read what the revision scripts of a folder say, without running them, so that one broken script does not hide the
others. Reads files, and each only once as long as it stays the same; no database.
"""

from __future__ import annotations

import ast
import configparser
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

NAMES = ("revision", "down_revision", "depends_on", "branch_labels")
CREATED = re.compile(r"^Create Date:[ \t]*(.*?)[ \t]*$", re.MULTILINE)
ASSIGNED = re.compile(rf"^({'|'.join(NAMES)})\b[^=\n]*=[ \t]*(.+?)[ \t]*(?:#.*)?$", re.MULTILINE)
IMPORTS = re.compile(r"^[ \t]*(?:from[ \t]+([\w.]+)|import[ \t]+([^#\n]+))", re.MULTILINE)
DOCSTRING = re.compile(r'\A\s*[rR]?("""|\'\'\')(.*?)\1', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Script:
    """One file, as it is written: parents and dependencies may name revisions that do not exist."""

    path: Path
    id: str
    message: str = ""
    parents: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    created: str = ""
    problem: str | None = None
    imports: frozenset[str] = frozenset()
    """The first names of the modules that it imports."""


@dataclass(frozen=True, slots=True)
class Versions:
    """The folders of the scripts, as Alembic finds them under the app's own settings."""

    folders: tuple[Path, ...]
    recursive: bool = False


class RevisionFiles:
    """The scripts of one project, remembered by each file's time and size."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[tuple[int, int, int], Script]] = {}

    def read(self, folder: Path, versions: Versions | None = None) -> list[Script]:
        """Return all scripts, sorted by path; none when their folder does not exist.

        ``versions`` are their folders. As long as no app has told them, the ``migrations`` folder counts.
        """
        found, known = [], {}
        versions = versions or Versions(tuple(version_folders(folder)))
        for place in versions.folders:
            for entry in source_files(place, versions.recursive):
                stat = entry.stat()
                print_ = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
                before = self._known.get(entry.path)
                script = before[1] if before and before[0] == print_ else read_script(Path(entry.path))
                known[entry.path] = (print_, script)
                found.append(script)
        self._known = known
        return sorted(found, key=lambda script: str(script.path))


def version_folders(folder: Path) -> list[Path]:
    """Return the folders of the scripts: ``versions``, or what ``version_locations`` in alembic.ini says."""
    parser = configparser.ConfigParser({"here": folder.resolve().as_posix()})
    try:
        parser.read(folder / "alembic.ini", encoding="utf-8")
        places = parser.get("alembic", "version_locations", fallback="")
        separator = parser.get("alembic", "path_separator", fallback=None)
        separator = separator or parser.get("alembic", "version_path_separator", fallback="")
    except (configparser.Error, UnicodeDecodeError):
        places = separator = ""
    if not places.strip():
        return [folder / "versions"]
    splitter = {"os": os.pathsep, "newline": "\n", "space": r"\s+", ":": ":", ";": ";"}.get(separator or "", r"[,\s]+")
    names = [name.strip() for name in re.split(splitter, places) if name.strip()]
    return [Path(name) if Path(name).is_absolute() else folder.parent / name for name in names]


def source_files(folder: str | Path, recursive: bool = False) -> Iterator[os.DirEntry[str]]:
    """Return the files that Alembic takes for scripts."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py") and not entry.name.startswith((".#", "__init__")) and entry.is_file():
                yield entry
            elif recursive and entry.name != "__pycache__" and entry.is_dir():
                yield from source_files(entry.path, recursive)


def read_script(path: Path) -> Script:
    """Read one script. If it cannot be parsed, read it line by line, and say what is wrong with it."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return Script(path, path.stem, problem=f"{path.name} cannot be read: {error}")
    return replace(parsed(path, text), imports=imported(text))


def parsed(path: Path, text: str) -> Script:
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError) as error:
        line = f", line {error.lineno}" if isinstance(error, SyntaxError) and error.lineno else ""
        reason = error.msg if isinstance(error, SyntaxError) else str(error)
        found = DOCSTRING.match(text)
        return script_of(path, found[2] if found else "", by_lines(text), f"SyntaxError in {path.name}{line}: {reason}")
    values, problem = {}, None
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in NAMES:
                pass
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value) if name in NAMES:
                pass
            case _:
                continue
        try:
            values[name] = ast.literal_eval(value)
        except ValueError:
            problem = f"{name} in {path.name}, line {node.lineno}, is computed; write it down as a plain value."
    return script_of(path, ast.get_docstring(tree, clean=False) or "", values, problem)


def imported(text: str) -> frozenset[str]:
    lines = IMPORTS.findall(text)
    names = (name for of, several in lines for name in ([of] if of else several.split(",")))
    return frozenset(name.split()[0].partition(".")[0] for name in names if name.strip())


def by_lines(text: str) -> dict[str, Any]:
    values = {}
    for name, value in ASSIGNED.findall(text):
        try:
            values[name] = ast.literal_eval(value)
        except (ValueError, SyntaxError):
            continue
    return values


def script_of(path: Path, doc: str, values: dict[str, Any], problem: str | None) -> Script:
    name = values.get("revision")
    if not isinstance(name, str):
        problem = problem or f"{path.name} has no line revision = …"
    created = CREATED.search(doc)
    return Script(
        path,
        name if isinstance(name, str) else path.stem,
        " ".join(doc.strip().partition("\n\n")[0].split()),
        names_in(values.get("down_revision")),
        names_in(values.get("depends_on")),
        names_in(values.get("branch_labels")),
        created[1] if created else "",
        problem,
    )


def names_in(value: Any) -> tuple[str, ...]:
    """Return one name, several or none, in whatever form Alembic takes them."""
    if isinstance(value, str):
        return (value,)
    return tuple(sorted({str(each) for each in value if each})) if isinstance(value, list | tuple | set) else ()
