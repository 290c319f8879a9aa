"""Start the hub of a room and wait for it to end: on Ctrl+C with all that it has started; work and accounts stay."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from migration_lab.errors import LabError
from migration_lab.room.person_folders import temporary_of_room
from migration_lab.room.room_options import VARIABLE, RoomOptions
from migration_lab.room.system_accounts import end_processes, find_account

CONFIG = Path(__file__).with_name("hub_config.py")
PATIENCE = 120.0
"""Seconds that the hub may take to start, and to end."""
LAST_LINES = 12


def run_room(options: RoomOptions, ready: Callable[[], None]) -> int:
    """Run the hub until it ends, or until Ctrl+C; ``ready`` is called as soon as people can join.

    Returns the exit code of the hub. Raises ``LabError`` if it cannot start.
    """
    refuse_taken_ports(options)
    options.save()
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
        with _ended_like_an_interrupt():
            wait_until_up(hub, options)
            ready()
            return hub.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        end_hub(hub)
        end_what_is_left(options)


def refuse_taken_ports(options: RoomOptions) -> None:
    """Raise ``LabError`` if one of the three ports is taken: the room's, and two that only this machine reaches."""
    for address, port in ((options.ip, options.port), ("127.0.0.1", options.port + 1), ("127.0.0.1", options.port + 2)):
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        with socket.socket(family) as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                one.bind((address, port))
            except OSError as error:
                raise LabError(
                    f"Port {port} at {address or 'all addresses'} cannot be used: {error.strerror}. A room needs three "
                    f"in a row. If this room was killed and runs on, end it; else choose others with --port."
                ) from error


def wait_until_up(hub: subprocess.Popen[bytes], options: RoomOptions) -> None:
    """Wait until the hub answers by the proxy. Raises ``LabError`` if it ends before."""
    import ssl
    import urllib.request

    trusting = ssl._create_unverified_context()  # it is ours, and no secret is sent
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if hub.poll() is not None:
            break
        with suppress(OSError):
            address = f"{options.address}/hub/health"
            with urllib.request.urlopen(address, timeout=5, context=trusting if options.cert else None):
                return
        time.sleep(0.2)
    lines = options.room.log.read_text(encoding="utf-8", errors="replace").splitlines()[-LAST_LINES:]
    raise LabError("JupyterHub has not started. The end of its log:\n" + "\n".join(lines))


def end_hub(hub: subprocess.Popen[bytes]) -> None:
    """Let the hub end what it has started, and then itself; kill it if it does not."""
    if hub.poll() is None:
        hub.send_signal(signal.SIGTERM)
    try:
        hub.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        hub.kill()
        hub.wait()


def end_what_is_left(options: RoomOptions) -> None:
    """End whatever the accounts of the room still run."""
    if not options.separate:
        return
    identity = options.room.identity()
    for name in options.room.people():
        with suppress(LabError):
            account = find_account(identity.id, name, options.room.home(name))
            if account is not None:
                end_processes(account.pw_uid)


class _log:  # noqa: N801  # used as a function
    """The file that the hub writes to, which only this account can read; the one from before is kept once."""

    def __init__(self, options: RoomOptions) -> None:
        self._path = options.room.log

    def __enter__(self) -> int:
        with suppress(FileNotFoundError):
            self._path.replace(self._path.with_suffix(".earlier.log"))
        self._file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return self._file

    def __exit__(self, *ended: object) -> None:
        os.close(self._file)


class _ended_like_an_interrupt:  # noqa: N801
    """Let the signal with which a system ends a program do what Ctrl+C does."""

    def __enter__(self) -> None:
        self._before = signal.signal(signal.SIGTERM, signal.default_int_handler)

    def __exit__(self, *ended: object) -> None:
        signal.signal(signal.SIGTERM, self._before)


__all__ = ["end_hub", "run_room", "temporary_of_room", "wait_until_up"]
