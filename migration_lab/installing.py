"""Choose the command that installs a package into an environment. Runs nothing."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from importlib.util import find_spec

TERMINAL: ContextVar[bool] = ContextVar("TERMINAL", default=False)
"""Whether what is said here is read in a terminal, and not in a notebook."""

WINDOWS_WORD = re.compile(r"[\w.:\\/+-]+", re.ASCII)
"""What needs no quotes in ``cmd`` and in PowerShell."""


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
        return f"{first_word(python)} -m {command[1:]}"
    return command.replace(f"!{word(python)}", first_word(python)).replace("!", "")


def cell_command(package: str, python: str) -> str:
    own, package, python_word = python == sys.executable, word(package), word(python)
    where = f"!{python_word} -m pip"
    if find_spec("pip") if own else has_pip(python):
        return f"{'%pip' if own else where} install {package}"
    if shutil.which("uv"):
        return f"!uv pip install --python {python_word} {package}"
    return f"!{python_word} -m ensurepip, then {where} install {package}"


def word(text: str) -> str:
    """Return the text as one word of a command line.

    On Windows, ``!`` and ``%pip`` run a command by ``cmd``, and a terminal is PowerShell: both know double quotes.
    """
    if os.name == "nt":
        return text if WINDOWS_WORD.fullmatch(text) else f'"{text}"'
    return shlex.quote(text)


def first_word(program: str) -> str:
    """Return the name of a program as the first word of a line in a terminal: PowerShell runs what is quoted after
    ``&`` only."""
    written = word(program)
    return f"& {written}" if os.name == "nt" and written != program else written


def has_pip(python: str) -> bool:
    try:
        return (
            subprocess.run([python, "-m", "pip", "--version"], capture_output=True, timeout=30, check=False).returncode
            == 0
        )
    except (OSError, subprocess.SubprocessError):
        return False
