"""One person's JupyterLab with one kernel, started by its server as a browser would have it started."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import psutil
from jupyter_client.blocking.client import BlockingKernelClient

from tests.benchmarks.bench_commands import evaluate
from tests.execute_notebooks import NOTEBOOKS
from tests.lab_server import TOKEN, lab_server
from tests.notebook_environment import notebook_environment

OURS, PLAIN = "migration-lab", "plain JupyterLab"
MODULES = {OURS: "migration_lab.cli", PLAIN: "jupyterlab"}
PATIENCE = 120.0
IN_THE_KERNEL = """
import time
from migration_lab import lab

def settle():
    "Wait until the board has shown all that it was told of."
    quiet = 0
    while quiet < 3:
        status = desk.board.state()["_status"]
        quiet = 0 if status["looking"] or status["settling"] else quiet + 1
        time.sleep(0.1)

def flask(line):
    get_ipython().run_line_magic("flask", line)

def board():
    "Let the board believe that a page shows it, as a browser tells it."
    global desk
    desk = lab.session.current().desk
    desk.hear({"what": "seen", "docked": True, "view": "one"}, lambda answer: None)
    settle()
"""


@dataclass(frozen=True)
class Person:
    """Somebody with a notebook open."""

    server: psutil.Process
    client: BlockingKernelClient

    def run(self, code: str) -> None:
        """Run a cell to its end. Raises RuntimeError when it fails."""
        evaluate(self.client, code, "None")


@contextmanager
def person(folder: Path, kind: str) -> Iterator[Person]:
    """Start the server and a kernel of one person; ``kind`` is ``OURS``, or ``PLAIN`` for the same without our part.

    Both have the lab, and open the same copy of the course in ``folder``.
    """
    home, course = folder / "home", folder / "course"
    home.mkdir()
    shutil.copytree(NOTEBOOKS, course / "notebooks", ignore=shutil.ignore_patterns("workspace", ".*"))
    root = ["--allow-root"] if kind == PLAIN and os.geteuid() == 0 else []
    environment = notebook_environment(folder)
    with (
        patch.dict(os.environ, environment, clear=True),
        lab_server(home, f"--ServerApp.root_dir={course}", *root, module=MODULES[kind]) as address,
    ):
        server = next(one for one in psutil.Process().children() if MODULES[kind] in one.cmdline())
        client = BlockingKernelClient(connection_file=str(start_kernel(home, address)))
        client.load_connection_file()
        client.start_channels(hb=False)
        try:
            client.wait_for_ready(PATIENCE)
            one = Person(server, client)
            one.run(IN_THE_KERNEL)
            yield one
        finally:
            client.stop_channels()


def start_kernel(home: Path, address: str) -> Path:
    """Let the server start a kernel for a notebook, and return the file that says how to reach it."""
    wanted = {"path": "notebooks/03.ipynb", "name": "03", "type": "notebook", "kernel": {"name": "python3"}}
    asked = urllib.request.Request(
        address.partition("/lab")[0] + "/api/sessions",
        headers={"Authorization": f"token {TOKEN}"},
        data=json.dumps(wanted).encode(),
    )
    with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
        id = json.load(answer)["kernel"]["id"]
    path = home / "JUPYTER_RUNTIME_DIR" / f"kernel-{id}.json"
    deadline = time.monotonic() + PATIENCE
    while not path.exists():
        if time.monotonic() > deadline:
            sys.exit(f"The server has started no kernel {id}.")
        time.sleep(0.05)
    return path
