"""Run each command in a new interpreter. This is slow, but works everywhere, also on Windows."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from migration_lab.machine import apart
from migration_lab.project.commands.interpreter import environment_for
from migration_lab.project.commands.runner import GRACE, PAUSE, Decoder, Sink, kill_group
from migration_lab.project.commands.shadowing import Shadowing
from migration_lab.project.temporary import temporary_folder, told
from migration_lab.values.typed_json import decode, encode
from migration_lab.values.wire import Outcome, Report, Request

PROBE = 1 << 16
"""How many bytes are written to find out whether a disk is full."""

LAST_WORDS = 1.0
"""Seconds in which a command's last output is read, if something that it has left running goes on printing."""


class FreshRunner:
    """Starts a new interpreter for each command."""

    def __init__(self, python: str = sys.executable) -> None:
        self.python = python
        self._shadowing = Shadowing(python, self.run_once)

    def start(self) -> None:
        """There is nothing to start beforehand."""

    def close(self) -> None:
        """There is nothing to end."""

    def run(self, request: Request, sink: Sink) -> Outcome:
        return self._shadowing.run(self.run_once, request, sink)

    def run_once(self, request: Request, sink: Sink) -> Outcome:
        """Run it, whatever the names of the project's modules are."""
        decoder = Decoder(sink)
        with temporary_folder() as folder:
            ask, answer = Path(folder, "request.json"), Path(folder, "report.json")
            with told():
                ask.write_text(encode(request), encoding="utf-8")
            process = subprocess.Popen(
                [self.python, "-P", "-u", "-m", "migration_lab.child.fresh", str(ask), str(answer)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env={**(environment_for(self.python) or os.environ), "PYTHONIOENCODING": "utf-8:backslashreplace"},
                **apart(),
            )
            try:
                self.follow(process, decoder)
            except BaseException:
                self.end(process)
                raise
            finally:
                assert process.stdin is not None
                process.stdin.close()
            decoder.feed(b"", final=True)
            if not answer.exists():
                with told():  # if that is full, the report was lost, and the command is not at fault
                    Path(folder, "room").write_bytes(bytes(PROBE))
            report = decode(Report, answer.read_text(encoding="utf-8")) if answer.exists() else Report()
        code = process.returncode
        return Outcome(code if code >= 0 else 128 - code, report)

    def follow(self, process: subprocess.Popen[bytes], decoder: Decoder) -> None:
        """Read what the command prints until it has ended, even if something it has left running holds the output."""
        chunks: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        threading.Thread(target=read_all, args=(process.stdout, chunks), daemon=True).start()
        ended = 0.0
        while True:
            if not ended and process.poll() is not None:
                ended = time.monotonic()
            if ended and time.monotonic() > ended + LAST_WORDS:
                return
            try:
                data = chunks.get(timeout=PAUSE)
            except queue.Empty:
                if ended:
                    return
                decoder.sink(None)
                continue
            if not data:
                break
            decoder.feed(data)
        process.wait()

    def end(self, process: subprocess.Popen[bytes]) -> None:
        if hasattr(os, "killpg"):
            kill_group(process.pid, signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                process.wait(GRACE)
            kill_group(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()


def read_all(output: Any, chunks: queue.SimpleQueue[bytes]) -> None:
    """Read until an empty chunk marks the end, even when nobody listens any more, so that nothing dies printing."""
    with output:
        while data := output.read1(1 << 16):
            chunks.put(data)
    chunks.put(b"")
