"""Find out what the operating system's kernel can do for us. Touches nothing."""

from __future__ import annotations

import ctypes
import sys

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
