"""Keep the displays in a notebook up to date with the database, as long as they are on a page."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from migration_lab.kernel.watcher import Watcher
    from migration_lab.project import Project
    from migration_lab.schema import Renames


class LiveViews:
    """The live views of one session.

    ``watcher`` tells when something was written; the views are updated in the kernel's own loop, between two cells, so
    that no cell sees one half updated.
    """

    shows_files = False

    def __init__(self, project: Project, watcher: Watcher) -> None:
        self.project = project
        self._watcher = watcher
        self._views: weakref.WeakSet[Any] = weakref.WeakSet()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._told = False
        watcher.listen(self)

    def __iter__(self) -> Iterator[Any]:
        return iter(tuple(self._views))

    def __len__(self) -> int:
        return len(self._views)

    @property
    def wanted(self) -> bool:
        """Tell whether there is a view, and a loop in which to update it."""
        return bool(self._views) and self._loop is not None and not self._loop.is_closed()

    def follow(self, view: Any) -> None:
        """Keep ``view`` up to date from now on, whoever changes the database, as long as it is on a page."""
        view.on_shown, view.on_gone = self._add, self._views.discard
        self._add(view)

    def _add(self, view: Any) -> None:
        self._views.add(view)
        if self._loop is None or self._loop.is_closed():
            try:
                self._loop = asyncio.get_running_loop()
            except RuntimeError:  # in a script nothing is shown between two lines
                return
        self._watcher.wake()

    def clear(self) -> None:
        self._views.clear()

    def refresh(self, renames: Renames | None = None) -> None:
        """Update them now; ``renames`` is what is known to have another name since."""
        if self._views:
            schema = self.project.read()
            for view in self:
                view.update(schema, renames) if renames else view.update(schema)

    def changed(self) -> None:
        """Take a message from the watcher's thread."""
        if self._loop is not None and not self._told:
            self._told = True
            self._loop.call_soon_threadsafe(self._catch_up)

    def _catch_up(self) -> None:
        self._told = False
        try:
            self.refresh()
        except Exception:  # whatever is wrong now, they are updated once the database can be read again
            self._watcher.tell_again(self)
