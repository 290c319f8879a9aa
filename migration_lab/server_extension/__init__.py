"""What a learner's own Jupyter server does in a room: it asks the instructor's page what was sent, and shares progress.

It does nothing unless the hub of a room has set ``MIGRATION_LAB_ROOM_PAGE``. Begin with ``room_link.py``.
Touches no database.
"""

from __future__ import annotations

from typing import Any


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "migration_lab.server_extension"}]


def _load_jupyter_server_extension(server: Any) -> None:
    from migration_lab.course.records.sharing import in_a_room

    if in_a_room():
        from migration_lab.server_extension.room_handlers import follow_room

        follow_room(server)
