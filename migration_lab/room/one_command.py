"""See that one command at a time runs a room or removes it, and find the one that does."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from migration_lab.errors import LabError
from migration_lab.room.room_folder import RoomFolder, write_secret
from migration_lab.room.running_processes import command_line, number_in

LOCK = "running.lock"
NUMBER = "running.pid"
HUB = "hub_config.py"
"""In the command line of the hub of every room."""
RUNS = "This room runs already (process {}). To end it, press Ctrl+C in its terminal, or use --end from any other."
LEFT = "The command of this room was killed, and its hub runs on (process {}). End that with --end."


@contextmanager
def only_command(room: RoomFolder) -> Iterator[None]:
    """Hold the room. Raises ``LabError`` if another command runs it, or if one was killed and its hub was left."""
    from filelock import FileLock, Timeout

    lock = FileLock(room.hub / LOCK, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise LabError(RUNS.format(number_in(room.hub / NUMBER))) from None
    try:
        if left := left_hub(room):
            raise LabError(LEFT.format(left))
        write_secret(room.hub / NUMBER, f"{os.getpid()}\n")
        yield
        (room.hub / NUMBER).unlink(missing_ok=True)
    finally:
        lock.release()


def running_command(room: RoomFolder) -> int:
    """Return the number of the process that holds the room; 0 if there is none."""
    from filelock import FileLock, Timeout

    try:
        with FileLock(room.hub / LOCK, timeout=0, thread_local=False):
            return 0
    except Timeout:
        return number_in(room.hub / NUMBER)


def left_hub(room: RoomFolder) -> int:
    """Return the number of a hub of this room that runs; 0 if there is none. After a reboot, another may have it."""
    number = number_in(room.hub / "hub.pid")
    if number <= 0 or HUB not in command_line(number):
        return 0
    if not sys.platform.startswith("linux"):
        return number
    with suppress(OSError):
        return number if Path(f"/proc/{number}/cwd").samefile(room.hub) else 0
    return 0


@contextmanager
def beyond_the_terminal() -> Iterator[None]:
    """Let this process run on when its terminal is closed, as when ssh drops. What it prints then goes nowhere."""
    to_terminal = [one for one in (0, 1, 2) if os.isatty(one)]

    def go_on(signum: int, frame: FrameType | None) -> None:
        with Path(os.devnull).open("r+b", buffering=0) as nowhere:
            for one in to_terminal:
                os.dup2(nowhere.fileno(), one)

    before = signal.getsignal(signal.SIGHUP)
    if before is not signal.SIG_IGN:  # nohup has said so already
        signal.signal(signal.SIGHUP, go_on)
    try:
        yield
    finally:
        signal.signal(signal.SIGHUP, before)
