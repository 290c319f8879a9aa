"""In a command's own process: find the project's own files, and their lines in a traceback. Reads no file."""

from __future__ import annotations

import os
from types import TracebackType

_root = ""


def begin(root: str) -> None:
    """Set the project to the one in ``root``."""
    global _root
    _root = os.path.join(os.path.realpath(root), "")  # noqa: PTH118


def own_name(file: str) -> str:
    """Return the name of that file in the project, with ``/``; empty for files of Python, packages and the lab."""
    if not _root or file.startswith("<") or "site-packages" in file or f"{os.sep}migration_lab{os.sep}" in file:
        return ""
    path = os.path.realpath(file)
    return path.removeprefix(_root).replace(os.sep, "/") if path.startswith(_root) else ""


def innermost(trace: TracebackType | None) -> tuple[str, int]:
    """Return the innermost line of the project's own in a traceback, as file and line; an empty name without one."""
    found = ("", 0)
    while trace is not None:
        if name := own_name(trace.tb_frame.f_code.co_filename):
            found = name, trace.tb_lineno
        trace = trace.tb_next
    return found
