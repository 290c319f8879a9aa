"""Remember which commands have failed, as long as nothing has changed that could make them succeed."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable
from dataclasses import replace

from migration_lab.project.commands.files_read import FilesRead
from migration_lab.schema import Change
from migration_lab.values.known_from_copies import Halfway
from migration_lab.values.places import Places
from migration_lab.values.result import CommandResult
from migration_lab.values.wording import ended

DRAFTS = ("init", "migrate", "merge")
"""Commands that count as the same whatever message they are given."""


class Failures:
    """The failed commands of one project, shared by all objects for that project.

    ``state()`` is equal as long as models, scripts and databases are the same; it is called only if a command has
    failed.
    """

    def __init__(self) -> None:
        self._failed: dict[tuple[str, ...], tuple[object, FilesRead, str]] = {}
        self._half: tuple[object, Halfway] | None = None

    def note(
        self,
        result: CommandResult,
        state: Callable[[], object],
        read: Iterable[str] = (),
        left: tuple[Change, ...] = (),
    ) -> None:
        """Note that a command has ended, the files it has read, and the changes it has ``left`` that have no undo."""
        name = name_of(result.args)
        if name and result.ok:
            self._failed.clear()
        elif name:
            self._failed[name] = (
                (now := state()),
                FilesRead(read),
                result.why,
            )
            if left:
                self._half = now, Halfway(result.command, left, undoable=False)

    def halfway(self, state: Callable[[], object]) -> Halfway | None:
        """Return the last command that failed halfway and cannot be undone, as long as nothing has changed since."""
        return self._half[1] if self._half and self._half[0] == state() else None

    def taken_out(self, places: Places, state: Callable[[], object]) -> Places:
        """Return the same places, without advice to run what has just failed."""
        from migration_lab.coach.saying import say
        from migration_lab.coach.standing.diagnosis import joined

        name = name_of(shlex.split(places.next_command)[1:]) if places.next_command else ()
        failed = self._failed.get(name)
        if failed is None or failed[1].changed() or failed[0] != state():
            return places
        sentence = joined(places.sentence, say("next.just_failed", why=ended(failed[2])))
        return replace(places, sentence=sentence, next_command=None)


def name_of(args: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """Return the name of a ``db`` command; empty for another command."""
    if "db" not in args:
        return ()
    words = tuple(args[args.index("db") + 1 :])
    return words[:1] if words[:1] and words[0] in DRAFTS else words
