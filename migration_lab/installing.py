"""Choose the command that installs a package into an environment. Runs nothing."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from importlib.util import find_spec


def install_command(package: str, python: str = sys.executable) -> str:
    """Return a command for a notebook cell that installs ``package`` for that Python, with the tools there are."""
    own = python == sys.executable
    where = f"!{shlex.quote(python)} -m pip"
    if find_spec("pip") if own else has_pip(python):
        return f"{'%pip' if own else where} install {shlex.quote(package)}"
    if shutil.which("uv"):
        return f"!uv pip install --python {shlex.quote(python)} {shlex.quote(package)}"
    return f"!{shlex.quote(python)} -m ensurepip, then {where} install {shlex.quote(package)}"


def has_pip(python: str) -> bool:
    try:
        return (
            subprocess.run([python, "-m", "pip", "--version"], capture_output=True, timeout=30, check=False).returncode
            == 0
        )
    except (OSError, subprocess.SubprocessError):
        return False
