"""Which programs an app may start while the lab looks."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from migration_lab.child.sandbox.programs import is_safe
from migration_lab.child.sandbox.sockets import database_at
from migration_lab.project import open_project
from tests.project.other_shapes import blog, upgraded

SINGLE_INSTANCE = """
import multiprocessing, signal
with open("worker.pid") as file:
    worker = int(file.read())
os.kill(worker, 0)
for end in (os.kill, os.killpg):
    try:
        end(worker, signal.SIGTERM)
    except ProcessLookupError:
        pass
process = multiprocessing.get_context("fork").Process(target=signal.pause)
process.start()
process.terminate()
process.join()
"""


@pytest.mark.parametrize(
    "words",
    [
        ["git", "rev-parse", "--short", "HEAD"],
        ["git", "-C", "/somewhere", "describe", "--tags", "--always", "--dirty"],
        ["/usr/bin/git", "log", "-1", "--format=%cd"],
        ["git", "--version"],
        ["git", "status", "--porcelain", "--untracked-files=no"],
        ["git", "remote", "get-url", "origin"],
        ["tar", "--version"],
        ["git", "config", "--get", "user.name"],
        ["uname", "-p"],
        ["hostname"],
        ["/sbin/ldconfig", "-p"],
        ["/usr/bin/gcc", "-Wl,-t", "-o", "/tmp/x", "-lgeos"],
        ["/bin/sh", "-c", "git rev-parse HEAD 2>/dev/null"],
        [sys.executable, "-s", "-c", "from multiprocessing.resource_tracker import main;main(5)"],
    ],
)
def test_what_only_asks_for_versions_and_names_is_let_through(words):
    assert is_safe(words)


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["psql", "-c", "DROP TABLE talk"],
        ["sqlite3", "app.db"],
        ["flask", "db", "upgrade"],
        [sys.executable, "-c", "print()"],
        ["git", "commit", "-am", "x"],
        ["git", "remote", "add", "x", "y"],
        [sys.executable, "--version", "x"],
        ["flask", "--version"],
        ["./tar", "--version"],
        ["git", "config", "user.name", "x"],
        ["git", "tag", "v1"],
        ["git", "symbolic-ref", "HEAD", "refs/heads/x"],
        ["git", "-c", "alias.x=!rm app.db", "x"],
        ["git", "log", "--output=app.db"],
        ["git", "show", "--ext-diff"],
        ["hostname", "another"],
        ["ldconfig"],
        ["gcc", "x.c", "-o", "app.db"],
        ["/bin/sh", "-c", "git rev-parse HEAD; rm app.db"],
        ["/bin/sh", "-c", "git rev-parse $(rm app.db)"],
        ["/bin/sh", "-c", "git log > app.db"],
        ["/bin/sh", "-c", "git log `rm app.db`"],
        ["./git", "rev-parse"],
    ],
)
def test_others_are_not(words):
    assert not is_safe(words)


@pytest.mark.parametrize("address", [("127.0.0.1", 5432), ("::1", 3306, 0, 0), "/run/postgresql/.s.PGSQL.5432"])
def test_a_database_is_known_by_its_address(address):
    assert database_at(address)


def test_a_database_is_known_by_what_the_settings_say(monkeypatch):
    assert not database_at(("example.org", 6543))
    monkeypatch.setenv("SOME_URL", "postgresql+psycopg://me:secret@example.org:6543/shop")
    assert database_at(("93.184.216.34", 6543))


@pytest.mark.parametrize("address", [("127.0.0.1", 6379), ("example.org", 443), "/run/redis.sock"])
def test_other_services_are_not_taken_for_one(address):
    assert not database_at(address)


DOES_WITHOUT = """
import subprocess
for command in (["no-such-program", "-i"], ["sqlite3", "app.db", ".tables"]):
    try:
        subprocess.run(command)
    except (FileNotFoundError, PermissionError):
        pass
"""


def test_an_app_that_can_do_without_a_program_does(tmp_path, runner):
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    places = open_project(blog(folder, start=DOES_WITHOUT), app="blog", runner=runner).places()
    assert places.state == "in step", places


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the groups of processes are POSIX's")
def test_an_app_that_ends_its_older_instance_does_not_end_it_for_a_look(tmp_path, runner):
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    worker = subprocess.Popen(["sleep", "60"], start_new_session=True)
    (folder / "worker.pid").write_text(str(worker.pid))
    try:
        places = open_project(blog(folder, start=SINGLE_INSTANCE), app="blog", runner=runner).places()
        assert places.state == "in step", places
        assert worker.poll() is None
    finally:
        worker.kill()
        worker.wait()
