"""Branches that meet, in a course workspace: what comes of them does not depend on the order of a set."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from migration_lab.course.chapters.chapter import find_chapter
from migration_lab.course.location import find_course
from migration_lab.course.workspaces.starting_point import put_starting_point
from tests.course.conftest import OpenShared

PROGRAM = """
import sqlite3
from pathlib import Path
from migration_lab.project.project import Project

project = Project(Path.cwd(), stable=True)
for args in (
    ["merge", "heads", "-m", "all"], ["upgrade"], ["downgrade", "{0}"], ["current"]
):
    step = project.run("db", *args)
    assert step.result.ok, step.result.output
    print(step.result.output, *step.statements, sep="\\n")
print(sqlite3.connect("instance/conference.db").execute("SELECT rowid, * FROM alembic_version").fetchall())
"""


def test_a_merge_and_the_way_back_are_the_same_on_every_run(tmp_path: Path, open_shared: OpenShared) -> None:
    put_starting_point(find_chapter("11"), find_course(), tmp_path / "app", open_project=open_shared)
    project = open_shared(tmp_path / "app")
    for name in ("one", "two", "three"):
        made = project.run("db", "revision", "-m", name, "--head", "fd02fbf1d696", "--splice")
        assert made.result.ok, made.result.output
    ids = [one.id for one in project.history().revisions if one.is_head]
    assert len(ids) == 3
    printed = set()
    for seed in range(3):
        folder = shutil.copytree(tmp_path / "app", tmp_path / str(seed))
        environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
        program = [sys.executable, "-c", PROGRAM.format(*ids)]
        done = subprocess.run(program, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr
        printed.add(done.stdout)
    assert len(printed) == 1
