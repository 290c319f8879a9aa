"""The pages of the reference, from the docstrings of ``lab`` and the magics, and from the terminal's own help."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
from collections.abc import Callable, Iterator

from migration_lab import cli, lab, magics

MAGICS: dict[str, Callable[..., object]] = {"%flask": magics.flask, "%%edit": magics.edit, "%git": magics.git}
WIDTH = "100"


def reference() -> dict[str, str]:
    """Return the text of each page by its name."""
    return {
        "reference/lab": functions(),
        "reference/magics": magic_commands(),
        "reference/terminal": "".join(terminal()),
    }


def functions() -> str:
    """Return the page about ``lab``. Sphinx takes signatures and docstrings from the module itself (``conf.py``)."""
    last = inspect.getdoc(lab.__getattr__)
    return (
        "# The functions of `lab`\n\n```{eval-rst}\n.. automodule:: lab\n   :members:\n\n"
        f".. py:data:: last\n\n   {last}\n```\n"
    )


def magic_commands() -> str:
    parts = [f"## `{name}`\n\n{inspect.getdoc(magic)}\n" for name, magic in MAGICS.items()]
    return "\n".join([f"# Commands in a cell\n\n{inspect.getdoc(magics)}\n", *parts])


def terminal() -> Iterator[str]:
    """Yield the page about ``migration-lab``: what ``--help`` prints, of the command and of each subcommand."""
    yield "# `migration-lab` in a terminal\n"
    for words in ([], *([name] for name in cli.SUBCOMMANDS)):
        yield f"\n## `{' '.join(['migration-lab', *words])}`\n\n````text\n{printed(*words, '--help')}````\n"


def printed(*words: str) -> str:
    """Return what the command prints, in lines of the same width on every machine."""
    variables = os.environ | {"COLUMNS": WIDTH, "NO_COLOR": "1", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "migration_lab.cli", *words]
    done = subprocess.run(command, env=variables, capture_output=True, encoding="utf-8", check=True)
    return done.stdout
