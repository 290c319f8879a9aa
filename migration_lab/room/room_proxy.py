"""The proxy of a room, in a process of its own: ``configurable-http-proxy`` in Python, with what JupyterLab needs.

JupyterHub starts it with the options of the proxy that it has by default, which needs Node. This one comes with pip. It
takes connections from everybody, so it gives up root's rights as soon as it listens. Touches no database.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from configurable_http_proxy.configproxy import PythonProxy
from tornado.httpclient import AsyncHTTPClient
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application

from migration_lab.room.forwarding import Forwarding

TOKEN = "CONFIGPROXY_AUTH_TOKEN"
LARGEST = 512 * 1024 * 1024
"""Bytes of one request or answer: a whole notebook, or a file that somebody uploads."""
AT_ONCE = 2000
"""Requests that wait for an answer. Tornado's default of 10 is for a client, not for a room."""
PATIENCE = 600.0
"""Seconds for one answer, such as a download. A websocket has no limit."""
PING = 30
"""Seconds between two pings: a browser that left without a word would keep its kernel for ever."""


class RoomProxy(PythonProxy):  # type: ignore[misc]
    """The routes and the API of the library, with times that hold in every time zone."""

    def update_last_activity(self, prefix: str) -> Any:
        if self._routes.get(prefix):
            return self._routes.update(prefix, {"last_activity": datetime.now(UTC)})
        return None


def main(argv: Sequence[str] | None = None) -> None:
    """Serve until the process is ended. The token that the API asks for is in the environment."""
    options = _parser().parse_args(argv)
    log = logging.getLogger("migration-lab room proxy")
    log.setLevel({"warn": "WARNING"}.get(options.log_level, options.log_level.upper()))
    logging.basicConfig(format="[%(levelname).1s %(asctime)s proxy] %(message)s")
    asyncio.run(_serve(options, log))


async def _serve(options: argparse.Namespace, log: logging.Logger) -> None:
    AsyncHTTPClient.configure(
        "tornado.simple_httpclient.SimpleAsyncHTTPClient",
        max_clients=AT_ONCE,
        max_buffer_size=LARGEST,
        max_body_size=LARGEST,
        defaults={"connect_timeout": 20.0, "decompress_response": False},
    )
    token = os.environ.pop(TOKEN)
    proxy = RoomProxy(
        {"log": log, "auth_token": token, "error_target": options.error_target, "proxy_timeout": PATIENCE}
    )
    pages = Application(
        [(r"/(.*)", Forwarding, {"proxy": proxy})],
        websocket_ping_interval=PING,
        websocket_max_message_size=LARGEST,
        log_function=lambda handler: None,  # addresses can have secrets in them
    )
    proxy.api_app.settings["log_function"] = pages.settings["log_function"]
    tls = None
    if options.ssl_cert:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(options.ssl_cert, options.ssl_key)  # now: nobody may read the key later
    limits = {"max_buffer_size": LARGEST, "max_body_size": LARGEST}
    public = HTTPServer(pages, ssl_options=tls, **limits)
    public.add_sockets(bind_sockets(options.port, options.ip or None))
    api = HTTPServer(proxy.api_app)
    api.add_sockets(bind_sockets(options.api_port, options.api_ip))
    give_up_root()
    await asyncio.Event().wait()


def give_up_root() -> None:
    """Become ``nobody``, if this process is root. Nobody else can look into it afterwards."""
    if os.geteuid() != 0:
        return
    import pwd

    nobody = pwd.getpwnam("nobody")
    os.setgroups([])
    os.setgid(nobody.pw_gid)
    os.setuid(nobody.pw_uid)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m migration_lab.room.room_proxy", allow_abbrev=False)
    for name, default in (("--ip", ""), ("--api-ip", "127.0.0.1"), ("--error-target", None), ("--log-level", "error")):
        parser.add_argument(name, default=default)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--api-port", type=int, required=True)
    parser.add_argument("--ssl-cert")
    parser.add_argument("--ssl-key")
    return parser


if __name__ == "__main__":
    main()
