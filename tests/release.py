"""Say whether a tag may be released: ``python -m tests.release v0.1.0``. It needs nothing but Python.

The tag, ``pyproject.toml`` and the first heading of ``CHANGELOG.md`` have to name the same version, and the changelog a
day. ``OWNER`` may no longer stand where the account belongs that has the repository. Without a tag, both may be so: a
version is in the making.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
HEADING = re.compile(r"^## (?P<version>\S+) \((?P<when>[^)]+)\)$", re.MULTILINE)
UNRELEASED = "not released yet"
PLACEHOLDER = re.compile(r"\bOWNER\b")
WITH_ADDRESSES = ("pyproject.toml", "README.md", "deploy/*.md", "notebooks/*.ipynb")
"""Where the repository's address stands, as patterns of paths."""


def problems(project: Path, tag: str | None = None) -> Iterator[str]:
    """Yield a sentence for each thing that is in the way."""
    version = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    first = HEADING.search((project / "CHANGELOG.md").read_text(encoding="utf-8"))
    if first is None:
        yield f"CHANGELOG.md has no heading such as ## {version} (2026-01-31)."
    elif first["version"] != version:
        yield f"pyproject.toml says {version}, CHANGELOG.md says {first['version']}."
    elif tag is None and first["when"] == UNRELEASED:
        return
    elif not re.fullmatch(r"\d{4}-\d\d-\d\d", first["when"]):
        yield f"CHANGELOG.md says no day for {version}, but {first['when']!r}."
    if tag not in (None, f"v{version}"):
        yield f"The tag is {tag}, but pyproject.toml says {version}: it would have to be v{version}."
    if tag is not None and (names := [*without_owner(project)]):
        yield f"OWNER stands where the account belongs that has the repository: {', '.join(names)}."


def without_owner(project: Path) -> Iterator[str]:
    """Yield the files in which a placeholder stands in the place of the repository's address."""
    for path in sorted(path for pattern in WITH_ADDRESSES for path in project.glob(pattern)):
        if PLACEHOLDER.search(path.read_text(encoding="utf-8")):
            yield path.relative_to(project).as_posix()


def main(words: Sequence[str]) -> int:
    found = [*problems(PROJECT, words[0] if words else None)]
    print("\n".join(found) or "The version is the same everywhere.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
