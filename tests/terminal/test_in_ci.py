"""What README and ``.pre-commit-hooks.yaml`` say of review, explain and doctor, held to the real options."""

from __future__ import annotations

import argparse
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from migration_lab.backends.postgresql.postgresql_tables import LARGEST_ROWS
from migration_lab.backends.sqlite.sqlite_files import LARGEST_COPY
from migration_lab.child.sandbox.redirect import PREFIX
from migration_lab.cli import DESCRIPTION, SUBCOMMANDS
from migration_lab.terminal.subcommands import parser

TOP = Path(__file__).resolve().parents[2]
README = (TOP / "README.md").read_text(encoding="utf-8")
(SECTION,) = re.findall(r"^## On your own project\n(.*?)(?=^## )", README, re.MULTILINE | re.DOTALL)
(HOOK,) = yaml.safe_load((TOP / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def blocks(language: str, text: str = SECTION) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


WORKFLOW, CONFIG = (yaml.safe_load(block) for block in blocks("yaml"))
(JOB,) = WORKFLOW["jobs"].values()
STEPS: list[dict[str, Any]] = JOB["steps"]
"""The steps of the workflow."""
LINES = [line for step in STEPS for line in step.get("run", "").splitlines()]
TYPED = [line for block in blocks("sh", README) for line in block.splitlines()]


def commands(lines: list[str]) -> list[list[str]]:
    """The words of each ``migration-lab`` in these lines."""
    found = []
    for line in lines:
        _, ours, rest = line.partition("migration-lab ")
        words = shlex.split(rest, comments=True) if ours else []
        if words and words[0] in SUBCOMMANDS:
            found.append(words)
    return found


@pytest.mark.parametrize("words", commands([*LINES, *TYPED]), ids=" ".join)
def test_every_command_that_readme_names_is_understood(words: list[str]) -> None:
    assert parser().parse_args(words).subcommand == words[0]


def test_readme_shows_each_subcommand_and_so_does_help() -> None:
    shown = {words[0] for words in commands(TYPED)}
    assert shown == {*SUBCOMMANDS}
    assert all(f"migration-lab {name}" in DESCRIPTION for name in SUBCOMMANDS)


def test_the_workflow_has_what_it_needs() -> None:
    checkout = next(step for step in STEPS if step.get("uses", "").startswith("actions/checkout@"))
    assert checkout["with"]["fetch-depth"] == 0  # --changed-since compares with the whole history
    upload = next(step for step in STEPS if "upload-sarif@" in step.get("uses", ""))
    outputs = [parser().parse_args(words).output for words in commands(LINES)]
    assert upload["with"]["sarif_file"] in outputs
    assert WORKFLOW["permissions"]["security-events"] == "write"  # what the upload asks for


def test_the_hook_runs_the_command_with_options_that_there_are() -> None:
    (repository,) = CONFIG["repos"]
    (use,) = repository["hooks"]
    assert use["id"] == HOOK["id"]
    program, *words = shlex.split(HOOK["entry"])
    assert program == "migration-lab"
    assert HOOK["pass_filenames"] is False
    assert parser().parse_args([*words, *use["args"]]).subcommand == "review"


@pytest.mark.parametrize(
    ("file", "runs"),
    [
        ("migrations/versions/abc_add_bio.py", True),
        ("backend/migrations/versions/abc.py", True),
        ("migrations/env.py", True),
        ("shop/models.py", True),
        ("shop/views.py", False),
        ("migrations/versions/notes.txt", False),
    ],
)
def test_the_hook_runs_where_a_script_or_a_model_has_changed(file: str, runs: bool) -> None:
    assert bool(re.search(HOOK["files"], file)) is runs


def options_of(name: str) -> list[argparse.Action]:
    (subcommands,) = (one for one in parser()._actions if isinstance(one, argparse._SubParsersAction))
    return list(subcommands.choices[name]._actions)


@pytest.mark.parametrize("name", SUBCOMMANDS)
def test_every_option_stands_in_help_with_what_it_does_and_help_names_no_other(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    with pytest.raises(SystemExit) as stopped:
        parser().parse_args([name, "--help"])
    assert stopped.value.code == 0
    printed = capsys.readouterr().out
    prose, listed = re.split(r"\n(?:positional arguments|options):\n", printed, maxsplit=1)
    listed = " ".join(listed.split())
    for option in options_of(name):
        shown = [*option.option_strings] or [str(option.metavar)]
        assert all(re.search(rf"(?<!\S){re.escape(one)}[ ,]", listed) for one in shown), shown
        assert " ".join((option.help or "no help").split()) in listed, shown
    known = {word for option in options_of(name) for word in option.option_strings}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", prose)) <= known
    assert max(map(len, printed.splitlines())) <= 120


def test_what_a_postgresql_app_needs_is_in_the_workflow_and_the_hook_as_comments_that_can_be_taken_away() -> None:
    workflow, config = blocks("yaml")
    with_server = yaml.safe_load(re.sub(r"# (?=DATABASE_URL|services|  )", "", workflow))
    (job,) = with_server["jobs"].values()
    assert job["env"]["DATABASE_URL"].startswith("postgresql://postgres:postgres@localhost")
    assert job["services"]["postgres"]["env"] == {"POSTGRES_PASSWORD": "postgres"}
    with_driver = yaml.safe_load(config.replace("# additional", "additional"))
    (hook,) = with_driver["repos"][0]["hooks"]
    assert hook["additional_dependencies"] == ["psycopg[binary]"]


def test_readme_names_the_limits_that_there_are() -> None:
    assert f"{LARGEST_ROWS >> 20} MB of tables on PostgreSQL" in " ".join(SECTION.split())
    assert f"SQLite file of up to {LARGEST_COPY >> 20} MB" in " ".join(SECTION.split())
    assert f"{PREFIX}…" in SECTION
