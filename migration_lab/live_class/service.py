"""The service itself: its addresses, and how a JupyterHub starts it."""

from __future__ import annotations

import logging
import os
import secrets
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from jupyterhub.services.auth import HubOAuth, HubOAuthCallbackHandler
from jupyterhub.utils import url_path_join
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.web import Application

from migration_lab.course.records.exported import LARGEST
from migration_lab.live_class.learner_handlers import HereHandler, ProgressHandler
from migration_lab.live_class.page_handlers import PageHandler, PartsHandler, SendHandler
from migration_lab.live_class.people_there import PeopleThere
from migration_lab.live_class.sent_to_all import LastSent
from migration_lab.live_class.service_handlers import ClassState
from migration_lab.live_class.shared_folder import SharedFolder
from migration_lab.room.class_page_access import FOLDER_VARIABLE

REMEMBERED = 60
"""Seconds for which an answer of the hub about a token holds."""


def class_app(auth: HubOAuth, folder: Path, people: PeopleThere | None = None) -> Application:
    """Return the service, which keeps what it knows in ``folder``. Raises ``OSError`` if that cannot be made."""
    state = ClassState(SharedFolder(folder / "progress"), LastSent(folder / "sent.json"), people or PeopleThere())
    known = {"auth": auth, "state": state}

    def at(name: str) -> str:
        return str(url_path_join(auth.base_url, name))

    return Application(
        [
            (at("/"), PageHandler, known),
            (at("parts"), PartsHandler, known),
            (at("sent"), SendHandler, known),
            (at("here"), HereHandler, known),
            (at("progress"), ProgressHandler, known),
            (at("oauth_callback"), Callback, {"auth": auth}),
        ],
        cookie_secret=secrets.token_bytes(32),
        log_function=log_failures,
    )


class Callback(HubOAuthCallbackHandler):  # type: ignore[misc]
    def initialize(self, auth: HubOAuth) -> None:
        self.hub_auth = auth


def log_failures(handler: object) -> None:
    """Log the requests that failed: which address, and nothing that came with it."""
    status = handler.get_status()  # type: ignore[attr-defined]
    if status >= 500:
        request = handler.request  # type: ignore[attr-defined]
        logging.getLogger(__name__).error("%s %s: %s", request.method, request.path, status)


def run_service() -> None:
    """Run it until it is ended, as the variables say that JupyterHub sets for a service."""
    where = urlsplit(os.environ["JUPYTERHUB_SERVICE_URL"])
    app = class_app(HubOAuth(cache_max_age=REMEMBERED), Path(os.environ[FOLDER_VARIABLE]))
    server = HTTPServer(app, max_body_size=LARGEST, xheaders=True)
    server.listen(where.port or 80, where.hostname or "127.0.0.1")
    with suppress(KeyboardInterrupt):  # what ends it when the hub is gone
        IOLoop.current().start()
