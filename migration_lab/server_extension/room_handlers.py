"""What JupyterLab asks the learner's own server about the room; our extension of JupyterLab shows it.

Everything here needs the learner's own login, as every address of their server does.
"""

from __future__ import annotations

import json
import os
from typing import Any

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from tornado.ioloop import PeriodicCallback
from tornado.web import HTTPError, authenticated

from migration_lab.coach import find_entry
from migration_lab.course.records.sharing import ROOM_VARIABLE, TOKEN_VARIABLE, WHAT, share, shared_name, stop_sharing
from migration_lab.errors import LabError
from migration_lab.server_extension.room_link import RoomLink

EVERY = 3000
"""Milliseconds."""
BELOW_BASE = "migration-lab/room"
PAGE_OPTION = "migrationLabRoom"
"""In JupyterLab's page config: where our extension asks. Without it, it asks nothing."""


def follow_room(server: Any) -> None:
    """Follow the room as long as that server runs, and let JupyterLab ask what there is."""
    link = RoomLink(os.environ[ROOM_VARIABLE], os.environ.get(TOKEN_VARIABLE, ""))
    app = server.web_app
    base = url_path_join(app.settings["base_url"], BELOW_BASE)
    app.settings.setdefault("page_config_data", {})[PAGE_OPTION] = BELOW_BASE
    known = {"link": link}
    app.add_handlers(
        ".*$", [(base, RoomHandler, known), (f"{base}/sharing", SharingHandler, known), (f"{base}/card", CardHandler)]
    )
    # A busy server is a little late then, and never asks twice at once: the next time is counted from the end.
    PeriodicCallback(link.tell, EVERY, jitter=0.2).start()
    server.io_loop.add_callback(link.tell)


class RoomHandler(JupyterHandler):
    """What was sent to everybody, and whether the progress is shared. It counts as no activity of the learner's."""

    def initialize(self, link: RoomLink) -> None:
        self.link = link

    @authenticated
    def get(self) -> None:
        """Answer, and note which notice is on the screen: ``?seen=id``."""
        self.link.asked(self.get_query_argument("seen", "")[:40])
        self.set_header("Cache-Control", "no-store")
        self.finish(json.dumps(self.now()))

    def now(self) -> dict[str, Any]:
        return {"sent": self.link.sent, "name": shared_name(), "what": WHAT}


class SharingHandler(RoomHandler):
    """Say yes, under a name, or take it back; the answer is what holds now."""

    @authenticated
    async def put(self) -> None:
        try:
            name = json.loads(self.request.body)["name"]
            if not isinstance(name, str):
                raise ValueError("a name is a text")
            share(name)
        except LabError as error:
            raise HTTPError(400, reason=str(error)) from None
        except (ValueError, KeyError, TypeError):
            raise HTTPError(400, reason="A name is missing") from None
        await self.told()

    @authenticated
    async def delete(self) -> None:
        stop_sharing()
        await self.told()

    async def told(self) -> None:
        await self.link.tell()
        self.finish(json.dumps(self.now()))


class CardHandler(JupyterHandler):
    """The page of one of the coach's entries, as Markdown."""

    @authenticated
    def get(self) -> None:
        try:
            entry = find_entry(self.get_query_argument("id"))
        except LabError:
            raise HTTPError(404, reason="The coach has no such card") from None
        self.finish(json.dumps({"id": entry.id, "title": entry.title, "page": entry.page}))
