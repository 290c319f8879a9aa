"""The services of a room's hub, and who may do what with them: the one list of both.

A service is a function from the options to a ``HubService``. To add one, write the function and put it in ``SERVICES``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from migration_lab.room.class_page_access import INSTRUCT, LEARN, NAME, SCOPES, page_environment, page_server
from migration_lab.room.room_options import RoomOptions

INSTRUCTORS = "instructors"
"""The group that the instructor's account is in."""
MINUTE = 60

Role = dict[str, Any]
"""As ``JupyterHub.load_roles`` takes it."""


@dataclass(frozen=True, slots=True)
class HubService:
    """One service: its entry in ``JupyterHub.services``, and the roles that it needs or gives."""

    service: dict[str, Any]
    roles: tuple[Role, ...] = field(default=())
    scopes: dict[str, Any] = field(default_factory=dict)
    """Of our own, as ``JupyterHub.custom_scopes`` takes them."""


def idle_culler(options: RoomOptions) -> HubService:
    """Ends the servers of people who do nothing. It may list and stop servers, and nothing else."""
    command = service_command("jupyterhub_idle_culler", f"--timeout={options.idle_server * MINUTE}")
    may = ["list:users", "read:users:activity", "read:servers", "delete:servers"]
    role = {"name": "idle-culler", "scopes": may, "services": ["idle-culler"]}
    return HubService({"name": "idle-culler", "command": [*command, "--cull-every=60"]}, (role,))


def class_page(options: RoomOptions) -> HubService:
    """The instructor's page. Everybody's server may ask what was sent; only the instructor sees it, and sends."""
    see = [f"access:services!service={NAME}", INSTRUCT]
    service = {
        "name": NAME,
        "url": page_server(options),
        "command": service_command("migration_lab.live_class"),
        "environment": page_environment(options),
        "oauth_no_confirm": True,
        "oauth_client_allowed_scopes": [INSTRUCT],
        "display": False,  # in everybody's menu, where only one may open it
    }
    everybody = {"name": "user", "scopes": ["self", LEARN]}
    return HubService(service, (everybody, {"name": "class-page", "scopes": see, "groups": [INSTRUCTORS]}), SCOPES)


def service_command(module: str, *words: str) -> list[str]:
    """Return the command that runs a module as a service, and ends it when the hub is gone, however it went."""
    return [sys.executable, "-P", "-m", "migration_lab.room.service_process", module, *words]


SERVICES: tuple[Callable[[RoomOptions], HubService], ...] = (idle_culler, class_page)


def instructor_roles(options: RoomOptions) -> list[Role]:
    """Return what the instructor may do more than everybody else: nothing, unless asked for."""
    may = ["admin-ui", "list:users", "admin:servers", "access:servers"]
    role = {"name": "instructor", "description": "May open all servers", "scopes": may, "groups": [INSTRUCTORS]}
    return [role] if options.admin else []
