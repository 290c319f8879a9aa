"""What is refused while looking is told, with the line that wanted it; what apps usually do as they start is not."""

from __future__ import annotations

import pytest

from migration_lab.machine import has_landlock
from migration_lab.project import open_project
from tests.project.other_shapes import blog, hashes, upgraded

PSQL = "import subprocess\nsubprocess.run(['psql', '-c', 'DROP TABLE post'])\n"
CAUGHT = """
import subprocess, sys
try:
    subprocess.run(['psql', '-c', 'DROP TABLE post'])
except Exception:
    sys.exit("no database")
"""
DRIVER = "import psycopg\npsycopg.connect('postgresql://me:hidden@localhost:1/shop')\n"
ASKS = """
import logging, os, pathlib, platform, subprocess, uuid
logging.basicConfig(filename=os.path.join(app.root_path, "app.log"))
logging.warning("started")
os.makedirs(os.path.join(app.root_path, "uploads"), exist_ok=True)
pathlib.Path(app.root_path, "uploads", "one").write_text("1")
assert os.listdir(os.path.join(app.root_path, "uploads")) == ["one"]
subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True)
subprocess.run("git describe --always 2>/dev/null", shell=True, stdout=subprocess.DEVNULL)
platform.processor(), uuid.getnode()
"""


@pytest.mark.parametrize(
    ("start", "what"),
    [(PSQL, "another program, psql"), (CAUGHT, "another program, psql"), (DRIVER, "a connection by psycopg")],
    ids=["a program", "caught by the app", "a driver"],
)
def test_a_refusal_says_what_and_where(tmp_path, runner, start, what):
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    blog(folder, start=start)
    lines = (folder / "blog.py").read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "DROP TABLE" in text or "psycopg.connect" in text)
    places = open_project(folder, app="blog", runner=runner).places()
    assert places.state == "cannot look"
    assert f"refused {what}" in places.sentence
    assert f"(blog.py, line {line})" in places.sentence
    assert "hidden" not in repr(places)


@pytest.mark.skipif(not has_landlock(), reason="needs a Linux with Landlock")
def test_what_only_the_kernel_refuses_is_not_called_the_apps_own_fault(tmp_path, runner):
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    start = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
if libc.creat(os.path.join(app.root_path, "made").encode(), 0o600) < 0:
    raise PermissionError(ctypes.get_errno(), "Permission denied")
"""
    blog(folder, start=start)
    before = hashes(folder)
    places = open_project(folder, app="blog", runner=runner).places()
    assert hashes(folder) == before
    assert places.state == "cannot look"
    assert "lets nothing write" in places.sentence


def test_an_app_that_writes_files_and_asks_for_its_version_as_it_starts_can_be_looked_at(tmp_path, runner):
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    blog(folder, start=ASKS)
    before = hashes(folder)
    places = open_project(folder, app="blog", runner=runner).places()
    assert places.state == "in step", places
    assert hashes(folder) == before


def test_what_env_py_writes_into_the_folder_stays_there_for_nobody(tmp_path, runner):
    """As one did that noted the newest revision in a file of the repository."""
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    env = folder / "schema_history" / "env.py"
    note = "\nimport pathlib\nhead = pathlib.Path('.current-alembic-head')\nhead.write_text('x')\nhead.read_text()\n"
    env.write_text(env.read_text(encoding="utf-8") + note, encoding="utf-8")
    (folder / ".current-alembic-head").write_text("tracked", encoding="utf-8")
    before = hashes(folder)
    project = open_project(folder, app="blog", runner=runner)
    assert project.places().state == "in step"
    assert project.run("db", "check").result.written == ()
    assert hashes(folder) == before
