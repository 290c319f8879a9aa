"""Find what something else has changed since a moment, or since an undo or a redo of it that was cut off.

Reads databases and scripts.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from migration_lab.backends.kinds import live_database
from migration_lab.project.lab_folder import LAB
from migration_lab.project.undo.copying import prints
from migration_lab.project.undo.moments import Moment, kept_in, whole
from migration_lab.project.undo.script_copies import differing, digests


def changed_since(root: Path, moment: Moment) -> list[str]:
    """Return the databases that the command changed and something else has written to since, as far as known."""
    begun, after = moment.undo_begun, moment.after
    if begun is None and (redone := redone_from(root, moment)) is not None:
        return [name for name in moment.databases if not is_as_in(root, name, (moment, redone))]
    if begun is None and after is None:
        return []
    then = begun.prints if begun else after.prints if after else {}
    now = prints(root, moment.databases)
    changed = [name for name in moment.touched_databases if name in then and now[name] != then[name]]
    if begun is None:
        return changed
    kept = whole(root / LAB / "undone" / begun.kept)
    return [name for name in changed if not is_as_in(root, name, (moment, kept))]


def edited_since(root: Path, moment: Moment) -> list[str]:
    """Return the scripts that the command made or changed and somebody has edited since, as far as that is known."""
    after, begun = moment.after, moment.undo_begun
    if begun is None and (redone := redone_from(root, moment)) is not None:
        neither = {*differing(root, redone.scripts, redone.archive)}
        return [name for name in differing(root, moment.scripts, moment.archive) if name in neither]
    if begun is None:
        if after is None:
            return []
        then = after.digests
        noted = [name for name in after.touched if name in then]
        names = noted if after.ended else differing(root, moment.scripts, moment.archive)
    else:
        then = begun.digests
        still = differing(root, moment.scripts, moment.archive)  # scripts that the undo has brought back are not edited
        names = [name for name in (after.touched if after and after.ended else still) if name in still]
    now = digests(root, names)
    return [name for name in names if now[name] != then.get(name, "")]


def redone_from(root: Path, moment: Moment) -> Moment | None:
    """Return what a redo, which was cut off, began to bring back; ``None`` if none was."""
    return kept_in(root / LAB / "undone" / name) if (name := moment.redo_begun) else None


def is_as_in(root: Path, name: str, copies: Iterable[Moment | None]) -> bool:
    """Tell whether that database is as in one of these copies."""
    return any(one and live_database(root, name).is_as_copied(one.copy_of(name)) for one in copies)


def first_kept(root: Path, moment: Moment) -> Path | None:
    """Return where the state before an undo of that moment is kept, if that undo was cut off and nobody wrote since."""
    begun = moment.undo_begun
    folder = root / LAB / "undone" / begun.first if begun and begun.first else None
    if folder is None or kept_in(folder) is None or changed_since(root, moment) or edited_since(root, moment):
        return None
    return folder


def is_undone(root: Path, moment: Moment) -> bool:
    """Tell whether everything is as at that moment although nothing is known of the command's end."""
    if moment.after is not None or moment.undo_begun is not None:
        return False
    same = all(is_as_in(root, name, (moment,)) for name in moment.databases)
    return same and not differing(root, moment.scripts, moment.archive)
