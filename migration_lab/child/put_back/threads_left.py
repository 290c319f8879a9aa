"""Wait for a command's threads as Python does at its end, and leave nothing of those that go on.

A daemon thread ends with its process. Here it is told to end; a thread that does not notice, since it waits in C code,
can from then on open no file for writing, no database and no connection, and starts no program.
"""

from __future__ import annotations

import ctypes
import gc
import os
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any
from weakref import WeakSet

from migration_lab.child.audit import tell_of
from migration_lab.child.installed import Installed

PATIENCE = 1.0
"""Seconds for a thread to end after it was told to."""
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
EVENTS = (
    *("open", "sqlite3.connect", "socket.connect", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"),
    *(f"os.{name}" for name in ("remove", "rename", "mkdir", "rmdir", "truncate", "link", "symlink")),
)
_left: WeakSet[threading.Thread] = WeakSet()
_forget: list[Callable[[], None]] = []


def wait_for_threads(installed: Installed) -> None:
    """Wait, as Python does at its end, for all threads except daemons. An interrupt ends the waiting."""
    for pool in [one for one in gc.get_objects() if type(one) is ThreadPoolExecutor]:
        pool.shutdown(wait=True)
    while waits := [one for one in installed.threads() if not one.daemon]:
        waits[0].join()


def end_threads(installed: Installed) -> None:
    """End the threads that are left, and say which cannot be ended."""
    for thread in installed.threads():
        if thread.ident is not None:
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(SystemExit))
    end = time.monotonic() + PATIENCE
    for thread in installed.threads():
        with suppress(RuntimeError):
            thread.join(max(0.0, end - time.monotonic()))
    if left := installed.threads():
        names = ", ".join(thread.name for thread in left)
        said = f"The command has left threads that cannot be ended here ({names}). They can change nothing any more."
        print(said, file=sys.stderr)
        _left.update(left)
        if not _forget:
            _forget.append(tell_of(EVENTS, refuse))


def forget_ended() -> None:
    """Remove the guard when no threads are left for it; call this from time to time."""
    if _forget and not any(thread.is_alive() for thread in _left):
        _forget.pop()()
        _left.clear()


def refuse(event: str, details: tuple[Any, ...]) -> None:
    if threading.current_thread() in _left and (event != "open" or details[2] & WRITING):
        raise SystemExit
