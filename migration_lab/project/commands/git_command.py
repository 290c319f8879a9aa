"""Run the real ``git`` in a project's folder, and keep what it prints.

In a course workspace it prints the same for everybody: it reads no settings of the machine or the learner, every commit
has one author and one date, and it never goes up to a repository that the workspace lies in. Touches no database.
"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from migration_lab.errors import LabError
from migration_lab.machine import apart
from migration_lab.values.revision_ids import CREATE_DATE

MISSING = (
    "Git is not on this machine, and this needs it (2.28 or newer). Install it (https://git-scm.com/downloads, or "
    "conda install git), restart the kernel, and run the notebook again."
)
QUIET = {"GIT_PAGER": "cat", "GIT_TERMINAL_PROMPT": "0", "GIT_EDITOR": ":", "GIT_MERGE_AUTOEDIT": "no", "TERM": "dumb"}
"""Nothing waits for somebody to type: no pager, no editor, no password."""
SETTINGS = {
    "color.ui": "never",
    "commit.gpgsign": "false",
    "core.abbrev": "7",
    "core.autocrlf": "input",  # a file of Windows gets the same commit
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.quotePath": "false",
    "core.safecrlf": "false",
    "gc.auto": "0",
    "init.templateDir": "",
    "user.name": "Harbour Days",
    "user.email": "team@harbour-days.example",
}
"""What holds in course workspaces, before anything that a repository there says itself."""
KEPT = ("GIT_EXEC_PATH", "GIT_TRACE")


@dataclass(frozen=True, slots=True)
class GitResult:
    """How a ``git`` command ended."""

    words: tuple[str, ...]
    """The words after ``git``."""
    exit_code: int
    output: str
    """What it printed, its messages and its errors as they came."""


def run_git(words: Sequence[str], folder: Path, *, stable: bool = False) -> GitResult:
    """Run ``git`` with these words in ``folder``; ``stable`` as in a course workspace.

    Never raises for an exit code other than 0. Raises ``LabError`` if there is no ``git``.
    """
    program = shutil.which("git")
    if program is None:
        raise LabError(MISSING)
    done = subprocess.run(
        [program, *(_settings() if stable else ()), *words],
        cwd=folder,
        env=_environment(folder, stable=stable),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        **apart(),
    )
    if stable:
        _let_delete(folder / ".git")
    output = done.stdout.decode("utf-8", "replace").replace("\r\n", "\n")
    return GitResult(tuple(words), done.returncode, output)


def _settings() -> list[str]:
    return [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]


def _environment(folder: Path, *, stable: bool) -> dict[str, str]:
    """Return this process's variables, changed so that nothing waits and, if ``stable``, nothing differs."""
    if not stable:
        return {**os.environ, **QUIET}
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in KEPT}
    fixed = {
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CEILING_DIRECTORIES": str(folder.resolve().parent),
        "GIT_AUTHOR_DATE": f"{CREATE_DATE} +0000",
        "GIT_COMMITTER_DATE": f"{CREATE_DATE} +0000",
        "LC_ALL": "C",
    }
    return {**own, **QUIET, **fixed}


def _let_delete(repository: Path) -> None:
    """Take away the write protection of Git's own files: Windows deletes no file that has it, nor its folder."""
    for path in repository.rglob("*"):
        mode = path.stat().st_mode
        if path.is_file() and not mode & stat.S_IWRITE:
            path.chmod(mode | stat.S_IWRITE)
