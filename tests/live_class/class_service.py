"""The service of the instructor's page, as a hub starts it, and the requests that people make to it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from migration_lab.room.class_page_access import FOLDER_VARIABLE
from tests.live_class.fake_hub import FakeHub

SECONDS = 90
PREFIX = "/services/class/"


@dataclass(frozen=True, slots=True)
class Answer:
    code: int
    text: str
    headers: Any

    @property
    def json(self) -> Any:
        return json.loads(self.text)


class StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def ask(method: str, url: str, token: str = "", body: str | bytes | None = None) -> Answer:
    """Make one request, without following where it leads."""
    data = body.encode() if isinstance(body, str) else body
    headers = {"Authorization": f"token {token}"} if token else {}
    request = urllib.request.Request(url, data, headers, method=method)
    try:
        with urllib.request.build_opener(StayHere).open(request, timeout=SECONDS) as answer:
            return Answer(answer.status, answer.read().decode(), answer.headers)
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.read().decode(), error.headers)


@contextmanager
def class_service(hub: FakeHub, folder: Path) -> Iterator[str]:
    """Run it, and give its address. What it keeps lies in ``folder``, and what it prints beside that."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    variables = {
        "JUPYTERHUB_SERVICE_NAME": "class",
        "JUPYTERHUB_SERVICE_URL": f"http://127.0.0.1:{port}",
        "JUPYTERHUB_SERVICE_PREFIX": PREFIX,
        "JUPYTERHUB_API_URL": f"{hub.address}/hub/api",
        "JUPYTERHUB_HOST": hub.address,
        "JUPYTERHUB_BASE_URL": "/",
        "JUPYTERHUB_OAUTH_CALLBACK_URL": f"http://127.0.0.1:{port}{PREFIX}oauth_callback",
        "JUPYTERHUB_API_TOKEN": "the-service",
        "JUPYTERHUB_CLIENT_ID": "service-class",
        FOLDER_VARIABLE: str(folder),
    }
    log = folder.with_name(f"{folder.name}.log")
    with log.open("wb") as output:
        command = [sys.executable, "-m", "migration_lab.live_class"]
        service = subprocess.Popen(command, env=os.environ | variables, stdout=output, stderr=output)
    address = f"http://127.0.0.1:{port}{PREFIX}"
    try:
        deadline = time.monotonic() + SECONDS
        while not _listens(port):
            if service.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the service did not start:\n" + log.read_text(errors="replace"))
            time.sleep(0.1)
        yield address
    finally:
        service.terminate()
        service.wait(SECONDS)


def _listens(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False
