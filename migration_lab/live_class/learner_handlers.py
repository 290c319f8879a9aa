"""What a learner's server asks and tells. Whose it is, the hub has said by the token; nothing in a request names it."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from tornado.web import HTTPError, authenticated

from migration_lab.errors import LabError
from migration_lab.live_class.service_handlers import LearnerHandler

LONGEST_ID = 40


class HereHandler(LearnerHandler):
    """Every few seconds: one is there, shares or does not, and hears what was sent."""

    @authenticated
    def post(self) -> None:
        """Take ``{"digest": "…" or null, "open": true, "seen": "…"}``.

        That is which text is shared, if any, whether JupyterLab is open, and which notice it has shown.
        What is kept of somebody who shares nothing is deleted. The answer says whether the text has to be sent.
        """
        asked = _read(self.request.body)
        account, digest, seen = self.current_user["name"], asked.get("digest"), asked.get("seen")
        if asked.get("open") is True:
            self.state.people.heard(account, seen[:LONGEST_ID] if isinstance(seen, str) else "")
        if not isinstance(digest, str):
            self.state.shared.forget(account)
        sent = self.state.last.sent
        wanted = isinstance(digest, str) and digest != self.state.shared.digest(account)
        self.write({"sent": asdict(sent) if sent else None, "wanted": wanted})


class ProgressHandler(LearnerHandler):
    """The exported progress of one who shares it."""

    @authenticated
    def put(self) -> None:
        try:
            self.state.shared.keep(self.current_user["name"], self.request.body)
        except LabError:
            raise HTTPError(400, reason="This is no exported progress") from None
        self.write({})


def _read(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise HTTPError(400, reason="This is no JSON object")
    return found
