"""In a command's own process: note which files it writes and which apps it makes, without ever disturbing it."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import Any

from migration_lab.child.installed import Installed

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
HERE = -1
"""What an audit event gives as the folder if a path is relative to the current one."""


def quietly(observer: Callable[..., object]) -> Callable[..., None]:
    """Return ``observer`` as something that the command's own work can call: if it fails, the command does not.

    Everything that the lab adds to a command only to watch it goes through here.
    """

    @wraps(observer)
    def observed(*args: Any, **kwargs: Any) -> None:
        with suppress(Exception):
            observer(*args, **kwargs)

    del observed.__wrapped__  # SQLAlchemy inspects a listener's parameters, and this one takes any
    return observed


def watch_files(root: Path, installed: Installed) -> dict[str, bool]:
    """Note each file in ``root`` that Python opens for writing, moves or removes from now on: path → still kept."""
    seen: dict[str, bool] = {}
    prefix = str(root.resolve()) + os.sep

    def note(path: Any, kept: bool) -> None:
        where = os.path.realpath(os.fsdecode(path))
        if where.startswith(prefix):
            seen[where] = kept

    def opened(path: Any, _mode: Any, flags: int) -> None:
        if isinstance(path, (str, bytes, os.PathLike)) and flags & WRITING:
            note(path, True)

    def cut(path: Any, _length: int) -> None:
        opened(path, None, os.O_WRONLY)

    def removed(path: Any, folder: int = HERE) -> None:
        note(in_folder(path, folder), False)

    def moved(before: Any, after: Any, folder: int = HERE, other: int = HERE) -> None:
        note(in_folder(before, folder), False)
        note(in_folder(after, other), True)

    watched = {"open": quietly(opened), "os.remove": quietly(removed), "os.rename": quietly(moved)}
    watched["os.truncate"] = quietly(cut)

    installed.on_audit(watched, lambda event, details: watched[event](*details))
    return seen


def in_folder(path: Any, folder: int) -> str:
    """Return the whole ``path`` if it is relative to the descriptor of a folder, as in ``shutil.rmtree``.

    Raises ``OSError`` if the system does not say which folder that is.
    """
    name = os.fsdecode(path)
    return name if folder == HERE else str(Path(f"/proc/self/fd/{folder}").readlink() / name)


def watch_apps(installed: Installed) -> list[Any]:
    """Note each Flask app whose context is entered, from now on."""
    from flask import appcontext_pushed

    seen: list[Any] = []

    def note(app: Any, **_: Any) -> None:
        if not any(app is one for one in seen):
            seen.append(app)

    observer = installed.own(quietly(note))
    try:
        appcontext_pushed.connect(observer, weak=False)
        installed.defer(appcontext_pushed.disconnect, observer)
    except RuntimeError:  # before Flask 2.3, without blinker
        from flask.ctx import AppContext

        push = AppContext.push

        def noted_push(context: Any) -> None:
            push(context)
            observer(context.app)

        installed.patch(AppContext, "push", noted_push)
    return seen
