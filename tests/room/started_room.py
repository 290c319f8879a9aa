"""A room that runs, for a test: started by the real command, and ended with everything that it has started."""

from __future__ import annotations

import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.room.room_member import SECONDS, Member

ONE_ACCOUNT = ("tests.room.one_account",)
AS_TYPED = ("migration_lab.cli", "room")
PROJECT = Path(__file__).resolve().parents[2]


class StartedRoom:
    """One folder of a room, which can be started and ended again and again."""

    def __init__(self, folder: Path, module: tuple[str, ...] = ONE_ACCOUNT) -> None:
        self.folder, self.module = folder, module
        self.port, self.address, self.code = 0, "", ""
        self.printed = folder.parent / f"{folder.name}.printed"

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", *self.module, str(self.folder), *words]

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run another task of the command, to its end."""
        done = subprocess.run(self.command(*words), cwd=PROJECT, capture_output=True, encoding="utf-8", timeout=SECONDS)
        return done

    def start(self, *words: str) -> StartedRoom:
        """Start it, and wait until it says how to join. Somebody may have its ports by now, so it gets others."""
        self.port = four_free_ports()
        self.address = f"http://127.0.0.1:{self.port}"
        with self.printed.open("wb") as out:
            where = ("--ip", "127.0.0.1", "--port", str(self.port))
            self.process = subprocess.Popen(
                self.command(*where, *words), cwd=PROJECT, stdin=subprocess.DEVNULL, stdout=out, stderr=out
            )
        wait_for(lambda: self.process.poll() is not None or "press Ctrl+C" in self.said(), "the room starts")
        assert self.process.poll() is None, self.said() + self.log()
        found = re.search(r"code=([\w-]+)", self.said())
        self.code = found[1] if found else ""
        return self

    def said(self) -> str:
        return self.printed.read_text(encoding="utf-8", errors="replace")

    def log(self) -> str:
        file = self.folder / "hub" / "room.log"
        return file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""

    def member(self, name: str, password: str = "") -> Member:
        """Return somebody who has joined, or has come back."""
        return Member(self.address, name).join(password or f"password-of-{name}", self.code)

    def hub(self) -> int:
        """Return the number of the hub's process; 0 while a hub that is just starting writes it."""
        return int((self.folder / "hub" / "hub.pid").read_text() or 0)

    def processes(self) -> dict[int, str]:
        """Return what runs for this room: what names its folder, or its port, or has its folder among its variables."""
        marks = (str(self.folder).encode() + b"/", f"--port={self.port} ".encode(), f"--port\0{self.port}\0".encode())
        found = {}
        for path in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                command, variables = (path / "cmdline").read_bytes(), (path / "environ").read_bytes()
                if int(path.name) != os.getpid() and any(one in command + b"\0" + variables for one in marks):
                    found[int(path.name)] = command.replace(b"\0", b" ").decode(errors="replace")
        return found

    def end(self) -> None:
        """End it as Ctrl+C does."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise

    def kill_all(self) -> None:
        """Leave nothing behind, whatever has happened."""
        for process in self.processes():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)


@contextmanager
def started_room(folder: Path, *words: str, module: tuple[str, ...] = ONE_ACCOUNT) -> Iterator[StartedRoom]:
    room = StartedRoom(folder, module)
    try:
        yield room.start(*words)
    finally:
        try:
            room.end()
        finally:
            room.kill_all()


def wait_for(condition: Callable[[], object], what: str) -> None:
    until = time.monotonic() + SECONDS
    while not condition():
        if time.monotonic() > until:
            raise TimeoutError(f"waited {SECONDS:.0f} s in vain: {what}")
        time.sleep(0.1)


def four_free_ports() -> int:
    """Return the first of four ports in a row that nobody has, below those that a system gives to connections."""
    while True:
        first = random.randrange(15000, 32000)
        if all(is_free(first + more) for more in range(4)):
            return first


def is_free(port: int) -> bool:
    with socket.socket() as one:
        try:
            one.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
