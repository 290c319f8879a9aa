"""The gate of chapter 11: the commands of its workflow, run as CI runs them, stop two heads and let one head pass."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sysconfig
from pathlib import Path

import nbformat
import pytest
import yaml

from migration_lab.course.chapters.chapter import find_chapter
from migration_lab.course.exercises.steps import AnswerStep, apply_steps, read_step
from migration_lab.course.location import find_course
from migration_lab.course.workspaces.starting_point import put_starting_point
from migration_lab.project.project import Project
from tests.course.conftest import OpenShared

NOTEBOOK = find_course().notebooks / "11_work_in_a_team.ipynb"
BRANCH = [
    {"write": ".gitignore", "text": "__pycache__/\ninstance/\n"},
    {"git": ["init", "-q", "-b", "main"]},
    {"git": ["add", "."]},
    {"git": ["commit", "-q", "-m", "The app"]},
    {"git": ["update-ref", "refs/remotes/origin/main", "HEAD"]},
    {"git": ["switch", "-q", "-c", "feature"]},
    {"flask": ["db", "revision", "-m", "one"]},
    {"flask": ["db", "revision", "-m", "other", "--head", "fd02fbf1d696", "--splice"]},
]
MERGE = [{"flask": ["db", "merge", "-m", "both", "heads"]}]

pytestmark = pytest.mark.skipif(shutil.which("bash") is None or os.name == "nt", reason="a workflow's steps need bash")


def workflow() -> dict[str, object]:
    text = "\n".join(cell.source for cell in nbformat.read(NOTEBOOK, as_version=4).cells)
    [block] = re.findall(r"```yaml\n(.+?)```", text, re.DOTALL)
    job: dict[str, object] = yaml.safe_load(block)["jobs"]["gate"]
    return job


def steps(entries: list[dict[str, object]]) -> list[AnswerStep]:
    return [read_step(entry) for entry in entries]


@pytest.fixture
def branch(tmp_path: Path, open_shared: OpenShared) -> Project:
    """A branch with two scripts on the same parent."""
    put_starting_point(find_chapter("11"), find_course(), tmp_path / "app", open_project=open_shared)
    project = open_shared(tmp_path / "app")
    apply_steps(steps(BRANCH), project)
    return project


def stops(folder: Path) -> list[str]:
    """The commands of the gate that end with another exit code than 0."""
    job = workflow()
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]])
    environment = {**os.environ, **job["env"], "GITHUB_BASE_REF": "main", "PATH": path}  # type: ignore[dict-item]
    runs = [step["run"] for step in job["steps"] if "run" in step]  # type: ignore[attr-defined]
    commands = [run for run in runs if not run.startswith("pip install")]
    assert len(commands) == len(runs) - 1 == 4
    return [
        command
        for command in commands
        if subprocess.run(["bash", "-e", "-c", command], cwd=folder, env=environment, check=False).returncode
    ]


def test_two_heads_do_not_pass(branch: Project) -> None:
    assert stops(branch.path)[:2] == ['test "$(flask db heads | wc -l)" -eq 1', "flask db upgrade"]


def test_one_head_passes(branch: Project) -> None:
    apply_steps(steps(MERGE), branch)
    assert stops(branch.path) == []
