"""Keep what a run of the scripts on empty databases has shown, as long as the scripts stay the same.

The scripts run in a process of their own. Nothing here touches the project's database.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from migration_lab.errors import LabError
from migration_lab.project.replays import by_revision, on_rows
from migration_lab.schema import Schema
from migration_lab.values.no_room import no_room
from migration_lab.values.wire import ReplayScripts

if TYPE_CHECKING:
    from migration_lab.values.replayed import Replay
    from migration_lab.values.wire import Outcome

ALL = "heads"


class CannotReplay(LabError):
    """The scripts do not run up to that revision on an empty database."""


class KeptReplays:
    """Runs the scripts once for each target; ``ask`` sends the request, and also returns what was printed."""

    def __init__(self, ask: Callable[[ReplayScripts], tuple[Outcome, str]]) -> None:
        self._ask = ask
        self._found: dict[str, Replay] = {}

    @property
    def known(self) -> Replay | None:
        """Return the run of all scripts, if there was one; none is begun for it."""
        return self._found.get(ALL)

    def keep(self, replay: Replay) -> None:
        """Keep a run of all scripts that came with another answer."""
        self._found[ALL] = replay

    def clear(self) -> None:
        """Forget everything: the scripts have changed."""
        self._found.clear()

    def of_all(self) -> Replay | None:
        """Return what one run of all scripts did; ``None`` if they do not run."""
        with suppress(CannotReplay):
            return self._to(ALL)
        return None

    def up_to(self, revision: str) -> Replay:
        """Return what the scripts do, at least up to ``revision``. Raises ``CannotReplay`` if that cannot be told."""
        whole = self._to(ALL)
        if revision in whole.sql and any(revision in made for made in whole.schemas.values()):
            return whole
        one = self._to(revision)
        if why := one.no_scratch or one.error:
            at = f" at {one.failed}" if one.failed else ""
            raise CannotReplay(f"The scripts do not run on an empty database as far as {revision}{at}: {why}")
        return one

    def by_revision(self) -> dict[str, dict[str, Schema]]:
        """Return what the scripts make up to each revision, by revision and bind; empty if that cannot be found out."""
        whole = self.of_all()
        return {} if whole is None else by_revision(whole)

    def on_rows(self, revisions: Sequence[str]) -> list[str]:
        """Return the revisions that work on rows, as far as that shows on an empty database."""
        whole = self.of_all()
        return [] if whole is None else on_rows(whole, revisions)

    def _to(self, target: str) -> Replay:
        if target in self._found:
            return self._found[target]
        replay = self._run(target)
        if not replay.no_scratch:
            self._found[target] = replay
        return replay

    def _run(self, target: str) -> Replay:
        outcome, printed = self._ask(ReplayScripts(target))
        if outcome.report.no_room:
            raise CannotReplay(str(no_room(tempfile.gettempdir())))
        if outcome.report.replay is None:
            raise CannotReplay(f"The app did not load, so its scripts cannot be run:\n\n{printed.strip()}")
        return outcome.report.replay
