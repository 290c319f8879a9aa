"""A real kernel, in which a test runs cells as a notebook does."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jupyter_client.manager import start_new_kernel

from migration_lab.server_extension.known_course import STARTUP
from tests.notebook_environment import notebook_environment

OPEN = 'from migration_lab import lab\nlab.open("03")'


@dataclass
class Cell:
    """What one cell gave."""

    text: str = ""
    """Streams, and the text form of what was displayed."""
    html: str = ""
    mimes: set[str] = field(default_factory=set)
    error: tuple[str, str] | None = None
    """Name and message of what was raised."""
    traceback: str = ""


class Kernel:
    """A real kernel, with a workspace folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        environment = {**notebook_environment(folder), "PYTHONSTARTUP": str(STARTUP)}
        self.manager, self.client = start_new_kernel(env=environment, cwd=str(folder), stderr=subprocess.DEVNULL)

    @property
    def pid(self) -> int:
        return self.manager.provisioner.pid

    def run(self, code: str, timeout: float = 120) -> Cell:
        cell = Cell()

        def take(message: dict[str, Any]) -> None:
            content = message["content"]
            if message["msg_type"] == "stream":
                cell.text += content["text"]
            elif message["msg_type"] in ("display_data", "execute_result"):
                cell.text += content["data"].get("text/plain", "") + "\n"
                cell.html += content["data"].get("text/html", "")
                cell.mimes |= content["data"].keys()
            elif message["msg_type"] == "error":
                cell.error = (content["ename"], content["evalue"])
                cell.traceback = "\n".join(content["traceback"])

        self.client.execute_interactive(code, output_hook=take, timeout=timeout, allow_stdin=False)
        return cell

    def restart(self) -> None:
        self.manager.restart_kernel(now=True)
        self.client.wait_for_ready(timeout=60)

    def close(self) -> None:
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)
