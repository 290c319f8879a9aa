"""What ``lab.share_progress`` and ``lab.stop_sharing`` do: note what the learner has decided, and say what follows.

Touches no database, and sends nothing: that is done by the learner's server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from migration_lab.widgets import Message


def share_progress(name: str = "") -> Message:
    """Let the instructor of the room see your progress, under that ``name``; without one, under that of your account.

    It is what ``migration-lab progress --export`` writes, and it is kept up to date while your server runs. Raises
    ``LabError`` outside a room.
    """
    from migration_lab.course.records.sharing import WHAT, share
    from migration_lab.values.visible_text import plain
    from migration_lab.widgets import Message

    given = share(name)
    whose = f"as {plain(given)}" if given else "under the name of your account"
    return Message(
        f"The instructor sees your progress from now on, {whose}",
        [f"They see {WHAT}.", "`lab.stop_sharing()` ends it, and what they have is deleted."],
    )


def stop_sharing() -> Message:
    """Stop letting the instructor see your progress; what they have of it is deleted within seconds."""
    from migration_lab.course.records import sharing
    from migration_lab.widgets import Message

    if not sharing.stop_sharing():
        return Message("The instructor does not see your progress", "Nothing has changed.")
    after = "What the instructor's page has of it is deleted within a few seconds, as long as your server runs."
    return Message("The instructor does not see your progress any more", after)
