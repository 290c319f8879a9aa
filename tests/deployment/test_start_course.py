"""What the image runs first: the course is in the home, an older copy is renewed, and nobody's work is overwritten."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
START = PROJECT / "deploy" / "start_course.py"
CHAPTER = Path("notebooks", "03_add_a_column.ipynb")


def start(home: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run it as the image does, for the person with that home."""
    return subprocess.run(
        [sys.executable, str(START), *(command or (sys.executable, "-c", "import os; print(os.getcwd())"))],
        env=os.environ | {"HOME": str(home), "USERPROFILE": str(home)},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A copy of the course that was made now."""
    done = start(tmp_path)
    assert done.returncode == 0, done.stderr
    return tmp_path / "migration-lab"


posix = pytest.mark.skipif(not hasattr(os, "fork"), reason="the image is a Linux")


@posix
def test_the_command_runs_in_a_copy_of_the_course(tmp_path: Path) -> None:
    done = start(tmp_path)
    assert Path(done.stdout.strip()) == (tmp_path / "migration-lab").resolve()
    assert (tmp_path / "migration-lab" / CHAPTER).read_bytes() == (PROJECT / CHAPTER).read_bytes()
    assert start(tmp_path, sys.executable, "-c", "raise SystemExit(7)").returncode == 7


@posix
def test_a_second_start_leaves_what_the_learner_has_changed(course: Path) -> None:
    (course / CHAPTER).write_text("mine", encoding="utf-8")
    (course / "notebooks" / "glossary.md").unlink()
    start(course.parent)
    assert (course / CHAPTER).read_text(encoding="utf-8") == "mine"
    assert not (course / "notebooks" / "glossary.md").exists()


@posix
def test_a_newer_image_puts_a_new_chapter_beside_the_one_that_was_changed(course: Path) -> None:
    manifest = course / ".migration-lab" / "manifest.json"
    older = json.loads(manifest.read_text(encoding="utf-8"))
    older["version"] = "0.0.1"
    older["files"][CHAPTER.as_posix()] = {"content": "of an older version", "cells": "of an older version"}
    manifest.write_text(json.dumps(older), encoding="utf-8")
    (course / CHAPTER).write_text("mine", encoding="utf-8")
    done = start(course.parent)
    assert done.returncode == 0, done.stderr
    assert (course / CHAPTER).read_text(encoding="utf-8") == "mine"
    [beside] = course.glob(f"notebooks/new-in-*/{CHAPTER.name}")
    assert beside.read_bytes() == (PROJECT / CHAPTER).read_bytes()


@posix
def test_it_says_why_it_cannot_start_where_something_else_has_the_place(tmp_path: Path) -> None:
    (tmp_path / "migration-lab").write_text("a file", encoding="utf-8")
    done = start(tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("start-course: ")
    assert done.stdout == ""
