"""How long a notebook takes to begin: a kernel that only needs ``lab``, and a chapter that is opened in a new one.

Each opening is in a kernel of its own, and into an empty folder of workspaces, so that nothing is kept from another.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from jupyter_client.manager import start_new_kernel

from migration_lab.course.chapters.chapter import chapters
from migration_lab.course.location import CLINIC
from tests.benchmarks.bench_commands import evaluate
from tests.notebook_environment import notebook_environment

ROUNDS = 5
FIRST = "01"
OPEN = """
import time
from migration_lab import lab

began = time.perf_counter()
lab.open("{0}")
opened = time.perf_counter()
lab.open("{0}")
answer = str([opened - began, time.perf_counter() - opened])
"""


def run() -> Iterator[tuple[str, float, float, str]]:
    """Start kernels by turns, and compare the quickest of each kind: the others were disturbed."""
    ours, theirs = [], []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        environment = notebook_environment(Path(folder))
        for _ in range(ROUNDS):
            theirs.append(seconds_until_answered("pass", environment))
            ours.append(seconds_until_answered("from migration_lab import lab", environment))
    yield "a kernel with `from migration_lab import lab`, and a bare one", min(ours), min(theirs), "at most 0.5 s more"
    yield from chapters_opened()


def chapters_opened() -> Iterator[tuple[str, float, float, str]]:
    """By turns, each chapter against the first one, in which there is nothing yet; then each a second time.

    The quickest of each are compared, as above.
    """
    numbers = [chapter.number for chapter in chapters() if chapter.number != CLINIC]
    found: dict[str, list[tuple[float, float]]] = {number: [] for number in numbers}
    for _ in range(ROUNDS):
        for number in numbers:
            found[number].append(seconds_to_open(number))
    cold, again = ({number: min(each[which] for each in found[number]) for number in numbers} for which in (0, 1))
    for number in numbers:
        if number != FIRST:
            name = f'lab.open("{number}") in a new kernel, and lab.open("{FIRST}")'
            yield name, cold[number], cold[FIRST], "within 1.5 times"
    yield f"the slowest of them a second time, and {FIRST} the first time", max(again.values()), cold[FIRST], "no goal"


def seconds_to_open(number: str) -> tuple[float, float]:
    """Open a chapter twice in a new kernel, without what its import takes."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        manager, client = start_new_kernel(env=notebook_environment(Path(folder)), stderr=subprocess.DEVNULL)
        try:
            first, second = json.loads(evaluate(client, OPEN.format(number), "answer"))
        finally:
            client.stop_channels()
            manager.shutdown_kernel()
    return first, second


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
