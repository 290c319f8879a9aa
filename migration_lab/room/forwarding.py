"""Forward one request, or one websocket, to the server that the proxy's routes name. Touches no database.

The library's own way has no subprotocols of websockets, by which JupyterLab speaks to kernels, does not say that the
other side has closed, decodes paths twice, and keeps a whole answer back until its end.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from configurable_http_proxy.handlers import ProxyHandler
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest, HTTPResponse
from tornado.httputil import HTTPHeaders, parse_response_start_line
from tornado.iostream import StreamClosedError
from tornado.websocket import WebSocketClientConnection, WebSocketClosedError, websocket_connect

OF_THE_CONNECTION = {
    *("connection", "content-length", "keep-alive", "trailer", "transfer-encoding", "upgrade"),
    "te",  # codespell:ignore
}
"""Headers that are about one connection, and not about what is sent over it."""
NOT_SENT_ON = OF_THE_CONNECTION | {"sec-websocket-extensions", "sec-websocket-key", "sec-websocket-version"}


class Forwarding(ProxyHandler):  # type: ignore[misc]
    """What the proxy does with one request."""

    ws_client: WebSocketClientConnection | None

    async def get_target_url(self, path: str) -> str | None:
        """Return where it goes, with the path exactly as it came."""
        asked = urlsplit(self.request.uri)
        self.target = self.proxy.target_for_req(None, asked.path)
        if self.target is None:
            await self.handle_proxy_error(404, err=None)
            return None
        address = self.target["target"].rstrip("/") + asked.path
        return f"{address}?{asked.query}" if asked.query else address

    def _get_proxy_request(self, url: str) -> HTTPRequest:
        request: HTTPRequest = super()._get_proxy_request(url)
        request.headers = HTTPHeaders()
        for name, value in self.request.headers.get_all():
            if name.lower() not in NOT_SENT_ON:
                request.headers.add(name, value)
        # Whoever connects here can write these too, so only what is seen here is sent on.
        request.headers["X-Forwarded-For"] = self.request.remote_ip
        request.headers["X-Forwarded-Proto"] = self.request.protocol
        request.headers["X-Forwarded-Host"] = self.request.host
        request.headers["X-Forwarded-Port"] = self.request.host.partition(":")[2] or (
            "443" if self.request.protocol == "https" else "80"
        )
        return request

    async def call_proxy(self, path: str = "") -> None:
        """Send the request on, and the answer back as it comes in."""
        url = await self.get_target_url(path)
        if url is None:
            return
        request = self._get_proxy_request(url)
        request.header_callback = self._answer_line
        request.streaming_callback = self._answer_part
        self._begun = False
        try:
            response = await AsyncHTTPClient().fetch(request, raise_error=False)
        except Exception as error:
            await self._failed(error)
            return
        if response.code == 599:
            await self._failed(response.error)
            return
        self._begin_answer(response)
        self.finish()

    def _answer_line(self, line: str) -> None:
        if line.startswith("HTTP/"):
            self._code, self._answer = parse_response_start_line(line.strip()).code, HTTPHeaders()
        elif line.strip():
            self._answer.parse_line(line)

    async def _answer_part(self, part: bytes) -> None:
        self._begin_answer(None)
        self.write(part)
        try:
            await self.flush()
        except StreamClosedError:
            return

    def _begin_answer(self, response: HTTPResponse | None) -> None:
        if self._begun:
            return
        self._begun = True
        self.clear()
        self.set_status(response.code if response else self._code)
        for name in list(self._headers):
            del self._headers[name]
        for name, value in (response.headers if response else self._answer).get_all():
            length = name.lower() == "content-length" and (self.request.method == "HEAD" or response is None)
            if length or name.lower() not in OF_THE_CONNECTION:
                self.add_header(name, value)

    async def _failed(self, error: BaseException | None) -> None:
        if self._begun:  # half an answer is no answer: the browser must see that it broke off
            self.request.connection.stream.close()
            return
        await self.handle_proxy_error(503, error)

    def compute_etag(self) -> None:
        """Leave the tags to whoever answers."""

    def select_subprotocol(self, subprotocols: list[str]) -> str | None:
        return self.ws_client.selected_subprotocol if self.ws_client else None

    async def start_ws_client(self, path: str = "") -> None:
        self.closed = False
        url = await self.get_target_url(path)
        if url is None:
            return
        request = self._get_proxy_request(url.replace("http", "ws", 1))
        try:
            self.ws_client = await websocket_connect(
                request,
                on_message_callback=self._from_kernel,
                max_message_size=self.settings["websocket_max_message_size"],
            )
        except HTTPClientError as error:
            self.set_status(error.code)
            self.finish(error.message)
        except Exception as error:
            await self.handle_proxy_error(503, error)

    def _from_kernel(self, message: Any) -> None:
        if message is None:
            client = self.ws_client
            if not self.closed and client is not None and self.ws_connection is not None:
                self.close(client.close_code, client.close_reason)
            return
        self.proxy.update_last_activity(self.target["prefix"])
        try:
            self.write_message(message, binary=isinstance(message, bytes))
        except WebSocketClosedError:
            self.on_close()

    def on_message(self, message: Any) -> None:
        if self.ws_client is not None:
            self.proxy.update_last_activity(self.target["prefix"])
            try:
                self.ws_client.write_message(message, binary=isinstance(message, bytes))
            except WebSocketClosedError:  # the other side has gone, and its end is on the way
                self.close()

    def log_exception(self, kind: type[BaseException] | None, error: BaseException | None, trace: Any) -> None:
        """Log what has failed, without the query: there may be a code or a token in it."""
        self.proxy.log.error("%s %s: %r", self.request.method, self.request.path, error)

    def on_close(self) -> None:
        self.closed = True
        if self.ws_client is not None:
            self.ws_client.close(self.close_code if self.close_code in range(1000, 5000) else None, self.close_reason)
            self.ws_client = None
