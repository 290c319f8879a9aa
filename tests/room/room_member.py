"""Somebody in a room, as a browser is one: joins by the form, opens JupyterLab, and runs cells over a websocket."""

from __future__ import annotations

import json
import re
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

import requests
import websocket
from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1, serialize_msg_to_ws_v1

SECONDS = 180.0
NOT_RUNNING = 424
"""The hub's answer in the place of a server that does not run."""
PROTOCOL = "v1.kernel.websocket.jupyter.org"


class NotLetIn(Exception):
    """The page has said no; the message is what it said."""


class Member:
    """One person with a browser of their own."""

    def __init__(self, address: str, name: str) -> None:
        self.address, self.name = address, name
        self.web = requests.Session()
        self.server = f"{address}/user/{name}"

    def join(self, password: str, code: str = "", typed: str | None = None) -> Member:
        """Fill the form in and send it. Raises ``NotLetIn``."""
        page = self.web.get(f"{self.address}/hub/login", params={"code": code}, timeout=SECONDS)
        page.raise_for_status()
        form = {"username": self.name if typed is None else typed, "password": password, "code": code}
        form["_xsrf"] = re.search(r'name="_xsrf" value="([^"]+)"', page.text)[1]
        answer = self.web.post(f"{self.address}/hub/login", data=form, timeout=SECONDS, allow_redirects=False)
        if answer.status_code != 302:
            said = re.search(r'class="login_error"[^>]*>([^<]*)<', answer.text)
            raise NotLetIn(said[1] if said else f"{answer.status_code}")
        return self

    def open(self) -> Member:
        """Start the server, and wait until it answers as this person's."""
        until = time.monotonic() + SECONDS
        self.web.get(f"{self.address}/hub/spawn/{self.name}", timeout=SECONDS)
        while time.monotonic() < until:
            answer = self.web.get(f"{self.server}/lab/tree/notebooks/00_start_here.ipynb", timeout=SECONDS)
            if answer.ok and urlsplit(answer.url).path.startswith(f"/user/{self.name}/lab"):
                return self
            if answer.status_code == NOT_RUNNING:  # then a person clicks on the page's button
                self.web.get(f"{self.address}/hub/spawn/{self.name}", timeout=SECONDS)
            time.sleep(0.3)
        raise TimeoutError(f"the server of {self.name} does not answer: {answer.status_code} {answer.url}")

    def token(self, path: str) -> str:
        """Return the cookie against forged requests that a browser would send there."""
        found = [one for one in self.web.cookies if one.name == "_xsrf" and path.startswith(one.path)]
        return max(found, key=lambda one: len(one.path)).value if found else ""

    def call(self, method: str, path: str, **options: Any) -> requests.Response:
        """Ask something of the hub or of a server, as JupyterLab's own code does: with this browser's cookies."""
        headers = {"X-XSRFToken": self.token(path), "Referer": f"{self.address}{path}"} | options.pop("headers", {})
        return self.web.request(method, self.address + path, headers=headers, timeout=SECONDS, **options)

    def api(self, method: str, path: str, **options: Any) -> Any:
        """Ask something of this person's own server; the answer's JSON."""
        answer = self.call(method, f"/user/{self.name}/api/{path}", **options)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def new_kernel(self, folder: str = "notebooks") -> str:
        return str(self.api("POST", "kernels", json={"name": "python3", "path": f"{folder}/x.ipynb"})["id"])

    @contextmanager
    def kernel(self, id: str = "") -> Iterator[Kernel]:
        """Connect to a kernel: a new one, or the one of that id."""
        id = id or self.new_kernel()
        cookies = SimpleCookie()
        for one in self.web.cookies:
            if f"/user/{self.name}/api".startswith(one.path):
                cookies[one.name] = one.value
        line = websocket.create_connection(
            f"{self.server.replace('http', 'ws', 1)}/api/kernels/{id}/channels?session_id={uuid.uuid4().hex}",
            cookie=cookies.output(header="", sep=";").strip(),
            origin=self.address,
            subprotocols=[PROTOCOL],
            timeout=SECONDS,
        )
        try:
            yield Kernel(line, id)
        finally:
            line.close()


class Kernel:
    """A kernel, at the other end of a websocket."""

    def __init__(self, line: websocket.WebSocket, id: str) -> None:
        assert line.getsubprotocol() == PROTOCOL
        self.line, self.id, self.session = line, id, uuid.uuid4().hex
        self.error = ""
        """What the last cell has raised."""

    def run(self, code: str) -> str:
        """Run a cell, and return the text that it shows, with what it raises; ``error`` has that alone."""
        asked = uuid.uuid4().hex
        header = {"msg_id": asked, "msg_type": "execute_request", "username": "", "session": self.session}
        header |= {"version": "5.4", "date": "2026-01-01T00:00:00Z"}
        content = {"code": code, "silent": False, "store_history": True, "allow_stdin": False, "stop_on_error": True}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
        parts = [json.dumps(message[name]).encode() for name in ("header", "parent_header", "metadata", "content")]
        self.line.send_binary(serialize_msg_to_ws_v1(parts, "shell"))
        shown: list[str] = []
        self.error = ""
        replied = idle = False
        while not (replied and idle):
            answer = self.line.recv()
            if not answer:
                raise ConnectionError("the websocket was closed")
            _, (head, parent, _, body, *_) = deserialize_msg_from_ws_v1(answer)
            if json.loads(parent).get("msg_id") != asked:
                continue
            kind, said = json.loads(head)["msg_type"], json.loads(body)
            replied |= kind == "execute_reply"
            idle |= kind == "status" and said["execution_state"] == "idle"
            if kind == "stream":
                shown.append(said["text"])
            elif kind in ("display_data", "execute_result", "update_display_data"):
                shown.append(said["data"].get("text/plain", ""))
            elif kind == "error":
                self.error = f"{said['ename']}: {said['evalue']}"
                shown.append(self.error)
        return "\n".join(shown)
