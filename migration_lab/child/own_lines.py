"""In a command's own process: which files, and which lines of a traceback, are the project's own. Reads no file."""

from __future__ import annotations

import os
from types import TracebackType

_root = ""


def begin(root: str) -> None:
    """From now on it is the project in ``root`` that is meant."""
    global _root
    _root = os.path.join(os.path.realpath(root), "")  # noqa: PTH118


def own_name(file: str) -> str:
    """The name of that file in the project, with ``/``; empty for one of Python's, of a package's, or of the lab's."""
    if not _root or file.startswith("<") or "site-packages" in file or f"{os.sep}migration_lab{os.sep}" in file:
        return ""
    path = os.path.realpath(file)
    return path.removeprefix(_root).replace(os.sep, "/") if path.startswith(_root) else ""


def innermost(trace: TracebackType | None) -> tuple[str, int]:
    """The innermost of the project's own lines in a traceback, as file and line; an empty name where there is none."""
    found = ("", 0)
    while trace is not None:
        if name := own_name(trace.tb_frame.f_code.co_filename):
            found = name, trace.tb_lineno
        trace = trace.tb_next
    return found
