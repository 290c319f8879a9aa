"""Let a server know the course that it serves: its pages have the map, its kernels the lab. Writes nothing."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import migration_lab
from migration_lab.environ import find_our_commands

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp

    from migration_lab.course.location import Course

MAP = "migrationLabCourse"
"""The entry of a page's configuration that has the map of the course."""
STARTUP = Path(migration_lab.__file__).with_name("startup.py")


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
