"""Start the hub of a room, keep it running, and end it on Ctrl+C with all that it has started; all work stays."""

from __future__ import annotations

import os
import shutil
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
from migration_lab.room.person_folders import temporary_of_room
from migration_lab.room.room_options import VARIABLE, RoomOptions
from migration_lab.room.running_processes import command_line, number_in
from migration_lab.room.system_accounts import end_processes, find_account

CONFIG = Path(__file__).with_name("hub_config.py")
PATIENCE = 120.0
"""Seconds that the hub may take to start, and to end."""
LAST_LINES = 12
LEAST, MOST = 60.0, 3
"""A hub that runs less than so many seconds, so often in a row, is not started again."""
LOCAL = "127.0.0.1"


def run_room(options: RoomOptions, ready: Callable[[], None], again: Callable[[int], None]) -> None:
    """Run the hub until Ctrl+C. ``ready`` is called as soon as people can join, and ``again`` when it had to be started
    again, with its exit code.

    Raises ``LabError`` if it cannot start, or ends soon, again and again.
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
                raise LabError(f"JupyterHub has ended with exit code {code}. {_end_of_log(options)}")
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
        wait_until_up(hub, options)
        ready()
        return hub.wait()
    except BaseException:
        with _undisturbed():
            end_hub(hub)
            end_what_is_left(options)
        raise


def _nothing() -> None:
    """What there is to say when it is ready once more."""


def forget_other_proxy(options: RoomOptions) -> None:
    """Forget the number of a proxy that is not one any more: JupyterHub would end whatever has it now."""
    file = options.room.hub / "proxy.pid"
    if not is_proxy(number_in(file)):
        file.unlink(missing_ok=True)


def is_proxy(process: int) -> bool:
    return process > 0 and "proxy" in command_line(process)


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


def wait_until_up(hub: subprocess.Popen[bytes], options: RoomOptions) -> None:
    """Wait until the hub answers, itself and by the proxy. Raises ``LabError`` if it ends before."""
    addresses = [f"http://{LOCAL}:{options.port + 2}/hub/health", f"{options.address}/hub/health"]
    until = time.monotonic() + PATIENCE
    while addresses and hub.poll() is None and time.monotonic() < until:
        if answers(addresses[0]):
            del addresses[0]
        else:
            time.sleep(0.2)
    if addresses:
        raise LabError(f"JupyterHub has not started. {_end_of_log(options)}")


def answers(address: str) -> bool:
    """Tell whether something answers there, whoever has signed its certificate: nothing secret is sent."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with suppress(OSError), urllib.request.urlopen(address, timeout=5, context=context):
        return True
    return False


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
    """End a proxy that a killed hub has left, and whatever the accounts of the room still run.

    Then remove their sockets and temporary files.
    """
    if is_proxy(proxy := number_in(options.room.hub / "proxy.pid")):
        with suppress(ProcessLookupError):
            os.kill(proxy, signal.SIGKILL)
    identity, accounts = options.room.identity(), list[int]()
    for name in options.room.people() if options.separate else ():
        with suppress(LabError):
            account = find_account(identity.id, name, options.room.home(name))
            accounts += [account.pw_uid] if account else []
    end_processes(*accounts)
    shutil.rmtree(temporary_of_room(identity.id), ignore_errors=True)


def _end_of_log(options: RoomOptions) -> str:
    lines = options.room.log.read_text(encoding="utf-8", errors="replace").splitlines()[-LAST_LINES:]
    return f"The end of its log, {options.room.log}:\n" + "\n".join(lines)


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
