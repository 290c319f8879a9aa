"""The real ``git`` in a course workspace: the same for everybody, and nothing of it reaches another repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from migration_lab.errors import LabError
from migration_lab.project.commands.git_command import run_git

OWN = """\
[user]
    name = Ada
    email = ada@example.org
[init]
    defaultBranch = trunk
[commit]
    gpgsign = true
[core]
    autocrlf = true
    hooksPath = {hooks}
    abbrev = 12
[color]
    ui = always
[alias]
    lg = log --oneline
"""


@pytest.fixture
def learner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of somebody whose settings would change what Git does and prints."""
    home, hooks = tmp_path / "home", tmp_path / "hooks"
    home.mkdir()
    hooks.mkdir()
    hook = hooks / "pre-commit"
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8", newline="\n")
    hook.chmod(0o755)
    (home / ".gitconfig").write_text(OWN.format(hooks=hooks.as_posix()), encoding="utf-8")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.delenv("GIT_CONFIG_GLOBAL", raising=False)
    return home


def printed(folder: Path, *words: str) -> str:
    done = run_git(words, folder, stable=True)
    assert done.exit_code == 0, done.output
    return done.output


def committed(folder: Path) -> str:
    """A repository with one commit; returns what its log prints."""
    folder.mkdir(parents=True)
    (folder / "models.py").write_text("x = 1\n", encoding="utf-8", newline="\n")
    printed(folder, "init", "-q", "-b", "main")
    printed(folder, "add", ".")
    printed(folder, "commit", "-q", "-m", "The app")
    return printed(folder, "log", "--format=%h %an <%ae> %ad", "--decorate")


def test_a_commit_is_the_same_for_everybody(learner: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = committed(tmp_path / "one" / "11")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))  # as in a hook of another repository
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Grace")
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert committed(tmp_path / "other" / "11") == mine
    assert mine.endswith("Harbour Days <team@harbour-days.example> Mon Jan 5 09:00:00 2026 +0000\n")
    assert len(mine.split()[0]) == 7
    assert not (tmp_path / "nowhere").exists()


def test_git_does_not_go_up_to_a_repository_around_the_workspace(tmp_path: Path) -> None:
    around = tmp_path / "course"
    before = committed(around)
    workspace = around / "workspace" / "11"
    workspace.mkdir(parents=True)
    (workspace / "new.py").write_text("", encoding="utf-8")
    for words in (["add", "."], ["switch", "-c", "rooms"], ["commit", "-m", "x"], ["status"]):
        done = run_git(words, workspace, stable=True)
        assert done.exit_code == 128, words
        assert "not a git repository" in done.output
    assert printed(around, "log", "--format=%h %an <%ae> %ad", "--decorate") == before
    assert printed(around, "status", "--short") == "?? workspace/\n"
    assert printed(around, "branch", "--show-current") == "main\n"


def test_a_merge_asks_nobody_for_a_message(learner: Path, tmp_path: Path) -> None:
    folder = tmp_path / "11"
    committed(folder)
    for branch, name in (("rooms", "a.py"), ("talks", "b.py")):
        printed(folder, "switch", "-q", "-c", branch, "main")
        (folder / name).write_text("", encoding="utf-8")
        printed(folder, "add", ".")
        printed(folder, "commit", "-q", "-m", branch)
    printed(folder, "merge", "-q", "rooms")
    assert "Merge branch 'rooms' into talks" in printed(folder, "log", "--oneline", "--graph")


def test_nothing_of_a_repository_is_write_protected(tmp_path: Path) -> None:
    committed(tmp_path / "11")
    files = [path for path in (tmp_path / "11" / ".git").rglob("*") if path.is_file()]
    assert len(files) > 3
    assert [path for path in files if not os.access(path, os.W_OK) or not path.stat().st_mode & 0o200] == []


def test_a_project_of_ones_own_keeps_ones_own_settings(learner: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    assert run_git(["init", "-q"], folder).exit_code == 0
    assert run_git(["config", "user.name"], folder).output == "Ada\n"
    assert run_git(["branch", "--show-current"], folder).output == "trunk\n"
    (folder / "a.py").write_text("", encoding="utf-8")
    assert run_git(["add", "."], folder).exit_code == 0
    assert run_git(["commit", "--no-gpg-sign", "-m", "x"], folder).exit_code == 1, "the learner's own hook says no"


def test_without_git_it_says_where_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(LabError, match=r"Git is not on this machine.*git-scm\.com/downloads"):
        run_git(["status"], tmp_path, stable=True)
