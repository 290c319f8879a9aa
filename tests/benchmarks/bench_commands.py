"""``%flask`` against ``!flask``: the same command in the same workspace, by turns, in one kernel.

What a command takes of the processor, kernel and all, is what limits a server on which many work at once. The packages
are compiled when they are installed (``compile-bytecode`` in ``pyproject.toml``), as pip does too: where they are not,
``!flask`` takes more than twice as long.
"""

from __future__ import annotations

import ast
import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from jupyter_client.manager import start_new_kernel

from tests.notebook_environment import notebook_environment

ROUNDS = 15
IN_THE_KERNEL = f"""
import json, psutil, statistics, time
from contextlib import redirect_stdout
from io import StringIO
from migration_lab import lab

lab.open("03")
shell = get_ipython()

def seconds(work):
    started = time.perf_counter()
    work()
    return time.perf_counter() - started

def cpu_seconds():
    # What has ended counts with the process that has waited for it.
    own = psutil.Process()
    return sum(sum(process.cpu_times()[:4]) for process in (own, *own.children(recursive=True)))

def processor(way, count):
    started = cpu_seconds()
    for _ in range(count):
        way("db current")
    return (cpu_seconds() - started) / count

def magic(line):
    shell.run_line_magic("flask", line)

def bang(line):
    shell.system("flask " + line)

times = {{"current": ([], []), "upgrade": ([], [])}}
magic("db current")
magic("db downgrade")
magic("db upgrade")
for _ in range({ROUNDS}):
    for way, found in zip((magic, bang), times["current"]):
        found.append(seconds(lambda: way("db current")))
    for way, found in zip((magic, bang), times["upgrade"]):
        assert lab.run("db downgrade").result.ok
        found.append(seconds(lambda: way("db upgrade")))
times["processor"] = [processor(magic, 40)], [processor(bang, 5)]
assert lab.run("db current").revisions_after, "!flask did not upgrade"
answer = json.dumps({{name: [statistics.median(found) for found in pair] for name, pair in times.items()}})
"""


def run() -> Iterator[tuple[str, float, float, str]]:
    """Yield the medians of both ways, for a command that only looks and for one that changes a table."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        manager, client = start_new_kernel(env=notebook_environment(Path(folder)), stderr=subprocess.DEVNULL)
        try:
            times = json.loads(evaluate(client, IN_THE_KERNEL, "answer"))
        finally:
            client.stop_channels()
            manager.shutdown_kernel()
    yield "%flask db current, and !flask db current", *times["current"], "at least 8 times faster"
    yield "%flask db upgrade with card and undo copy, and bare !flask", *times["upgrade"], "at least 6 times faster"
    yield "%flask db current, and !flask: the processor's time of all", *times["processor"], "at least 8 times faster"


def evaluate(client, code: str, name: str) -> str:
    """Run ``code`` in the kernel and give the text that ``name`` then holds. Raises RuntimeError when it fails."""
    reply = client.execute_interactive(
        code, timeout=600, user_expressions={"it": name}, output_hook=lambda message: None
    )["content"]
    if reply["status"] != "ok":
        raise RuntimeError("\n".join(reply["traceback"]))
    return ast.literal_eval(reply["user_expressions"]["it"]["data"]["text/plain"])
