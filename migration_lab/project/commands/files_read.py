"""Remember which of the project's own files a command has read, and tell whether they have changed. Reads no file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

Stat = tuple[int, int] | None


class FilesRead:
    """Remembers size and time of files that a process has opened to read; ``None`` for one that did not exist."""

    def __init__(self, paths: Iterable[str] = ()) -> None:
        self._seen: dict[str, Stat] = {}
        self.note(paths)

    def note(self, paths: Iterable[str]) -> None:
        """Add these files. For a file that is known already, what was seen first stays."""
        for path in paths:
            self._seen.setdefault(path, stat_of(path))

    def changed(self) -> bool:
        """Tell whether any of them has changed, is gone, or is new."""
        return any(stat_of(path) != seen for path, seen in [*self._seen.items()])

    def forget(self) -> None:
        self._seen.clear()


def stat_of(path: str) -> Stat:
    try:
        stat = Path(path).stat()
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns
