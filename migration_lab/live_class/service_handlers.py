"""What all requests to the instructor's page have in common: who may ask, and the headers of every answer."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any

from jupyterhub.services.auth import HubOAuth, HubOAuthenticated
from tornado.web import HTTPError, RequestHandler

from migration_lab.live_class.people_there import PeopleThere
from migration_lab.live_class.sent_to_all import LastSent
from migration_lab.live_class.shared_folder import SharedFolder
from migration_lab.room.class_page_access import INSTRUCT, LEARN

HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'unsafe-inline'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class ClassState:
    """All that the service knows."""

    shared: SharedFolder
    last: LastSent
    people: PeopleThere = field(default_factory=PeopleThere)


class ServiceHandler(HubOAuthenticated, RequestHandler):  # type: ignore[misc]
    """A request that JupyterHub has to know who makes it."""

    def initialize(self, auth: HubOAuth, state: ClassState) -> None:
        self.hub_auth = auth
        self.state = state
        self.nonce = secrets.token_urlsafe(16)
        self.set_header("Content-Security-Policy", POLICY.format(nonce=self.nonce))

    def set_default_headers(self) -> None:
        for name, value in HEADERS.items():
            self.set_header(name, value)

    async def prepare(self) -> None:
        await self.hub_auth.get_user(self, sync=False)  # asks the hub without keeping others waiting

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        error = kwargs.get("exc_info", (None, None))[1]
        said = error.reason if isinstance(error, HTTPError) and error.reason else ""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(said or f"The answer is {status_code}.")


class InstructorHandler(ServiceHandler):
    @property
    def hub_scopes(self) -> set[str]:
        return {INSTRUCT}


class OurScriptHandler(InstructorHandler):
    """A request of the page's own script: never led to a page where one logs in."""

    def get_login_url(self) -> str:
        raise HTTPError(403, reason="Load the page again")


class LearnerHandler(ServiceHandler):
    """A request of a learner's server, with the token that the hub has given it."""

    @property
    def hub_scopes(self) -> set[str]:
        return {LEARN}

    def get_login_url(self) -> str:
        raise HTTPError(403, reason="This is for the servers of a room")
