"""An extension of Jupyter's server: what ``migration-lab`` adds to JupyterLab is there under other commands as well.

JupyterHub, Binder and a plain ``jupyter lab`` start a server without our command. Jupyter finds this extension in the
environment, where ``pyproject.toml`` puts its settings. It does nothing where the server serves no course.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from migration_lab.environ import find_our_commands

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp

    from migration_lab.course.location import Course

MAP = "migrationLabCourse"
"""The entry of a page's configuration that has the map of the course."""
STARTUP = Path(__file__).with_name("startup.py")


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    """Let this server know the course, if it serves the folder of one. Reads the course; writes nothing."""
    from migration_lab.course.location import course_in
    from migration_lab.errors import LabError

    try:
        course = course_in(Path(server.root_dir))
    except LabError:
        return
    prepare(server, course)


def prepare(server: ServerApp, course: Course) -> None:
    """Give JupyterLab's pages the map of the course, and its kernels the lab and our commands. Once is enough.

    And let the server keep the chapters as they are, where nobody has changed a cell (see ``saving.py``).
    """
    from migration_lab.course.chapters.saving import keep_language
    from migration_lab.course.course_map import for_jupyterlab

    page = server.web_app.settings.setdefault("page_config_data", {})
    if MAP in page:
        return
    page[MAP] = json.dumps(for_jupyterlab(course, Path(server.root_dir)))
    server.contents_manager.register_pre_save_hook(keep_language)  # type: ignore[no-untyped-call]
    find_our_commands()
    os.environ.setdefault("PYTHONSTARTUP", str(STARTUP))
