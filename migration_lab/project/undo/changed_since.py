"""Find what something else has changed since a moment, or since a cut-off undo of it. Reads databases and scripts."""

from __future__ import annotations

from pathlib import Path

from migration_lab.backends.kinds import live_database
from migration_lab.project.lab_folder import LAB
from migration_lab.project.undo.copying import prints
from migration_lab.project.undo.moments import Moment, whole
from migration_lab.project.undo.script_copies import differing, digests


def changed_since(root: Path, moment: Moment) -> list[str]:
    """Return the databases that the command changed and something else has written to since, as far as known."""
    begun, after = moment.undo_begun, moment.after
    if begun is None and after is None:
        return []
    then = begun.prints if begun else after.prints if after else {}
    now = prints(root, moment.databases)
    changed = [name for name in moment.touched_databases if name in then and now[name] != then[name]]
    if begun is None:
        return changed
    kept = whole(root / LAB / "undone" / begun.kept)
    copies = [one for one in (moment, kept) if one is not None]
    return [
        name for name in changed if not any(live_database(root, name).is_as_copied(one.copy_of(name)) for one in copies)
    ]


def edited_since(root: Path, moment: Moment) -> list[str]:
    """Return the scripts that the command made or changed and somebody has edited since, as far as that is known."""
    after, begun = moment.after, moment.undo_begun
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
