"""A release has one version, and its workflow may do nothing that it does not need."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.release import PROJECT, UNRELEASED, problems

WORKFLOWS = PROJECT / ".github" / "workflows"
PINNED = re.compile(r"actions/[\w-]+@v\d+|[\w.-]+/[\w./-]+@[0-9a-f]{40}|\./.*")
"""GitHub's own actions by their major version, those of others by a commit."""


def jobs(name: str) -> dict:
    return yaml.safe_load((WORKFLOWS / name).read_text(encoding="utf-8"))["jobs"]


def commands(name: str) -> list[str]:
    return [line for job in jobs(name).values() for step in job["steps"] for line in step.get("run", "").splitlines()]


def write_project(folder: Path, version: str, heading: str) -> None:
    (folder / "pyproject.toml").write_text(f'[project]\nversion = "{version}"\n', encoding="utf-8")
    (folder / "CHANGELOG.md").write_text(f"# Changelog\n\n{heading}\n\n## 0.0.1 (2025-01-01)\n", encoding="utf-8")


def test_the_changelog_begins_with_the_version_of_the_package() -> None:
    assert [*problems(PROJECT)] == []


@pytest.mark.parametrize(
    ("heading", "tag", "said"),
    [
        ("## 1.2.3 (2026-01-31)", "v1.2.3", ""),
        ("## 1.2.3 (2026-01-31)", None, ""),
        (f"## 1.2.3 ({UNRELEASED})", None, ""),
        (f"## 1.2.3 ({UNRELEASED})", "v1.2.3", "says no day for 1.2.3"),
        ("## 1.2.3 (soon)", None, "says no day for 1.2.3"),
        ("## 1.2.2 (2026-01-31)", "v1.2.3", "pyproject.toml says 1.2.3, CHANGELOG.md says 1.2.2"),
        ("## 1.2.3 (2026-01-31)", "v1.2.4", "it would have to be v1.2.3"),
        ("## 1.2.3 (2026-01-31)", "1.2.3", "it would have to be v1.2.3"),
    ],
)
def test_a_tag_is_released_only_if_all_say_the_same(tmp_path: Path, heading: str, tag: str | None, said: str) -> None:
    write_project(tmp_path, "1.2.3", heading)
    found = " ".join(problems(tmp_path, tag))
    assert said in found if said else not found


def test_a_placeholder_for_the_account_keeps_a_version_from_being_released(tmp_path: Path) -> None:
    write_project(tmp_path, "1.2.3", "## 1.2.3 (2026-01-31)")
    (tmp_path / "README.md").write_text("https://github.com/OWNER/migration-lab", encoding="utf-8")
    assert [*problems(tmp_path)] == []
    [found] = problems(tmp_path, "v1.2.3")
    assert found.endswith("README.md.")
    (tmp_path / "README.md").write_text("https://github.com/ada/migration-lab", encoding="utf-8")
    assert [*problems(tmp_path, "v1.2.3")] == []


def test_the_workflow_asks_with_a_command_that_refuses_another_tag() -> None:
    [command] = [line for line in commands("release.yml") if "tests.release" in line]
    words = [os.path.expandvars(word.strip('"')) for word in command.replace("$GITHUB_REF_NAME", "v0.0.0").split()]
    done = subprocess.run([sys.executable, *words[1:]], cwd=PROJECT, capture_output=True, encoding="utf-8")
    assert (words[0], done.returncode) == ("python", 1)
    assert "The tag is v0.0.0" in done.stdout


def test_what_the_workflows_run_of_ours_is_there() -> None:
    lines = [line for path in WORKFLOWS.glob("*.yml") for line in commands(path.name)]
    extras = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert {name for line in lines for name in re.findall(r"--extra (\w+)", line)} <= extras.keys()
    modules = {name for line in lines for name in re.findall(r"python -m ([\w.]+)", line)}
    assert {"tests.release", "deploy.site"} <= modules
    for name in modules:
        path = PROJECT / name.replace(".", "/")
        assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file(), name
    from migration_lab.cli import SUBCOMMANDS

    assert {one for line in lines for one in re.findall(r"bin/migration-lab (\w+)", line)} <= set(SUBCOMMANDS)


@pytest.mark.parametrize("name", sorted(path.name for path in WORKFLOWS.glob("*.yml")))
def test_a_workflow_has_no_right_that_it_does_not_name(name: str) -> None:
    workflow = yaml.safe_load((WORKFLOWS / name).read_text(encoding="utf-8"))
    assert workflow["permissions"] in ({}, {"contents": "read"})
    for job in workflow["jobs"].values():
        rights = {right for right, kind in job.get("permissions", {}).items() if kind != "read"}
        assert not rights or "environment" in job
        runs_code_of_ours = any("run" in step for step in job["steps"])
        assert not (rights and runs_code_of_ours)
        used = [step["uses"] for step in job["steps"] if "uses" in step]
        assert [one for one in used if not PINNED.fullmatch(one)] == []
    assert "secrets." not in (WORKFLOWS / name).read_text(encoding="utf-8")


def test_only_the_job_that_publishes_can_say_who_it_is() -> None:
    rights = {name: job["permissions"] for name, job in jobs("release.yml").items()}
    assert rights == {"build": {"contents": "read"}, "publish": {"id-token": "write"}}
    assert jobs("release.yml")["publish"]["environment"]["name"] == "pypi"
