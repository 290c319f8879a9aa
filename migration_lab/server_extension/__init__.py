"""An extension of Jupyter's server: what ``migration-lab`` adds to JupyterLab is there under other commands as well.

JupyterHub, Binder and a plain ``jupyter lab`` start a server without our command. Jupyter finds this extension in the
environment, where ``pyproject.toml`` puts its settings. Where the server serves a course, ``known_course.py`` prepares
it. Where the hub of a room has set ``MIGRATION_LAB_ROOM_PAGE``, ``room_link.py`` asks the instructor's page what was
sent, and shares progress. It does nothing elsewhere. Touches no database.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    from migration_lab.course.location import course_in
    from migration_lab.course.records.sharing import in_a_room
    from migration_lab.errors import LabError
    from migration_lab.server_extension.known_course import prepare

    with suppress(LabError):  # it serves no course
        prepare(server, course_in(Path(server.root_dir)))
    if in_a_room():
        from migration_lab.server_extension.room_handlers import follow_room

        follow_room(server)
