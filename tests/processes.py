"""Wait for what other processes do: for a file that they write, and for their end."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def is_running(process: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(process, 0)
        status = Path(f"/proc/{process}/stat")
        return not status.exists() or status.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    return False


def gone(process: int, seconds: float = 30) -> bool:
    """Whether it ends within these seconds."""
    return comes_true(lambda: not is_running(process), seconds)


def comes_true(condition: Callable[[], bool], seconds: float) -> bool:
    """Whether that becomes true within these seconds."""
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()
