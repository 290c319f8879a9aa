"""Open any Flask-Migrate project, wherever it is."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TypeVar

from migration_lab.errors import LabError
from migration_lab.project.as_on_disk import as_on_disk
from migration_lab.project.commands.choosing import make_runner
from migration_lab.project.commands.interpreter import find_python
from migration_lab.project.commands.runner import Runner
from migration_lab.project.project import Project

P = TypeVar("P", bound=Project)


def open_project(
    path: str | os.PathLike[str],
    app: str | None = None,
    *,
    python: str | os.PathLike[str] | None = None,
    read_only: bool = True,
    runner: Runner | None = None,
) -> Project:
    """Open the Flask-Migrate project in the folder ``path``. ``project.address`` says which database it uses.

    ``app`` says where its app is, as ``flask --app`` takes it (``"module:factory"``); without it the app is found as
    ``flask`` finds it. ``python`` is the interpreter of the project's own environment, or that environment's folder; a
    relative name such as ``".venv"`` means the one in the project. While it is ``read_only``, commands that change
    something are refused, those that only look see a copy of the database, and nothing is written into the folder.

    To look means to start the app on a copy of its database, or on the server's own with transactions that only read,
    and to run the revision scripts on scratch databases. What the app and the scripts write into files goes to copies
    too, which they read back. What could bypass this is refused, and ``places()`` says what it was and in which line:
    connections that do not go through SQLAlchemy, programs other than a few that only ask (``programs.SAFE``), and any
    connection over the network while scripts run. Not seen are: files that a library written in C opens by itself,
    except on Linux, where the kernel refuses those (Landlock); what the app sends at its start to services that are not
    databases; what a function makes the server itself do. It works for SQLite and PostgreSQL; ``interpreter.PACKAGES``
    says how old the packages of the project's environment may be.

    Raises ``LabError`` if there is no such folder, or no such Python.
    """
    return open_as(Project, path, app, python=python, read_only=read_only, runner=runner)


def open_as(
    kind: type[P],
    path: str | os.PathLike[str],
    app: str | None = None,
    *,
    python: str | os.PathLike[str] | None = None,
    read_only: bool = True,
    runner: Runner | None = None,
    stable: bool = False,
) -> P:
    """Open the project as a subclass of ``Project``; ``stable`` as there."""
    folder = Path(path).expanduser().resolve()
    if sys.platform == "darwin":
        folder = as_on_disk(folder)
    if folder.is_file():
        raise LabError(
            f"{os.fspath(path)} is a file. Give the folder in which you would type flask db upgrade, that of the file "
            f'say: {os.fspath(Path(path).parent)!r}; which app it is, app= says: app="{folder.stem}".'
        )
    if not folder.is_dir():
        raise LabError(
            f"There is no folder {os.fspath(path)}. Give the folder in which you would type flask db upgrade."
        )
    if python is not None:
        runner = make_runner(python=find_python(python, folder))
    return kind(folder, runner=runner, own_runner=python is not None, app=app, read_only=read_only, stable=stable)
