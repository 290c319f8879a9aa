"""In a process of its own: note whether there was no room for the scratch databases and the copies of a look.

An error that the project gets for that reason is caused by the lab, and not by the project.
"""

from __future__ import annotations

import errno

from migration_lab.child.installed import Installed
from migration_lab.child.sandbox.read_only import chain
from migration_lab.schema.schema_errors import FULL, means

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC})


class ScratchRoom:
    """Notes each error that a full disk has caused, wherever it was caught."""

    def __init__(self) -> None:
        self.full = False

    def install(self, installed: Installed) -> None:
        from sqlalchemy import Engine

        installed.listen(Engine, "handle_error", lambda context: self.note(context.original_exception))

    def note(self, error: BaseException) -> None:
        self.full = self.full or any(is_full(each) for each in chain(error))


def is_full(error: BaseException) -> bool:
    return (isinstance(error, OSError) and error.errno in NO_ROOM) or means(error, FULL)
