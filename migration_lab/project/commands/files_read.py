"""The project's own files that a command has read, and whether they are still what they were. Reads no file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

Stat = tuple[int, int] | None


class FilesRead:
    """Remembers size and time of files that a process has opened to read; ``None`` for one that was not there."""

    def __init__(self, paths: Iterable[str] = ()) -> None:
        self._seen: dict[str, Stat] = {}
        self.note(paths)

    def note(self, paths: Iterable[str]) -> None:
        """Take in more of them. Of one that is known already, what was seen first stays."""
        for path in paths:
            self._seen.setdefault(path, stat_of(path))

    def changed(self) -> bool:
        """Whether any of them has changed, has gone, or has come."""
        return any(stat_of(path) != seen for path, seen in self._seen.items())

    def forget(self) -> None:
        self._seen.clear()


def stat_of(path: str) -> Stat:
    try:
        stat = Path(path).stat()
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns
