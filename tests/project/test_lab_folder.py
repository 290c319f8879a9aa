"""What the lab keeps in a project's folder stays out of its repository."""

from __future__ import annotations

import subprocess

from migration_lab.project import open_project
from tests.project.other_shapes import blog, upgraded


def test_git_never_sees_what_the_lab_keeps(tmp_path, runner):
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    (folder / ".gitignore").write_text("__pycache__\n", encoding="utf-8")
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    subprocess.run(["git", "add", "."], cwd=folder, check=True)

    def untracked():
        command = ["git", "status", "--porcelain", "--untracked-files=all"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
        return [line for line in done.stdout.splitlines() if line.startswith("??")]

    project = open_project(folder, app="blog", runner=runner, read_only=False)
    assert project.run("db", "downgrade").result.ok
    project.undo()
    assert list((folder / ".lab" / "undone").glob("*/*.sqlite"))
    assert untracked() == []
