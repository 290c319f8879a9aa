"""``migration-lab`` ends on one Ctrl+C, with its kernels, within seconds, even where something does not end itself."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest
from jupyter_client import BlockingKernelClient

from migration_lab.launch.ending_server import KILLED, STOPPING
from tests.lab_server import SECONDS, TOKEN
from tests.lab_terminal import CTRL_C, LabTerminal, lab_terminal
from tests.processes import comes_true, gone, is_running

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pty, and no SIGTERM")

WORK = """
import os, subprocess, sys, time
from pathlib import Path
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
Path({place!r}).with_suffix(".part").write_text(f"{{os.getpid()}} {{child.pid}}")
Path({place!r}).with_suffix(".part").rename({place!r})
time.sleep(600)
"""
NEVER_ENDS = """
import asyncio, time
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
class Waits(AsyncMappingKernelManager):
    async def shutdown_all(self, now=False):
        await asyncio.Event().wait()
class Blocks(AsyncMappingKernelManager):
    async def shutdown_all(self, now=False):
        while True:
            time.sleep(600)
"""
SLOW_START = """
import asyncio, os
from pathlib import Path
from jupyter_server.services.kernels.kernelmanager import ServerKernelManager
class SlowStart(ServerKernelManager):
    async def start_kernel(self, **options):
        Path(os.environ["STARTING"]).touch()
        await asyncio.sleep(600)
"""


def start_kernel(address: str) -> str:
    request = urllib.request.Request(f"{address}/api/kernels?token={TOKEN}", data=b"{}", method="POST")
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        id: str = json.loads(answer.read())["id"]
        return id


def busy_kernel(terminal: LabTerminal, home: Path) -> tuple[int, int]:
    """Start a kernel that runs a cell without end; return its process, and the one that the cell has started."""
    id, place = start_kernel(terminal.address), home / "working"
    client = BlockingKernelClient(connection_file=str(terminal.runtime / f"kernel-{id}.json"))
    client.load_connection_file()
    client.start_channels(hb=False)  # its second of patience is too short for a busy machine
    try:
        client.wait_for_ready(timeout=SECONDS)
        client.execute(WORK.format(place=str(place)))
        assert comes_true(place.exists, SECONDS)
    finally:
        client.stop_channels()
    kernel, child = map(int, place.read_text(encoding="utf-8").split())
    assert is_running(kernel)
    assert is_running(child)
    return kernel, child


def with_module(home: Path, text: str) -> dict[str, str]:
    """Write the module of a kernel manager; return the variables with which it is found."""
    (home / "managers.py").write_text(text, encoding="utf-8")
    return {"PYTHONPATH": str(home), "STARTING": str(home / "starting")}


def test_one_ctrl_c_ends_it_and_a_kernel_that_is_working(tmp_path: Path) -> None:
    with lab_terminal(tmp_path) as terminal:
        kernel, child = busy_kernel(terminal, tmp_path)
        terminal.press(CTRL_C)
        assert terminal.ends() == 0
        assert gone(kernel)
        assert gone(child)
        assert not [*terminal.runtime.glob("*.json")]  # neither a kernel's nor the server's
    before, _, after = terminal.text.partition("^C")
    assert after.split() == STOPPING.split()
    assert before.rstrip().endswith("To stop it, press Ctrl+C in this terminal.")  # and nothing from the kernel


def test_where_a_kernel_does_not_end_a_second_ctrl_c_ends_it_at_once(tmp_path: Path) -> None:
    variables = with_module(tmp_path, NEVER_ENDS)
    with lab_terminal(tmp_path, "--ServerApp.kernel_manager_class=managers.Blocks", **variables) as terminal:
        kernel, child = busy_kernel(terminal, tmp_path)
        terminal.press(CTRL_C)
        assert comes_true(lambda: STOPPING in terminal.text, SECONDS)
        terminal.press(CTRL_C)
        assert terminal.ends() == KILLED
        assert gone(kernel)
        assert gone(child)
        assert not [*terminal.runtime.glob("jpserver-*")]


@pytest.mark.parametrize(("manager", "code"), [("Waits", 0), ("Blocks", KILLED)])
def test_where_a_kernel_does_not_end_one_signal_ends_it_in_time(tmp_path: Path, manager: str, code: int) -> None:
    """Whether its shutdown waits for something that does not come, or lets nothing else run."""
    variables = with_module(tmp_path, NEVER_ENDS)
    with lab_terminal(tmp_path, f"--ServerApp.kernel_manager_class=managers.{manager}", **variables) as terminal:
        kernel, child = busy_kernel(terminal, tmp_path)
        os.kill(terminal.process.pid, signal.SIGTERM)
        assert terminal.ends() == code
        assert gone(kernel)
        assert gone(child)


def test_it_ends_while_a_kernel_is_just_being_started(tmp_path: Path) -> None:
    """Jupyter's own server does not: it finds no kernel of that id, and then never stops."""
    variables = with_module(tmp_path, SLOW_START)
    option = "--AsyncMappingKernelManager.kernel_manager_class=managers.SlowStart"
    with lab_terminal(tmp_path, option, **variables) as terminal:
        address = terminal.address

        def ask() -> None:
            with suppress(OSError):  # it is gone before it answers
                start_kernel(address)

        asking = threading.Thread(target=ask)
        asking.start()
        assert comes_true((tmp_path / "starting").exists, SECONDS)
        os.kill(terminal.process.pid, signal.SIGTERM)
        assert terminal.ends() == 0
        asking.join(SECONDS)


def test_ctrl_c_while_jupyterlab_starts_prints_no_traceback(tmp_path: Path) -> None:
    with lab_terminal(tmp_path) as terminal:
        assert comes_true(lambda: "Starting JupyterLab" in terminal.text, SECONDS)
        terminal.press(CTRL_C)
        assert terminal.ends() in (0, 130)
    assert "Traceback" not in terminal.text
