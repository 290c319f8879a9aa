"""The course's own files have names that every system takes, and no command fails for a letter that a console lacks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from migration_lab.course.copies import copy_course
from migration_lab.course.copies.course_files import course_files
from tests.other_systems.pretending import PROJECT

REFUSED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
BELOW = 120
"""Characters of the longest path below the folder of the package or of the course: see ``COURSE`` in
``windows/sitecustomize.py``, with which that is what Windows takes."""
NAME = "Жизнь 表"


def ours() -> list[str]:
    package = PROJECT / "migration_lab"
    inner = (path.relative_to(PROJECT).as_posix() for path in package.rglob("*") if "node_modules" not in path.parts)
    return [*course_files(), *(path for path in inner if "__pycache__" not in path)]


def test_our_files_have_names_that_every_system_takes() -> None:
    paths = ours()
    assert len(paths) > 500
    assert len({path.casefold() for path in paths}) == len(paths), "two would be one on Windows and macOS"
    for path in paths:
        assert len(path) <= BELOW, path
        for part in path.split("/"):
            assert part.partition(".")[0].casefold() not in REFUSED, path
            assert not set(part) & set('<>:"\\|?*'), path
            assert part == part.rstrip(". "), path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("console") / NAME
    copy_course(made)
    return made


@pytest.mark.parametrize(
    "words",
    [
        ["--folder", f"{NAME} neu", "--generate-config"],
        ["doctor", NAME],
        ["review", f"{NAME}/sample_app"],
        ["explain", NAME],
        ["progress", "--export", f"{NAME}/{NAME}.json"],
        ["collect", NAME],
        ["new-chapter", "Add a tag", "--in", NAME],
        ["update", NAME],
        ["review", f"{NAME}/missing", "--app", NAME],
    ],
)
def test_a_console_that_lacks_a_letter_gets_its_number(folder: Path, words: list[str]) -> None:
    env = os.environ | {
        "PYTHONIOENCODING": "cp1252",
        "MIGRATION_LAB_COURSE": "" if words[0] == "--folder" else str(folder),
        "JUPYTER_DATA_DIR": str(folder.parent / "data"),
        "JUPYTER_CONFIG_DIR": str(folder.parent / "config"),
    }
    command = [sys.executable, "-m", "migration_lab.cli", *words]
    done = subprocess.run(
        command, cwd=folder.parent, env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=300, check=False
    )
    said = done.stdout + done.stderr
    assert b"UnicodeEncodeError" not in said, said.decode("cp1252")
    assert b"Traceback" not in said, said.decode("cp1252")
    assert b"went wrong in migration-lab itself" not in said
    assert done.stdout.decode("cp1252") + done.stderr.decode("cp1252")
    if words[0] in ("--folder", "new-chapter"):
        assert done.returncode == 0, said
        assert b"\\u0416\\u0438\\u0437\\u043d\\u044c" in done.stdout
