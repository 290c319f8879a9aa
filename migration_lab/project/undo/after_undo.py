"""After an undo, write the new fingerprints of the databases into the older records in ``.lab``."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from migration_lab.backends.atomic import move_folder
from migration_lab.backends.fingerprints import TICK
from migration_lab.backends.kinds import live_database
from migration_lab.project.undo import moments
from migration_lab.project.undo.copying import prints
from migration_lab.project.undo.moments import Moment, Prints, write_after, write_moment


def carry_over(
    root: Path, moment: Moment, records: Iterable[Moment | Path], latest: Path, note: Callable[[Prints, Prints], object]
) -> None:
    """Let older records know the databases, which are as they were at ``moment``, by their new fingerprints.

    The moment's own copies are kept as ``latest`` for the next command, except copies of databases that the undo did
    not touch and that something else has changed. A database keeps its old fingerprint when the undo did not touch it,
    or when something else has written to it since: then it is not as it was. Before the moment is moved, ``note`` gets
    the fingerprints before and now.
    """
    time.sleep(2 * TICK / 1e9)  # so that a write after this one shows
    was, now = moment.prints, prints(root, moment.databases)
    left = [name for name in now if name not in moment.touched_databases and now[name] != was[name]]
    for name in moment.databases:
        if name not in moment.touched_databases or not live_database(root, name).is_as_copied(moment.copy_of(name)):
            now[name] = was[name]
    for record in records:
        if isinstance(record, Moment):
            rename(record, was, now)
    note(was, now)
    for name in (moments.AFTER, moments.UNDO_BEGUN, moments.REDO_BEGUN):
        (moment.folder / name).unlink(missing_ok=True)
    move_folder(moment.folder, latest)
    sure = tuple(name for name in now if live_database(root, name).is_sure(now[name]))
    undo = f"the undo of {moment.command}"
    there = {name: copy for name, copy in moment.databases.items() if name not in left}
    latest_now = replace(moment, folder=latest, command=undo, databases=there, prints=now, sure=sure, listing=None)
    write_moment(latest, latest_now)


def rename(record: Moment, was: Prints, now: Prints) -> None:
    """Replace the fingerprints ``was`` in a record by ``now``."""

    def renamed(prints: Prints) -> Prints:
        return {name: now[name] if one == was.get(name) else one for name, one in prints.items()}

    if (prints := renamed(record.prints)) != record.prints:
        write_moment(record.folder, replace(record, prints=prints))
    if record.after and (after := renamed(record.after.prints)) != record.after.prints:
        write_after(record.folder, replace(record.after, prints=after))
