"""What of a JupyterHub the instructor's page needs: to be told whose a token is, and the three steps of OAuth.

It answers as a JupyterHub 6 does, for people that the test names. The real one runs the page in ``tests/room/``.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.httputil import url_concat
from tornado.netutil import bind_sockets
from tornado.web import Application, HTTPError, RequestHandler


class FakeHub:
    """The people, by their tokens, and who is logged in at the hub in the browser."""

    def __init__(self) -> None:
        self.scopes: dict[str, tuple[str, list[str]]] = {}
        self.logged_in = ""
        self.port = 0
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def add(self, account: str, *scopes: str) -> str:
        """Add somebody, and return their token."""
        token = f"token-of-{account}"
        self.scopes[token] = (account, [*scopes])
        return token


class Handler(RequestHandler):
    def initialize(self, hub: FakeHub) -> None:
        self.hub = hub


class User(Handler):
    def get(self) -> None:
        token = self.request.headers["Authorization"].removeprefix("token ")
        if token not in self.hub.scopes:
            raise HTTPError(403)
        account, scopes = self.hub.scopes[token]
        self.hub.asked.append(account)
        self.write({"kind": "user", "name": account, "scopes": scopes, "groups": [], "session_id": None})


class Authorize(Handler):
    def get(self) -> None:
        back = {"code": self.hub.logged_in, "state": self.get_query_argument("state")}
        self.redirect(url_concat(self.get_query_argument("redirect_uri"), back))


class Token(Handler):
    def post(self) -> None:
        self.write(json.dumps({"access_token": f"token-of-{self.get_argument('code')}", "token_type": "Bearer"}))


@contextmanager
def fake_hub() -> Iterator[FakeHub]:
    """Run one in a thread of its own, at a free port."""
    hub = FakeHub()
    loop = asyncio.new_event_loop()
    ready = threading.Event()
    serving: list[Any] = []

    async def serve() -> None:
        known = {"hub": hub}
        at = "/hub/api"
        app = Application(
            [
                (f"{at}/user", User, known),
                (f"{at}/oauth2/authorize", Authorize, known),
                (f"{at}/oauth2/token", Token, known),
            ],
            log_function=lambda _: None,
        )
        server = HTTPServer(app)
        sockets = bind_sockets(0, "127.0.0.1")
        hub.port = sockets[0].getsockname()[1]
        server.add_sockets(sockets)
        serving.append(server)
        ready.set()

    def run() -> None:
        loop.run_until_complete(serve())
        loop.run_forever()
        serving[0].stop()
        loop.run_until_complete(serving[0].close_all_connections())
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(60)
    try:
        yield hub
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(60)
