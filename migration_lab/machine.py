"""Find out what the operating system can do for us. Touches nothing."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from typing import Any

CREATE_RULESET = 444
"""The number of a system call, the same on every kind of machine."""


def has_landlock() -> bool:
    """Tell whether it has Landlock."""
    return landlock_version() > 0


def landlock_version() -> int:
    if not sys.platform.startswith("linux"):
        return 0
    libc = ctypes.CDLL(None, use_errno=True)
    return int(libc.syscall(CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(1)))


def may_fork_itself() -> bool:
    """Tell whether a process that was started like any other may fork, and its fork import and do what it likes.

    Windows has no fork. On macOS, Objective-C ends such a fork, unless a variable was set when the process started: see
    ``FORK_SAFE`` in ``project/commands/warm_process.py``.
    """
    return hasattr(os, "fork") and sys.platform != "darwin"


def apart() -> dict[str, Any]:
    """Return the options by which ``subprocess`` starts a process that no interrupt of this one reaches.

    On Windows it gets a console of its own, without a window: one would open where the kernel has no console, as in
    JupyterLab Desktop.
    """
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}
