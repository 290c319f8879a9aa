"""A JupyterLab server for a test: started as ``migration-lab`` starts it, with no file of the user's."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

SECONDS = 90
TOKEN = "secret"
OPTIONS = ("--no-browser", "--ip=127.0.0.1", "--port=0", f"--IdentityProvider.token={TOKEN}")


@contextlib.contextmanager
def lab_server(home: Path, *options: str, module: str = "migration_lab.cli", **variables: str) -> Iterator[str]:
    """Run ``migration-lab`` with ``options``, and give the address of its first page, without the token.

    All that Jupyter keeps of a user's lies in ``home`` instead, which is also the current folder. ``variables`` are
    further ones of its environment. ``module`` is another one to run, as ``jupyterlab``.
    """
    places = {name: str(home / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")}
    log = home / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", module, *OPTIONS, *options],
            cwd=home,
            env=os.environ | places | variables,
            stdout=output,
            stderr=output,
        )
    try:
        yield _printed_address(server, log)
    finally:
        server.terminate()
        server.wait(SECONDS)


def _printed_address(server: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        if found := re.search(r"http://127\.0\.0\.1:\d+/[^\s?]*", log.read_text(encoding="utf-8", errors="replace")):
            return found[0]
        time.sleep(0.1)
    raise RuntimeError("the server printed no address:\n" + log.read_text(encoding="utf-8", errors="replace"))
