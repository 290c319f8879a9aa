"""The connection on which a command reports: each message gives its length first, so nobody waits for its end."""

from __future__ import annotations

import json
import os
from contextlib import suppress

from migration_lab.values.typed_json import decode
from migration_lab.values.wire import Report

HEAD = 4
"""The number of bytes that give the length of a message."""


class ReportLine:
    """The command's end of it. Processes that the command forks or starts do not have it."""

    def __init__(self, descriptor: int) -> None:
        os.set_inheritable(descriptor, False)
        self._descriptor = descriptor
        self._identity = identity(descriptor)
        os.register_at_fork(after_in_child=self._close)

    def send(self, text: str) -> None:
        """Send a JSON text, unless the connection is closed, for example by the command itself."""
        data = text.encode()
        data = len(data).to_bytes(HEAD, "big") + data
        with suppress(OSError):
            while data and identity(self._descriptor) == self._identity:
                data = data[os.write(self._descriptor, data) :]

    def _close(self) -> None:
        with suppress(OSError):
            if identity(self._descriptor) == self._identity:
                os.close(self._descriptor)


def identity(descriptor: int) -> tuple[int, int]:
    """Identify the open file: the command may have closed ours, and opened one of its own under the same number."""
    found = os.fstat(descriptor)
    return found.st_dev, found.st_ino


class Reports:
    """The lab's end of it: collects bytes, and knows which messages are complete."""

    def __init__(self) -> None:
        self.pid = 0
        """The command's process, which is its first message."""
        self._last = b""
        self._pending = b""

    @property
    def last(self) -> Report:
        """The last report that came. Raises ``Malformed``."""
        return decode(Report, self._last) if self._last else Report()

    def feed(self, data: bytes) -> None:
        self._pending += data
        while len(self._pending) >= HEAD:
            end = HEAD + int.from_bytes(self._pending[:HEAD], "big")
            if len(self._pending) < end:
                return
            message, self._pending = self._pending[HEAD:end], self._pending[end:]
            if self.pid:
                self._last = message
            else:
                self.pid = json.loads(message)["pid"]
