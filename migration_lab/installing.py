"""Choose the command that installs a package into an environment. Runs nothing."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from importlib.util import find_spec

from migration_lab.shell_words import program_word, shell_word

TERMINAL: ContextVar[bool] = ContextVar("TERMINAL", default=False)
"""Whether what is said here is read in a terminal, and not in a notebook."""


@contextmanager
def in_terminal() -> Iterator[None]:
    """Say inside how to install something in a terminal."""
    token = TERMINAL.set(True)
    try:
        yield
    finally:
        TERMINAL.reset(token)


def in_a_cell(command: str) -> str:
    """Say to run a command that installs something, and what it takes until that has an effect."""
    return f"run {command}" if TERMINAL.get() else f"run {command} in a cell, and restart the kernel"


def install_command(package: str, python: str = sys.executable) -> str:
    """Return a command that installs ``package`` for that Python, with the tools there are: for a notebook cell, or
    for a terminal."""
    command = cell_command(package, python)
    if not TERMINAL.get():
        return command
    if command.startswith("%pip"):
        return f"{program_word(python)} -m {command[1:]}"
    return command.replace(f"!{shell_word(python)}", program_word(python)).replace("!", "")


def cell_command(package: str, python: str) -> str:
    own, package, python_word = python == sys.executable, shell_word(package), shell_word(python)
    where = f"!{python_word} -m pip"
    if find_spec("pip") if own else has_pip(python):
        return f"{'%pip' if own else where} install {package}"
    if shutil.which("uv"):
        return f"!uv pip install --python {python_word} {package}"
    return f"!{python_word} -m ensurepip, then {where} install {package}"


def has_pip(python: str) -> bool:
    try:
        return (
            subprocess.run([python, "-m", "pip", "--version"], capture_output=True, timeout=30, check=False).returncode
            == 0
        )
    except (OSError, subprocess.SubprocessError):
        return False
