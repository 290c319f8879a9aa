"""Kernels that write nothing in the learner's terminal, neither when they start nor when they are ended in their work.

What a cell prints is not meant: that goes to the notebook. With ``--debug`` everything is written, as Jupyter does it.
"""

from __future__ import annotations

import logging
import subprocess
from typing import Any

from jupyter_server.services.kernels.kernelmanager import ServerKernelManager


class QuietKernels(ServerKernelManager):
    async def start_kernel(self, *args: Any, **options: Any) -> Any:  # type: ignore[override]
        server = getattr(self.parent, "parent", None)
        if getattr(server, "log_level", logging.DEBUG) > logging.WARNING:
            options.setdefault("stderr", subprocess.DEVNULL)
        return await super().start_kernel(*args, **options)
