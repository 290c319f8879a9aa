"""Say that there is no such command, where a word is neither a command of ours or JupyterLab's nor a path."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from migration_lab.errors import LabError

PLAIN_WORD = re.compile(r"[A-Za-z][A-Za-z-]*")


def refuse_mistyped(words: Sequence[str], ours: Sequence[str]) -> None:
    """Raise ``LabError`` if the first of ``words`` seems to be a command, and there is none of that name."""
    if not words or not PLAIN_WORD.fullmatch(words[0]) or Path(words[0]).exists():
        return
    from jupyterlab.labapp import LabApp

    if words[0] in LabApp.subcommands:
        return
    meant = get_close_matches(words[0], ours, n=1)
    raise LabError(
        f"There is no command {words[0]}, and no file of that name. "
        + (f"Did you mean migration-lab {meant[0]}?" if meant else "migration-lab --help lists the commands.")
    )
