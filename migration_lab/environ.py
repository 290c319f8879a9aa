"""The environment variables that hold lists of folders, for this process and those it starts."""

from __future__ import annotations

import os
import sysconfig


def put_first(variable: str, folder: str) -> None:
    """Let the environment variable, a list of folders, begin with ``folder``, for this process and those it starts."""
    rest = [other for other in os.environ.get(variable, "").split(os.pathsep) if other not in ("", folder)]
    os.environ[variable] = os.pathsep.join([folder, *rest])


def find_our_commands() -> None:
    """Let `!flask` and a terminal mean this environment's ``flask``, whether the environment is activated or not."""
    put_first("PATH", sysconfig.get_path("scripts"))
