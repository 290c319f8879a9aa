"""What the instructor's page asks: itself, what is new in it, and to send something to everybody."""

from __future__ import annotations

from tornado.web import HTTPError, authenticated

from migration_lab.errors import LabError
from migration_lab.live_class.live_page import parts, whole_page
from migration_lab.live_class.sent_to_all import to_send
from migration_lab.live_class.service_handlers import InstructorHandler, OurScriptHandler


class PageHandler(InstructorHandler):
    @authenticated
    def get(self) -> None:
        self.write(whole_page(self.state, self.nonce, self.xsrf_token.decode("ascii")))


class PartsHandler(OurScriptHandler):
    """The parts of the page that change, as they are now: HTML by the id of each."""

    @authenticated
    def get(self) -> None:
        self.write(parts(self.state))


class SendHandler(OurScriptHandler):
    """To send, and to take back what was sent; the answer is the page's parts."""

    @authenticated
    def post(self) -> None:
        try:
            self.state.last.send(to_send(self.get_body_argument("what", ""), self.get_body_argument("text", "")))
        except LabError as error:
            raise HTTPError(400, reason=str(error).splitlines()[0]) from None
        self.write(parts(self.state))

    @authenticated
    def delete(self) -> None:
        self.state.last.take_back()
        self.write(parts(self.state))
