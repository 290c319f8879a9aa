"""A notebook that only needs ``lab`` starts it no slower than a bare kernel plus half a second."""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from jupyter_client.manager import start_new_kernel

from tests.notebook_environment import notebook_environment

ROUNDS = 5


def run() -> Iterator[tuple[str, float, float, str]]:
    """Start kernels by turns, and compare the quickest of each kind: the others were disturbed."""
    ours, theirs = [], []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        environment = notebook_environment(Path(folder))
        for _ in range(ROUNDS):
            theirs.append(seconds_until_answered("pass", environment))
            ours.append(seconds_until_answered("from migration_lab import lab", environment))
    yield "a kernel with `from migration_lab import lab`, and a bare one", min(ours), min(theirs), "at most 0.5 s more"


def seconds_until_answered(code: str, environment: dict[str, str]) -> float:
    """Start a kernel and let it run ``code``."""
    started = time.perf_counter()
    manager, client = start_new_kernel(env=environment, stderr=subprocess.DEVNULL)
    try:
        reply = client.execute_interactive(code, timeout=60)
        seconds = time.perf_counter() - started
    finally:
        client.stop_channels()
        manager.shutdown_kernel()
    if reply["content"]["status"] != "ok":
        raise RuntimeError("\n".join(reply["content"]["traceback"]))
    return seconds
