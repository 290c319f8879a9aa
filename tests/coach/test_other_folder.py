"""A command with ``-d`` is explained too: in the folder of scripts that it names."""

from __future__ import annotations

import shutil

import pytest

from migration_lab.project.advising import explain_step
from migration_lab.project.other_folder import history_in, naming, other_folder
from tests.coach.scenario import Scenario

ADD = "op.add_column('talk', sa.Column('level', sa.String(), nullable=False))"
MENDED = "op.add_column('talk', sa.Column('level', sa.String(), nullable=False, server_default='x'))"


@pytest.mark.parametrize("line", ["db -d migrations upgrade", "db upgrade -d ./migrations head"])
def test_the_apps_own_folder_may_be_named(scenario: Scenario, line: str) -> None:
    scenario.revision(ADD)
    assert scenario.advice(scenario.fails(line)).id == "S06"


@pytest.mark.parametrize("folder", ["other", "with a blank"])
def test_in_another_folder_the_advice_is_about_its_scripts(scenario: Scenario, folder: str) -> None:
    shutil.copytree(scenario.path / "migrations", scenario.path / folder)
    (script,) = scenario.ok(f"db -d '{folder}' revision -m change").result.written
    scenario.fill(script, ADD)
    step = scenario.fails(f"db -d '{folder}' upgrade")
    advice = explain_step(scenario.project, step)
    assert advice is not None
    assert (advice.id, advice.file, advice.source) == ("S06", script, ADD)
    graph = history_in(scenario.project, folder)
    assert graph.revisions[0].path == script
    assert advice.revision in graph.pending
    assert "still at revision" in advice.state
    scenario.follow(advice, {script: (ADD, MENDED)})
    assert scenario.sql("SELECT DISTINCT level FROM talk") == [("x",)]


def test_which_folder_is_another_one(sqlite: Scenario) -> None:
    words = ("upgrade", "-d migrations upgrade", "-d other upgrade", "upgrade -d other/ head", "-x other upgrade")
    found = [other_folder(sqlite.project, ["db", *line.split()]) for line in words]
    assert found == ["", "", "other", "other/", ""]


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("flask db upgrade", "flask db upgrade -d other"),
        ("flask db revision -m 'a b'", "flask db revision -d other -m 'a b'"),
        ("flask db -d one upgrade", "flask db -d one upgrade"),
        ("flask db upgrade --directory=one", "flask db upgrade --directory=one"),
        ("git checkout other", "git checkout other"),
        ("", ""),
    ],
)
def test_a_command_that_names_no_folder_is_given_this_one(line: str, named: str) -> None:
    assert naming(line, "other") == named
