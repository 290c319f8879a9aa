"""The warm process: it imports Flask, SQLAlchemy and Alembic once, then forks for each command.

It is ``python -m migration_lab.child.warm FD``, with one end of a socket; or a kernel that is only beginning calls
``prepare``, forks, and lets the fork ``serve``, so that the two share what both have imported. Over that socket each
command only sends a socket of its own, so that any number of commands can be sent, and followed, at the same time. On
its own socket it sends the request, a line of JSON with two file descriptors, for the output and for the report; the
answers are lines of JSON: ``{"pid": …}`` when the command has started and ``{"status": …}`` when it has ended. If the
lab closes that socket earlier, the command is killed. When the first socket closes, the lab is gone: every command that
still runs is killed, and the warm process ends. If the warm process itself is killed, the lab and ``guardian`` end the
commands. POSIX only. It never touches a database itself.
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

from migration_lab.child.compiled import Compiled
from migration_lab.child.ending import Ending
from migration_lab.child.execute import execute
from migration_lab.child.guardian import Guardian
from migration_lab.child.installed import Installed
from migration_lab.child.loggers import hide_early_loggers
from migration_lab.child.preload import preload, warm_up
from migration_lab.child.put_back.library_registries import print_to
from migration_lab.child.sandbox.overlay_taken import remember_copies
from migration_lab.values.reporting import ReportLine
from migration_lab.values.typed_json import decode
from migration_lab.values.wire import Request

Asked = tuple[Request, int, int]
"""A request, and the descriptors for its output and its report."""


def main() -> None:
    lab = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    serve(prepare(), lab)


def prepare() -> Ending:
    """Import and set up what commands need, and freeze it: no later collection then touches what forks share."""
    ending = Ending()
    warm_up()
    remember_copies()
    ending.spare()
    gc.collect()
    gc.freeze()
    return ending


def serve(ending: Ending, lab: socket.socket) -> None:
    """Serve the lab at the other end of that socket until it is gone; in a fork, run one command, and exit."""
    guardian, compiled = Guardian(), Compiled()
    asked = Server(lab, guardian, compiled).serve()
    if asked is None:
        return
    compiled.use()
    ending.exit_code = 130
    try:
        ending.exit_code = run_command(ending, guardian, *asked)
    except KeyboardInterrupt:
        pass
    except BaseException:  # ours, or from an unusual environment: it must be shown
        traceback.print_exc()
        ending.exit_code = 1
    sys.exit(ending.exit_code)


class Server:
    """Serves one lab: starts what it asks for, and reports how it ended."""

    def __init__(self, lab: socket.socket, guardian: Guardian, compiled: Compiled) -> None:
        self.lab = lab
        self.guardian = guardian
        self.compiled = compiled
        self.running: dict[int, socket.socket] = {}
        """Each command's process, and the socket by which the lab hears of it."""
        self.asked: Asked | None = None

    def serve(self) -> Asked | None:
        """Serve until the lab is gone, and return ``None``; or return, in a fork, what the fork shall do."""
        bell, ring = os.pipe()
        os.set_blocking(ring, False)
        os.set_blocking(bell, False)
        signal.set_wakeup_fd(ring)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        with selectors.DefaultSelector() as watch:
            watch.register(self.lab, selectors.EVENT_READ)
            watch.register(bell, selectors.EVENT_READ)
            watch.register(self.compiled.bell, selectors.EVENT_READ)
            while True:
                idle = not self.running and bool(self.compiled.waiting)
                ready = {key.fileobj for key, _ in watch.select(0 if idle else None)}
                if self.compiled.bell in ready:
                    self.compiled.hear()
                elif idle and not ready:
                    self.compiled.compile_one()
                if bell in ready:
                    with suppress(BlockingIOError):
                        os.read(bell, 512)
                    self.reap(watch)
                for pid, line in self.running.items():
                    if line in ready:  # the lab sends nothing on it, so it was closed
                        watch.unregister(line)
                        kill_all_of(pid)
                if self.lab in ready and not self.answer(watch):
                    break
        if self.asked is not None:
            signal.set_wakeup_fd(-1)
            for descriptor in (bell, ring):
                os.close(descriptor)
            for one in (self.lab, *self.running.values()):
                one.close()
            return self.asked
        for pid in self.running:
            kill_all_of(pid)
        self.guardian.dismiss()
        return None

    def answer(self, watch: selectors.BaseSelector) -> bool:
        """Take one command and start it; False if the lab is gone, and in the fork that will run the command."""
        said, handed = receive(self.lab, 1)
        if not said:
            return False
        line = socket.socket(fileno=handed[0])
        asked, descriptors = b"", list[int]()
        while not asked.endswith(b"\n"):
            part, more = receive(line, 1 << 20)
            descriptors += more
            if not part:
                break
            asked += part
        if not asked.endswith(b"\n") or is_closed(line):
            for descriptor in (line.detach(), *descriptors):
                os.close(descriptor)
            return True
        output, report = descriptors
        request = decode(Request, asked)
        preload(request.preload)
        pid = os.fork()
        if pid == 0:
            line.close()
            self.asked = request, output, report
            return False
        self.running[pid] = line
        watch.register(line, selectors.EVENT_READ)
        with suppress(ProcessLookupError, PermissionError):
            os.setpgid(pid, pid)
        os.close(output)
        os.close(report)
        tell(line, {"pid": pid})
        return True

    def reap(self, watch: selectors.BaseSelector) -> None:
        for pid in tuple(self.running):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                line = self.running.pop(pid)
                self.guardian.ended(pid)
                tell(line, {"status": os.waitstatus_to_exitcode(status)})
                with suppress(KeyError):  # it was closed by the lab
                    watch.unregister(line)
                line.close()


def tell(line: socket.socket, what: dict[str, Any]) -> None:
    with suppress(BrokenPipeError, ConnectionResetError):
        line.sendall(json.dumps(what).encode() + b"\n")


def kill_all_of(pid: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def is_closed(line: socket.socket) -> bool:
    """Tell whether the lab has closed it; what the lab has sent was read already."""
    try:
        return not line.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
    except BlockingIOError:
        return False
    except ConnectionResetError:
        return True


def receive(line: socket.socket, most: int) -> tuple[bytes, list[int]]:
    """Return the received bytes and descriptors; no bytes if the other end is gone."""
    descriptors = array.array("i")
    try:
        part, extra, _, _ = line.recvmsg(most, socket.CMSG_SPACE(2 * descriptors.itemsize))
    except ConnectionResetError:
        return b"", []
    for level, kind, data in extra:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            descriptors.frombytes(data[: len(data) - len(data) % descriptors.itemsize])
    return part, list(descriptors)


def run_command(ending: Ending, guardian: Guardian, request: Request, output: int, report: int) -> int:
    """In the fork: take the command's place, run it, and return its exit code."""
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
    if "alembic.config" in sys.modules:  # imported before the fork, it would print to the buffer of that time
        print_to(sys.stdout, installed)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    return execute(request, ending, installed=installed)


def unbuffered(descriptor: int) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.FileIO(descriptor, "w"), "utf-8", "backslashreplace", write_through=True)


if __name__ == "__main__":
    main()
