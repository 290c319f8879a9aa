"""The proxy of a room, alone: what JupyterLab and JupyterHub need of it reaches the other side, and comes back."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler
from tornado.websocket import WebSocketHandler, websocket_connect

from tests.room.started_room import SECONDS, four_free_ports

TOKEN = "CONFIGPROXY_AUTH_TOKEN"
"""The variable in which JupyterHub hands it over."""


class Echo(WebSocketHandler):
    def select_subprotocol(self, subprotocols: list[str]) -> str | None:
        return "v1" if "v1" in subprotocols else None

    def on_message(self, message: Any) -> None:
        if message == "close":
            self.close(4001, "enough")
        else:
            self.write_message(message, binary=isinstance(message, bytes))


class Page(RequestHandler):
    async def get(self, what: str) -> None:
        if what == "slow":
            self.write("first")
            await self.flush()
            await asyncio.sleep(3600)
        elif what == "missing":
            self.set_status(404)
        elif what == "cookies":
            self.set_cookie("a", "1")
            self.set_cookie("b", "2")
        else:
            self.write({"uri": self.request.uri, "headers": dict(self.request.headers.get_all())})

    async def post(self, what: str) -> None:
        self.write(str(len(self.request.body)))


@asynccontextmanager
async def proxied() -> AsyncIterator[tuple[str, int, int]]:
    """Give the proxy's address, its API's port, and the port of a server at its end, with a route to it."""
    first = four_free_ports()
    pages = [(r"/user/ana/ws", Echo), (r"/user/ana/(.*)", Page)]
    server = HTTPServer(Application(pages, websocket_max_message_size=1 << 26))
    sockets = bind_sockets(0, "127.0.0.1")
    server.add_sockets(sockets)
    behind = sockets[0].getsockname()[1]
    words = ["--ip", "127.0.0.1", "--port", str(first), "--api-ip", "127.0.0.1", "--api-port", str(first + 1)]
    proxy = subprocess.Popen(
        [sys.executable, "-m", "migration_lab.room.room_proxy", *words], env={**os.environ, TOKEN: "secret"}
    )
    try:
        until = time.monotonic() + SECONDS
        while True:
            try:
                await api(first + 1, "POST", "/user/ana", {"target": f"http://127.0.0.1:{behind}", "jupyterhub": True})
                break
            except OSError:
                assert proxy.poll() is None
                assert time.monotonic() < until
                await asyncio.sleep(0.1)
        yield f"http://127.0.0.1:{first}", first + 1, behind
    finally:
        proxy.kill()
        proxy.wait()
        server.stop()


async def api(port: int, method: str, path: str, body: object = None, token: str = "secret") -> Any:
    headers = {"Authorization": f"token {token}"}
    text = json.dumps(body) if body else None
    address = f"http://127.0.0.1:{port}/api/routes{path}"
    return await AsyncHTTPClient().fetch(HTTPRequest(address, method, headers, text))


async def get(address: str, **headers: str) -> Any:
    return json.loads((await AsyncHTTPClient().fetch(address, headers=headers)).body)


def test_a_request_arrives_as_it_was_sent_and_the_answer_too() -> None:
    async def check() -> None:
        async with proxied() as (address, _, _):
            for path in ("/user/ana/a%20b%2Fc%25", "/user/ana/x?q=1&q=%26", "/user/ana/%C3%A4"):
                assert (await get(address + path))["uri"] == path
            seen = (await get(f"{address}/user/ana/x", **{"X-Forwarded-For": "6.6.6.6", "Cookie": "c=1"}))["headers"]
            assert seen["X-Forwarded-For"] == "127.0.0.1"
            assert (seen["X-Forwarded-Proto"], seen["Cookie"]) == ("http", "c=1")
            assert seen["Host"] == address.removeprefix("http://")
            cookies = await AsyncHTTPClient().fetch(f"{address}/user/ana/cookies")
            assert len(cookies.headers.get_list("Set-Cookie")) == 2
            with pytest.raises(HTTPClientError, match="404"):
                await get(f"{address}/user/ana/missing")
            sent = HTTPRequest(f"{address}/user/ana/x", "POST", body=b"x" * 20_000_000)
            assert (await AsyncHTTPClient().fetch(sent)).body == b"20000000"

    asyncio.run(check())


def test_a_websocket_has_its_protocol_its_bytes_and_its_end() -> None:
    async def check() -> None:
        async with proxied() as (address, _, _):
            ws = f"{address.replace('http', 'ws')}/user/ana/ws"
            line = await websocket_connect(ws, subprotocols=["v1"], max_message_size=1 << 26)
            assert line.selected_subprotocol == "v1"
            for message in ("text", b"\0bytes", b"x" * 15_000_000):
                await line.write_message(message, binary=isinstance(message, bytes))
                assert await line.read_message() == message
            await line.write_message("close")
            assert await line.read_message() is None
            assert (line.close_code, line.close_reason) == (4001, "enough")
            line.close()

    asyncio.run(check())


def test_slow_answers_come_part_by_part_and_keep_nobody_waiting() -> None:
    async def check() -> None:
        async with proxied() as (address, _, _):
            parts: asyncio.Queue[bytes] = asyncio.Queue()
            client = AsyncHTTPClient(force_instance=True, max_clients=100)
            slow = HTTPRequest(f"{address}/user/ana/slow", streaming_callback=parts.put_nowait, request_timeout=0)
            waiting = [asyncio.ensure_future(client.fetch(slow, raise_error=False)) for _ in range(30)]
            for _ in waiting:
                assert await asyncio.wait_for(parts.get(), SECONDS) == b"first"
            assert (await get(f"{address}/user/ana/x"))["uri"] == "/user/ana/x"
            for one in waiting:
                one.cancel()
            client.close()

    asyncio.run(check())


def test_its_routes_are_changed_only_by_who_knows_its_token() -> None:
    async def check() -> None:
        async with proxied() as (address, port, behind):
            for token in ("", "wrong"):
                with pytest.raises(HTTPClientError, match="403"):
                    await api(port, "POST", "/", {"target": "http://evil.example"}, token)
            routes = json.loads((await api(port, "GET", "")).body)
            assert routes["/user/ana"]["target"] == f"http://127.0.0.1:{behind}"
            assert routes["/user/ana"]["last_activity"].endswith("+00:00")
            await api(port, "DELETE", "/user/ana")
            with pytest.raises(HTTPClientError, match="404"):
                await get(f"{address}/user/ana/x")

    asyncio.run(check())
