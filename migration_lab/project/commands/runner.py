"""The interface between the lab and a command: a request goes in, the output streams out, a report comes back."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

from migration_lab.values.wire import Outcome, Request

Sink = Callable[[str | None], None]
"""Takes the output as it comes; ``None`` means, again and again, that nothing has come for a moment."""

PAUSE = 0.1
GRACE = 2.0


class Runner(Protocol):
    python: str
    """The interpreter that runs the commands."""

    def run(self, request: Request, sink: Sink) -> Outcome:
        """Run one request to its end. An interrupt ends the command and all that it started, and is then raised.

        Whatever this raises, nothing of the command runs any more then. What a command that ended by itself has left
        running stays, as in a terminal; its later output is not shown.
        """

    def start(self) -> None:
        """Get ready for the first command, without waiting."""

    def close(self) -> None:
        """End what the runner keeps running. The runner may be used again."""


class Decoder:
    """Turns bytes into text, whatever they are, with line ends as a terminal shows them."""

    def __init__(self, sink: Sink) -> None:
        import codecs

        self.sink = sink
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def feed(self, data: bytes, final: bool = False) -> None:
        if text := self.decoder.decode(data, final).replace("\r\n", "\n"):
            self.sink(text)


def kill_group(pid: int, how: signal.Signals) -> None:
    """Send a signal to a command and all that it started; to nobody if it has not started."""
    if pid:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, how)
