"""What a person's JupyterLab knows of the course, as the one does that ``migration-lab`` starts: a server extension."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "migration_lab.room.person_server"}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    from migration_lab.course.chapters.saving import keep_language
    from migration_lab.course.course_map import for_jupyterlab
    from migration_lab.course.location import Course

    server.contents_manager.register_pre_save_hook(keep_language)  # type: ignore[no-untyped-call]
    page = server.web_app.settings.setdefault("page_config_data", {})
    page["migrationLabCourse"] = json.dumps(for_jupyterlab(Course(Path(server.root_dir)), Path(server.root_dir)))
