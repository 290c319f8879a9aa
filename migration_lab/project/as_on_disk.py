"""Spell a path as the disk spells it. Looks into folders, and touches no database.

On macOS, ``~/blog`` opens the folder ``~/Blog``, and ``é`` may be one character or two. A process that works there is
told the name on the disk, so that is the one to compare with. On Windows, ``Path.resolve`` returns it.
"""

from __future__ import annotations

import os
from pathlib import Path
from unicodedata import normalize


def as_on_disk(path: Path) -> Path:
    """Return an absolute path with the names that its folders have on the disk, as far as these can be read."""
    found = Path(path.anchor)
    for name in path.parts[1:]:
        try:
            there = os.listdir(found)  # noqa: PTH208
        except OSError:
            there = []
        alike = [one for one in there if plain(one) == plain(name)]
        found /= alike[0] if name not in there and len(alike) == 1 else name
    return found


def plain(name: str) -> str:
    return normalize("NFC", normalize("NFC", name).casefold())
