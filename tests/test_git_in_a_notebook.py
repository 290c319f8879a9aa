"""``%git`` in a real kernel: what it prints, failures that are one short message, and the board that follows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from migration_lab import magics
from migration_lab.kernel.desk import Desk
from tests.desk import open_desk, wait
from tests.notebook_kernel import OPEN, Kernel
from tests.test_board_follows import state_of


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    made = Kernel(tmp_path_factory.mktemp("lab"))
    yield made
    made.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path) as made:
        yield made


def test_it_runs_git_in_the_workspace(kernel: Kernel) -> None:
    kernel.run(OPEN)
    begun = kernel.run("%git init -q -b main\n%git add .\n%git commit -q -m 'The app'\n%git status --short --branch")
    assert (begun.error, begun.text) == (None, "## main\n")
    assert kernel.run("%git git log --format=%s").text == "The app\n", "as for %flask, the word git may be repeated"


def test_a_failure_is_one_short_message_below_what_git_says(kernel: Kernel) -> None:
    kernel.run(OPEN)
    failed = kernel.run("%git switch rooms")
    assert failed.text == "fatal: not a git repository (or any of the parent directories): .git\n"
    message = "git switch ended with exit code 128; the reason is in the output above."
    assert failed.error == ("CommandFailed", message)
    assert len(failed.traceback.splitlines()) <= 5


def test_before_a_chapter_is_open_it_says_so(kernel: Kernel) -> None:
    kernel.restart()
    kernel.run("from migration_lab import lab")
    name, message = kernel.run("%git status").error or ("", "")
    assert name == "NothingOpen"
    assert message.startswith("Nothing is open in this kernel yet")


def test_the_board_follows_a_switch_to_a_branch_without_the_databases_script(desk: Desk) -> None:
    Path(".gitignore").write_text("__pycache__/\ninstance/\n", encoding="utf-8")
    for line in ("init -q -b main", "add .", "commit -q -m 'The app'", "switch -q -c tags"):
        magics.git(line)
    magics.flask("db revision -m 'add tag'")
    magics.flask("db upgrade")
    magics.git("add .")
    magics.git("commit -q -m 'Add a tag'")
    wait(lambda: state_of(desk) == "in step")
    magics.git("switch -q main")
    wait(lambda: "no script has that id" in str(desk.board.state()["_places"]["now"]))
    magics.git("switch -q tags")
    wait(lambda: state_of(desk) == "in step")
