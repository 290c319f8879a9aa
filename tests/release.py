"""Say whether a tag may be released: ``python -m tests.release v0.1.0``. It needs nothing but Python.

The tag, ``pyproject.toml`` and the first heading of ``CHANGELOG.md`` have to name the same version, and the changelog a
day. Without a tag, the day may be missing: so it is while a version is in the making.
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


def main(words: Sequence[str]) -> int:
    found = [*problems(PROJECT, words[0] if words else None)]
    print("\n".join(found) or "The version is the same everywhere.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
