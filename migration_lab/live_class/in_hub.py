"""What a JupyterHub has to be told about the instructor's page: one call in its configuration.

    from migration_lab.live_class.in_hub import add_class_page
    add_class_page(c, instructors=["ada"], folder="/srv/room/class", port=10101)

It adds the service, a role for the instructors, and to each learner's server three variables: where to ask, a token
that is good for that alone, and nothing else. It comes after what sets ``Spawner.environment`` and
``Spawner.pre_spawn_hook``, and keeps both.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from migration_lab.course.records.sharing import ROOM_VARIABLE
from migration_lab.live_class.service_scopes import INSTRUCT, LEARN

NAME = "class"
TOKEN_VARIABLE = "MIGRATION_LAB_ROOM_TOKEN"
FOLDER_VARIABLE = "MIGRATION_LAB_CLASS_FOLDER"
DAY = 24 * 60 * 60
EXTENSION = "migration_lab.server_extension"


def add_class_page(config: Any, instructors: Sequence[str], folder: str | Path, port: int, base_url: str = "/") -> None:
    """Let the hub run the page, for these accounts, which keeps what it knows in ``folder``, at that ``port``."""
    address = f"http://127.0.0.1:{port}"
    hub = config.JupyterHub
    hub.custom_scopes = {
        **hub.get("custom_scopes", {}),
        LEARN: {"description": "Take part in the room: share one's own progress, and hear what is sent to everybody"},
        INSTRUCT: {"description": "See the page of the room, and send to everybody"},
    }
    hub.services = [
        *hub.get("services", []),
        {
            "name": NAME,
            "url": address,
            "command": [sys.executable, "-m", "migration_lab.live_class"],
            "environment": {FOLDER_VARIABLE: str(folder)},
            "oauth_no_confirm": True,
            "oauth_client_allowed_scopes": [INSTRUCT],
        },
    ]
    access = f"access:services!service={NAME}"
    hub.load_roles = [
        *hub.get("load_roles", []),
        {"name": "user", "scopes": ["self", LEARN]},
        {"name": "instructor", "scopes": [access, INSTRUCT], "users": [*instructors]},
    ]
    spawner = config.Spawner
    room = f"{address}{base_url.rstrip('/')}/services/{NAME}/"
    spawner.environment = {**spawner.get("environment", {}), ROOM_VARIABLE: room}
    before = spawner.get("pre_spawn_hook")

    async def give_token(one: Any) -> None:
        if before is not None and inspect.isawaitable(done := before(one)):
            await done
        for old in [token for token in one.user.api_tokens if token.note == TOKEN_VARIABLE]:
            one.db.delete(old)
        token = one.user.new_api_token(note=TOKEN_VARIABLE, expires_in=DAY, scopes=[LEARN])
        one.environment = {**one.environment, TOKEN_VARIABLE: token}

    spawner.pre_spawn_hook = give_token
