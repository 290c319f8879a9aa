"""How the hub of a room is set up: where it listens, what it keeps, who may do what.

It follows JupyterHub's own guides: secrets in files that only the hub can read, no administrator, no server of somebody
else's, settings in a person's home ignored, tokens that end. What those guides ask for and a room does not have is
subdomains, which need names in a DNS.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from migration_lab.room.hub_proxy import HubProxy
from migration_lab.room.hub_services import INSTRUCTORS, SERVICES, instructor_roles
from migration_lab.room.person_names import INSTRUCTOR
from migration_lab.room.person_spawner import PersonSpawner
from migration_lab.room.room_authenticator import RoomAuthenticator
from migration_lab.room.room_options import RoomOptions

LOCAL = "127.0.0.1"
WEEK = 7 * 24 * 3600
STARTS_AT_ONCE = 6
TEMPLATES = Path(__file__).with_name("templates")


def configure(c: Any, options: RoomOptions) -> None:
    """Write all settings to ``c``, JupyterHub's configuration."""
    room, identity = options.room, options.room.identity()
    hub = c.JupyterHub
    hub.ip, hub.port = options.ip, options.port
    hub.hub_ip, hub.hub_port = LOCAL, options.port + 2
    hub.ssl_cert, hub.ssl_key = options.cert, options.key
    hub.log_level = "WARN"
    hub.db_url = f"sqlite:///{room.hub / 'jupyterhub.sqlite'}"
    hub.cookie_secret_file = str(room.hub / "cookie_secret")
    hub.pid_file = str(room.hub / "hub.pid")
    hub.template_paths = [str(TEMPLATES)]
    hub.cleanup_servers = hub.cleanup_proxy = True

    hub.authenticator_class = RoomAuthenticator
    c.RoomAuthenticator.dbm_path = str(room.passwords)
    c.RoomAuthenticator.create_users = True
    c.RoomAuthenticator.join_code = "" if options.by_list else identity.code
    c.RoomAuthenticator.places = options.people
    c.RoomAuthenticator.admin_users = set()

    hub.spawner_class = PersonSpawner
    hub.concurrent_spawn_limit = STARTS_AT_ONCE
    hub.active_server_limit = options.people + 1
    hub.allow_named_servers = False
    c.Spawner.start_timeout, c.Spawner.http_timeout = 120, 90
    c.Spawner.poll_interval = 10  # seconds until a server that was killed is missed
    c.LocalProcessSpawner.interrupt_timeout = c.LocalProcessSpawner.term_timeout = 10

    hub.token_expires_in_max_seconds = WEEK
    hub.tornado_settings = {
        "headers": {
            "Content-Security-Policy": "frame-ancestors 'none'; object-src 'none'; base-uri 'self'",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
        },
    }
    services = [one(options) for one in SERVICES]
    hub.services = [one.service for one in services]
    hub.custom_scopes = {name: scope for one in services for name, scope in one.scopes.items()}
    hub.load_roles = [*(role for one in services for role in one.roles), *instructor_roles(options)]
    hub.load_groups = {INSTRUCTORS: {"users": [INSTRUCTOR]}}

    hub.proxy_class = HubProxy
    c.ConfigurableHTTPProxy.command = proxy_command(options)
    c.ConfigurableHTTPProxy.auth_token = identity.proxy_token
    c.ConfigurableHTTPProxy.api_url = f"http://{LOCAL}:{options.port + 1}"
    c.ConfigurableHTTPProxy.pid_file = str(room.hub / "proxy.pid")
    c.ConfigurableHTTPProxy.log_level = "error"


def proxy_command(options: RoomOptions) -> list[str]:
    return [options.proxy] if options.proxy else [sys.executable, "-P", "-m", "migration_lab.room.room_proxy"]
