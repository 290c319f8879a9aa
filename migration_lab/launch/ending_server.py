"""Jupyter's server, but that it ends on one signal, within seconds, and with all of its kernels.

Jupyter's own asks first, and waits without a limit for its kernels and extensions. If one of them fails to end, or a
kernel is just being started, it does not end at all. Here whatever is left after ``PATIENCE`` seconds is killed, and a
second Ctrl+C does so at once. Nothing that is saved is lost by that: a command's copies are on the disk before it runs.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from contextlib import suppress
from types import FrameType
from typing import Any

from jupyter_server import serverapp

PATIENCE = 10.0
"""Seconds until what has not ended by itself is killed."""
HARD = 5.0
"""Seconds more until the process ends without asking Python, in case something blocks that."""
STOPPING = "Stopping JupyterLab and its kernels. A second Ctrl+C stops them at once."
KILLED = 1
"""The exit code after that."""


class EndingServer(serverapp.ServerApp):
    """A server that ends on Ctrl+C, without a question, and on ``SIGTERM``."""

    _asked = False

    def init_signal(self) -> None:
        super().init_signal()
        signal.signal(signal.SIGINT, self._signal_stop)

    def _signal_stop(self, sig: Any, frame: FrameType | None) -> None:
        """End at the first signal, and at the second one at once."""
        if self._asked:
            self.end_at_once()
        self._asked = True
        with suppress(OSError, ValueError):  # a terminal that is gone
            print(f"\n{STOPPING}" if sys.stdout.isatty() else STOPPING, flush=True)
        last = threading.Timer(PATIENCE + HARD, self.end_at_once)
        last.daemon = True
        last.start()
        self.stop(from_signal=True)

    async def _stop(self) -> None:
        """Clean up, for so long, and end, whether that has worked or not."""
        try:
            await asyncio.wait_for(self._cleanup(), PATIENCE)
        except Exception as error:
            self.log.warning("not everything ended by itself (%s: %s)", type(error).__name__, error)
        finally:
            self._kill_kernels()
            self.io_loop.stop()

    def end_at_once(self) -> None:
        """Kill the kernels and this process. Python's own end is left out: it would wait for threads."""
        self._kill_kernels()
        with suppress(Exception):
            self.remove_server_info_file()
            self.remove_browser_open_files()
        os._exit(KILLED)

    def _kill_kernels(self) -> None:
        """Kill those that have a process. One that is just being started ends by itself when this process is gone."""
        for kernel in [*getattr(self.kernel_manager, "_kernels", {}).values()]:
            process = getattr(getattr(kernel, "provisioner", None), "process", None)
            if process is not None and process.poll() is None:
                with suppress(OSError):
                    _kill(process.pid)


def _kill(pid: int) -> None:
    """Kill a kernel, and what its cells have started in its process group."""
    if not hasattr(os, "killpg"):
        os.kill(pid, signal.SIGTERM)  # on Windows this is TerminateProcess
    elif os.getpgid(pid) == pid:
        os.killpg(pid, signal.SIGKILL)
    else:
        os.kill(pid, signal.SIGKILL)
