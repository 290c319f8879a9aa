"""Start the hub of a room, keep it running, and end it on Ctrl+C with all that it has started; all work stays."""

from __future__ import annotations

import os
import shlex
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from migration_lab.errors import LabError
from migration_lab.room.room_end import end_hub, end_what_it_left, is_proxy
from migration_lab.room.room_options import VARIABLE, RoomOptions
from migration_lab.room.running_processes import number_in
from migration_lab.values.visible_text import plain

CONFIG = Path(__file__).with_name("hub_config.py")
PATIENCE = 120.0
"""Seconds that the hub may take to start."""
LAST_LINES = 12
LEAST, MOST = 60.0, 3
"""A hub that runs less than so many seconds, so often in a row, is not started again."""
LOCAL = "127.0.0.1"
HEALTH = "/hub/health"
"""What is asked until the hub is up; the proxy logs that it does not know it yet."""


def run_room(options: RoomOptions, ready: Callable[[], None], again: Callable[[int], None]) -> None:
    """Run the hub until Ctrl+C. ``ready`` is called as soon as people can join, and ``again`` when it had to be started
    again, with its exit code.

    Raises ``LabError`` if it cannot start, or ends soon, again and again; then nothing of the room runs any more.
    """
    forget_other_proxy(options)
    refuse_taken_ports(options)
    options.save()
    with _like_an_interrupt(), suppress(KeyboardInterrupt):
        quickly = 0
        while True:
            begun = time.monotonic()
            code = _run_once(options, ready)
            quickly = quickly + 1 if time.monotonic() - begun < LEAST else 0
            if quickly == MOST:
                with _undisturbed():
                    end_what_it_left(options)
                raise LabError(
                    f"JupyterHub has ended by itself {MOST} times, each time within a minute (the last exit code is "
                    f"{code}), so it is not started again, and the room has ended. {_what_to_do(options)}"
                )
            again(code)
            ready = _nothing


def _run_once(options: RoomOptions, ready: Callable[[], None]) -> int:
    with _log(options) as log:
        hub = subprocess.Popen(
            [sys.executable, "-P", "-m", "jupyterhub", "--config", str(CONFIG)],
            cwd=options.room.hub,
            env={**os.environ, VARIABLE: options.folder},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            umask=0o077,
            start_new_session=True,  # Ctrl+C reaches this process, which ends the hub in order
        )
    try:
        if wait_until_up(hub, options):
            ready()
            return hub.wait()
        if ready is not _nothing:
            raise LabError(f"JupyterHub has not started. {_what_to_do(options)}")
        end_hub(hub)
        return hub.wait()
    except BaseException:
        with _undisturbed():
            end_hub(hub)
            end_what_it_left(options)
        raise


def _nothing() -> None:
    """What there is to say when it is ready once more."""


def forget_other_proxy(options: RoomOptions) -> None:
    """Forget the number of a proxy that is not one any more: JupyterHub would end whatever has it now."""
    file = options.room.hub / "proxy.pid"
    if not is_proxy(number_in(file)):
        file.unlink(missing_ok=True)


def refuse_taken_ports(options: RoomOptions) -> None:
    """Raise ``LabError`` if one of the four ports is taken: the room's, and three that only this machine reaches.

    A proxy of this room that outlived its hub may have them: the new hub ends it.
    """
    left = is_proxy(number_in(options.room.hub / "proxy.pid"))
    wanted = [(LOCAL, options.port + 2), (LOCAL, options.port + 3)]
    wanted += [] if left else [(options.ip, options.port), (LOCAL, options.port + 1)]
    for address, port in wanted:
        with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                one.bind((address, port))
            except OSError as error:
                raise LabError(
                    f"Port {port} at {address} cannot be used: {error.strerror}. A room needs four in a row: does it "
                    "run already? If not, choose others with --port."
                ) from error


def wait_until_up(hub: subprocess.Popen[bytes], options: RoomOptions) -> bool:
    """Wait until the hub answers, itself and by the proxy. Returns False if it ends before, or takes too long."""
    addresses = [f"http://{LOCAL}:{options.port + 2}{HEALTH}", options.address + HEALTH]
    until = time.monotonic() + PATIENCE
    while addresses and hub.poll() is None and time.monotonic() < until:
        if answers(addresses[0]):
            del addresses[0]
        else:
            time.sleep(0.2)
    return not addresses


def answers(address: str) -> bool:
    """Tell whether something answers there, whoever has signed its certificate: nothing secret is sent."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with suppress(OSError), urllib.request.urlopen(address, timeout=5, context=context):
        return True
    return False


def _what_to_do(options: RoomOptions) -> str:
    """Return how its log ends, and what to do. Whoever joins can have a say in the log, so it is tamed."""
    lines = options.room.log.read_text(encoding="utf-8", errors="replace").splitlines()
    lines = [line for line in lines if HEALTH not in line][-LAST_LINES:]
    return "\n".join(
        [
            f"Its log is {options.room.log}; these are the last lines:",
            *(f"  {plain(line)}" for line in lines),
            "Everybody's work and password is safe. Start the room again with the same command, and all can come back.",
            "If the hub ends again, the lines above say why. To have the work meanwhile:",
            f"  migration-lab room {shlex.quote(options.folder)} --export work.zip",
        ]
    )


@contextmanager
def _log(options: RoomOptions) -> Iterator[int]:
    """Open the file that the hub writes to, which only this account can read; the one from before is kept."""
    path = options.room.log
    with suppress(FileNotFoundError):
        path.replace(path.with_name("room.earlier.log"))
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        yield file
    finally:
        os.close(file)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let nobody interrupt this with another Ctrl+C: processes of people would be left."""
    before = {one: signal.signal(one, signal.SIG_IGN) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


@contextmanager
def _like_an_interrupt() -> Iterator[None]:
    """Let the signal with which a system ends a program do what Ctrl+C does."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
