"""A command that names another folder of scripts than the app does: ``flask db -d other upgrade``. Only reads."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from migration_lab.backends.relative_paths import relative
from migration_lab.project.scripts.history import revision_graph
from migration_lab.project.scripts.revision_files import RevisionFiles
from migration_lab.values.command_line import read_command_line
from migration_lab.values.places import Places

if TYPE_CHECKING:
    from migration_lab.project.project import Project
    from migration_lab.values.advice import Advice
    from migration_lab.values.graph import RevisionGraph

NOT_LOOKED_AT = Places("cannot look", "", in_step=False)
"""The three places of such a command: a look is only at the app's own folder."""
COMMAND = re.compile(r"flask db [a-z][\w-]*")


def other_folder(project: Project, args: Sequence[str]) -> str:
    """Return the folder of scripts that the words after ``flask`` name; empty if it is the app's own, or none."""
    named = read_command_line(args).options.get("directory")
    if not isinstance(named, str):
        return ""
    named_at, own = (os.path.realpath(project.path / one) for one in (named, project.scripts))
    return "" if named_at == own else named


def history_in(project: Project, folder: str) -> RevisionGraph:
    """Return the scripts of another folder as a graph, with the database's place in it."""
    scripts = RevisionFiles().read(project.path / folder)
    paths = {str(one.path): relative(one.path, project.path) for one in scripts}
    return revision_graph(scripts, paths, project.history().current)


def with_folder(advice: Advice, folder: str) -> Advice:
    """Let each ``flask db`` command of an advice name that folder too, if it does not yet."""
    return replace(advice, now=tuple(replace(one, run=naming(one.run, folder)) for one in advice.now))


def naming(command: str, folder: str) -> str:
    found = COMMAND.match(command)
    if found is None or "directory" in read_command_line(shlex.split(command)[1:]).options:
        return command
    return f"{found[0]} -d {shlex.quote(folder)}{command[found.end() :]}"
