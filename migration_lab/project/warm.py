"""The warm process: it imports Flask, SQLAlchemy and Alembic once, then forks for each command.

``python -m migration_lab.project.warm FD`` is started by the lab with one end of a socket. Each request is a line of
JSON that brings two file descriptors, for the output and for the report; the answers are lines of JSON: ``{"pid": …}``
when the command has started and ``{"status": …}`` when it has ended. When the socket closes, the lab is gone: every
command that still runs is killed, and the warm process ends. POSIX only. It never touches a database itself.
"""

from __future__ import annotations

import array
import gc
import importlib
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

from migration_lab.project.child import execute
from migration_lab.project.preload import MODULES, preload


def main() -> None:
    lab = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    warm_up()
    gc.collect()
    gc.freeze()
    Server(lab).serve()


def warm_up() -> None:
    """Do beforehand what can be done beforehand. Whatever of it fails, in an environment that is out of the ordinary,
    is left to the command: then that takes longer, or says itself what is wrong."""
    preload(MODULES)
    for name, work in (("preload", "preload_commands"), ("rehearsal", "rehearse")):
        with suppress(Exception, SystemExit):
            getattr(importlib.import_module(f"migration_lab.project.{name}"), work)()


class Server:
    """Answers one lab: starts what it asks for, and says how it ended."""

    def __init__(self, lab: socket.socket) -> None:
        self.lab = lab
        self.running: set[int] = set()

    def serve(self) -> None:
        bell, ring = os.pipe()
        os.set_blocking(ring, False)
        os.set_blocking(bell, False)
        signal.set_wakeup_fd(ring)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        watch = selectors.DefaultSelector()
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
        for pid in self.running:
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)

    def answer(self) -> bool:
        """Read one request and start it; False when the lab is gone."""
        line, descriptors = receive(self.lab)
        if not line:
            return False
        output, report = descriptors
        request = json.loads(line)
        preload(request.get("preload", ()))
        pid = os.fork()
        if pid == 0:
            become_command(request, output, report)
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


def become_command(request: dict[str, Any], output: int, report: int) -> None:
    """In the fork: take the command's place, run it, report, and end without returning."""
    exit_code = 1
    try:
        os.setpgid(0, 0)
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for source, target in ((nothing, 0), (output, 1), (output, 2)):
            os.dup2(source, target)
        os.closerange(3, report)
        os.closerange(report + 1, max(report, output, int(sys.argv[1])) + 64)
        # The terminal's two streams on one pipe, unbuffered, so that their order is the order of writing.
        sys.stdout = sys.__stdout__ = unbuffered(1)
        sys.stderr = sys.__stderr__ = unbuffered(2)
        answer = execute(request)
        exit_code = answer["exit_code"]
        with open(report, "w", encoding="utf-8") as file:
            json.dump(answer, file)
    except KeyboardInterrupt:
        exit_code = 130
    except BaseException:  # ours, or an environment's that is out of the ordinary: not to be kept silent
        traceback.print_exc()
    finally:
        os._exit(exit_code)


def unbuffered(descriptor: int) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.FileIO(descriptor, "w"), "utf-8", "backslashreplace", write_through=True)


if __name__ == "__main__":
    main()
