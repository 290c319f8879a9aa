"""What is said of an error does not depend on the runner, nor on what was printed: nobody reads it back from there."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from migration_lab.kernel.telling import command_result
from migration_lab.project import Project
from migration_lab.project.commands.fresh_runner import FreshRunner
from migration_lab.project.commands.runner import Runner, Sink
from migration_lab.values.wire import GetPage, LookAtPlaces, Outcome, Request, RunFlask
from tests.project.by_hand import app, head, script, upgraded
from tests.project.conftest import APP
from tests.project.small import command

TWICE = ["db.create_all()", *["db.session.execute(db.text('INSERT INTO speaker (id, name) VALUES (9, 1)'))"] * 2]
SHAPES = {
    "a broken file": ("class Talk(:\n", [], RunFlask(("routes",))),
    "a module that is not there": ("import nowhere_at_all\n", [], RunFlask(("routes",))),
    "a variable that is not set": ("import os\nos.environ['TALKS_URL']\n", [], RunFlask(("routes",))),
    "a command that is not there": ("", [], RunFlask(("nix",))),
    "no scripts": ("", [], RunFlask(("db", "upgrade"))),
    "a row twice": ("", TWICE, RunFlask(("try",))),
    "an end with words": ("", ["import sys; sys.exit('Where is it?')"], RunFlask(("try",))),
    "an end out of an error": ("", ["try:", "    {}['k']", "except KeyError:", "    exit(4)"], RunFlask(("try",))),
    "an error out of another": ("", ["try:", "    {}['k']", "finally:", "    1 / 0"], RunFlask(("try",))),
    "a question": ("", ["input('Really? ')"], RunFlask(("try",))),
    "a view that fails": ("", [], GetPage("/speakers")),
    "another program": ("import subprocess\nsubprocess.run(['touch', 'made'])\n", [], LookAtPlaces()),
}


@pytest.fixture(scope="module")
def fresh() -> FreshRunner:
    return FreshRunner()


@pytest.mark.parametrize("shape", SHAPES)
def test_both_runners_report_the_same(
    project: Project, runner: Runner, fresh: FreshRunner, tmp_path: Path, shape: str
) -> None:
    begin, body, work = SHAPES[shape]
    app(project, begin + APP)
    if body:
        command(project, "try", *body)
    scratch = str(tmp_path) if isinstance(work, LookAtPlaces) else None
    request = Request(work, str(project.path), dict(os.environ), scratch=scratch)
    warm, slow = (each.run(request, lambda text: None).report for each in (runner, fresh))
    assert (warm.error, warm.not_loaded, warm.refusals) == (slow.error, slow.not_loaded, slow.refusals)
    assert (warm.page, warm.exit_code) == (slow.page, slow.exit_code)
    assert warm.error or (warm.page and warm.page.error)


# Nobody reads an error back out of what is printed


class Mute:
    """A runner that lets nothing through of what is printed."""

    def __init__(self, runner: Runner) -> None:
        self.runner = runner
        self.python = runner.python
        self.start, self.close = runner.start, runner.close

    def run(self, request: Request, sink: Sink) -> Outcome:
        return self.runner.run(request, lambda text: None)


def broken_file(project: Project) -> None:
    (project.path / "models.py").write_text("class Talk(:\n", encoding="utf-8")


def no_module(project: Project) -> None:
    app(project, "import nowhere_at_all\n" + APP)


def no_app(project: Project) -> None:
    app(project, "x = 1\n")


def needy(project: Project) -> None:
    app(project, APP.replace("create_app()", "create_app(name)"))


def no_variable(project: Project) -> None:
    app(project, "import os\nos.environ['TALKS_URL']\n" + APP)


def asks(project: Project) -> None:
    app(project, "input('Which? ')\n" + APP)


def another_program(project: Project) -> None:
    app(project, "import subprocess\nsubprocess.run(['touch', 'made'])\n" + APP)


def behind(project: Project) -> None:
    script(project, "next", head(project), "op.execute('INSERT INTO nowhere VALUES (1)')")


BROKEN = [broken_file, no_module, no_app, needy, no_variable, asks, another_program, behind]


@pytest.mark.parametrize("broken", BROKEN)
def test_what_is_said_does_not_depend_on_what_was_printed(
    project: Project, runner: Runner, broken: Callable[[Project], None]
) -> None:
    upgraded(project)
    broken(project)
    mute = Project(project.path, stable=True, runner=Mute(runner))
    said, unheard = project.places(), mute.places()
    assert replace(said, problem=None) == replace(unheard, problem=None)
    words = [command_result(each.run("db", "upgrade"))["words"] for each in (project, mute)]
    assert words[0] == words[1]
    assert words[0].startswith("failed: ") or broken is another_program
