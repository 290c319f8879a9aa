"""The warm process: it imports Flask, SQLAlchemy and Alembic once, then forks for each command.

``python -m migration_lab.child.warm FD`` is started by the lab with one end of a socket. Each request is a line of
JSON that brings two file descriptors, for the output and for the report; the answers are lines of JSON: ``{"pid": …}``
when the command has started and ``{"status": …}`` when it has ended. When the socket closes, the lab is gone: every
command that still runs is killed, and the warm process ends. When that is killed itself, the lab and ``guardian`` end
the commands. POSIX only. It never touches a database itself.
"""

from __future__ import annotations

import array
import gc
import io
import json
import os
import selectors
import signal
import socket
import sys
import traceback
from contextlib import suppress
from typing import Any

from migration_lab.child.ending import Ending
from migration_lab.child.execute import execute
from migration_lab.child.guardian import Guardian
from migration_lab.child.installed import Installed
from migration_lab.child.loggers import hide_early_loggers
from migration_lab.child.preload import preload, warm_up
from migration_lab.values.reporting import ReportLine
from migration_lab.values.typed_json import decode
from migration_lab.values.wire import Request

Asked = tuple[Request, int, int]
"""A request, and the descriptors for its output and its report."""


def main() -> None:
    ending = Ending()
    lab = socket.socket(fileno=int(sys.argv[1]))
    guardian = Guardian(lab.fileno())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    warm_up()
    ending.spare()
    gc.collect()
    gc.freeze()
    asked = Server(lab, guardian).serve()
    if asked is None:
        return
    ending.exit_code = 130
    try:
        ending.exit_code = run_command(ending, guardian, *asked)
    except KeyboardInterrupt:
        pass
    except BaseException:  # ours, or an environment's that is out of the ordinary: not to be kept silent
        traceback.print_exc()
        ending.exit_code = 1
    sys.exit(ending.exit_code)


class Server:
    """Answers one lab: starts what it asks for, and says how it ended."""

    def __init__(self, lab: socket.socket, guardian: Guardian) -> None:
        self.lab = lab
        self.guardian = guardian
        self.running: set[int] = set()
        self.asked: Asked | None = None

    def serve(self) -> Asked | None:
        """Serve until the lab is gone, and return ``None``; or return, in a fork, what that is asked to do."""
        bell, ring = os.pipe()
        os.set_blocking(ring, False)
        os.set_blocking(bell, False)
        signal.set_wakeup_fd(ring)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        with selectors.DefaultSelector() as watch:
            watch.register(self.lab, selectors.EVENT_READ)
            watch.register(bell, selectors.EVENT_READ)
            while True:
                ready = {key.fileobj for key, _ in watch.select()}
                if bell in ready:
                    with suppress(BlockingIOError):
                        os.read(bell, 512)
                    self.reap()
                if self.lab in ready and not self.answer():
                    break
        if self.asked is not None:
            signal.set_wakeup_fd(-1)
            for descriptor in (bell, ring):
                os.close(descriptor)
            self.lab.close()
            return self.asked
        for pid in self.running:
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
        self.guardian.dismiss()
        return None

    def answer(self) -> bool:
        """Read one request and start it; False when the lab is gone, and in the fork that is to run the command."""
        line, descriptors = receive(self.lab)
        if not line:
            return False
        output, report = descriptors
        request = decode(Request, line)
        preload(request.preload)
        pid = os.fork()
        if pid == 0:
            self.asked = request, output, report
            return False
        self.running.add(pid)
        with suppress(ProcessLookupError, PermissionError):
            os.setpgid(pid, pid)
        os.close(output)
        os.close(report)
        self.tell({"pid": pid})
        return True

    def reap(self) -> None:
        for pid in tuple(self.running):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                self.running.discard(pid)
                self.guardian.ended(pid)
                self.tell({"status": os.waitstatus_to_exitcode(status)})

    def tell(self, what: dict[str, Any]) -> None:
        with suppress(BrokenPipeError, ConnectionResetError):
            self.lab.sendall(json.dumps(what).encode() + b"\n")


def receive(lab: socket.socket) -> tuple[bytes, list[int]]:
    """One request: a line of JSON and the two descriptors that came with its first byte; empty when the lab is gone."""
    line, descriptors = b"", array.array("i")
    while not line.endswith(b"\n"):
        try:
            part, extra, _, _ = lab.recvmsg(1 << 20, socket.CMSG_SPACE(2 * descriptors.itemsize))
        except ConnectionResetError:
            return b"", []
        if not part:
            return b"", []
        for level, kind, data in extra:
            if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
                descriptors.frombytes(data[: len(data) - len(data) % descriptors.itemsize])
        line += part
    return line, list(descriptors)


def run_command(ending: Ending, guardian: Guardian, request: Request, output: int, report: int) -> int:
    """In the fork: take the command's place, run it, and give its exit code."""
    os.setpgid(0, 0)
    guardian.begun(os.getpid())
    line = ReportLine(report)
    line.send(json.dumps({"pid": os.getpid()}))
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (output, 1), (output, 2)):
        os.dup2(source, target)
    os.close(nothing)
    os.close(output)
    # The terminal's two streams on one pipe, unbuffered, so that their order is the order of writing.
    sys.stdout = sys.__stdout__ = unbuffered(1)  # type: ignore[misc]
    sys.stderr = sys.__stderr__ = unbuffered(2)  # type: ignore[misc]
    ending.command(line.send)
    hide_early_loggers(installed := Installed())
    signal.signal(signal.SIGINT, signal.default_int_handler)
    return execute(request, ending, installed=installed)


def unbuffered(descriptor: int) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.FileIO(descriptor, "w"), "utf-8", "backslashreplace", write_through=True)


if __name__ == "__main__":
    main()
