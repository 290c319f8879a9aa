"""Tell the instructor's page that one is there, send it what is shared, and hear what was sent. Touches no database.

All that leaves the learner's server leaves it here. As long as they have not said yes, that is whether their JupyterLab
is open, and which notice it has shown.
"""

from __future__ import annotations

import hashlib
import json
import logging
import time
from collections.abc import Callable
from typing import Any

from tornado.httpclient import AsyncHTTPClient, HTTPClientError

from migration_lab.course.records.sharing import shared_export
from migration_lab.errors import LabError

SECONDS = 5.0
"""To wait for an answer."""
LONGEST_TEXT = 400
OPEN = 90.0
"""Seconds for which JupyterLab counts as open after it has asked: in a tab behind others it asks once a minute."""


class RoomLink:
    """One learner's side. ``address`` is where the page is asked, ``token`` what the hub has given for it."""

    def __init__(self, address: str, token: str, export: Callable[[], str | None] = shared_export) -> None:
        self._address = address.rstrip("/")
        self._headers = {"Authorization": f"token {token}", "Content-Type": "application/json"}
        self._export = export
        self._failing = False
        self.sent: dict[str, str] | None = None
        """What was sent to everybody last."""
        self.seen = ""
        """The id of the notice that JupyterLab has shown last."""
        self._asked = -OPEN

    def asked(self, seen: str) -> None:
        """Note that JupyterLab is open, and which notice it has shown."""
        self._asked = time.monotonic()
        self.seen = seen or self.seen

    async def tell(self) -> None:
        """Do it once. Raises nothing: what fails is logged once, without what was sent, and done again next time."""
        try:
            await self._tell()
        except (HTTPClientError, OSError, ValueError, LabError) as error:
            if not self._failing:
                logging.getLogger(__name__).warning("The room's page does not answer: %s", type(error).__name__)
            self._failing = True
        else:
            self._failing = False

    async def _tell(self) -> None:
        text = self._export()
        is_open = time.monotonic() - self._asked < OPEN
        digest = None if text is None else hashlib.sha256(text.encode("utf-8")).hexdigest()[:32]
        answer = await self._ask("POST", "here", json.dumps({"digest": digest, "open": is_open, "seen": self.seen}))
        self.sent = sent_in(answer)
        if text is not None and answer.get("wanted") is True:
            await self._ask("PUT", "progress", text)

    async def _ask(self, method: str, name: str, body: str) -> dict[str, Any]:
        answer = await AsyncHTTPClient().fetch(
            f"{self._address}/{name}",
            method=method,
            body=body,
            headers=self._headers,
            request_timeout=SECONDS,
            follow_redirects=False,
        )
        found = json.loads(answer.body)
        return found if isinstance(found, dict) else {}


def sent_in(answer: dict[str, Any]) -> dict[str, str] | None:
    """Return what was sent to everybody: its five texts, none longer than it may be; ``None`` for anything else."""
    sent = answer.get("sent")
    if not isinstance(sent, dict):
        return None
    found = {key: sent.get(key, "") for key in ("id", "text", "opens", "target", "title")}
    return found if all(isinstance(one, str) and len(one) <= LONGEST_TEXT for one in found.values()) else None
