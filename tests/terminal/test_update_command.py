"""``migration-lab update`` as it is typed: it says what it did, asks about what was changed, and compares."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from migration_lab.course.copies import copy_course
from migration_lab.course.remembered_folder import remember
from tests.course.installed_course import APP, COURSE, FIRST, SECOND, Install, install, notebook
from tests.terminal.conftest import Command

__all__ = ["install"]

NEWER = COURSE | {FIRST: notebook("print('hello')"), SECOND: notebook("x = 2", "print(x)"), APP: "app = 2\n"}
MINE = notebook("x = 1", "print(x, 'mine')")


@pytest.fixture
def mine(install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner's copy, with one chapter run and one changed; then version 2.0 is installed."""
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("MIGRATION_LAB_COURSE", raising=False)
    monkeypatch.chdir(tmp_path)
    install("1.0")
    folder = copy_course(tmp_path / "mine").folder
    remember(folder)
    (folder / FIRST).write_text(notebook("print('welcome')", outputs=("welcome\n",)), encoding="utf-8")
    (folder / SECOND).write_text(MINE, encoding="utf-8")
    install("2.0", NEWER)
    return folder


def answers(monkeypatch: pytest.MonkeyPatch, *words: str) -> None:
    """Somebody who answers with these words, one after the other."""

    left = [*words]

    class Terminal:
        def isatty(self) -> bool:
            return True

        def readline(self) -> str:
            return f"{left.pop(0)}\n" if left else ""

    monkeypatch.setattr(sys, "stdin", Terminal())


def test_where_nobody_can_answer_it_renews_the_rest_and_says_what_to_do(lab: Command, mine: Path) -> None:
    printed = lab("update")
    assert (printed.code, printed.err) == (1, "")
    assert printed.out == (
        f"The course in {mine}: version 1.0 → version 2.0\n"
        f"  2 files renewed: {FIRST}, {APP}\n"
        f"  your {FIRST} is now notebooks/yours-from-1.0/00_start_here.ipynb\n"
        f"  1 file changed by you and by the course: {SECOND}\n"
        "  Until you decide, yours stay as they are:\n"
        "    migration-lab update --compare    show what is different\n"
        "    migration-lab update --keep       keep yours\n"
        "    migration-lab update --beside     keep yours, and put the new ones beside them\n"
    )
    assert (mine / SECOND).read_text(encoding="utf-8") == MINE


def test_compare_shows_the_lines_of_the_cells_and_changes_nothing(lab: Command, mine: Path) -> None:
    before = {path: path.read_bytes() for path in mine.rglob("*") if path.is_file()}
    printed = lab("update", "--compare")
    assert (printed.code, printed.err) == (1, "")
    assert printed.out == (
        f"--- {SECOND} (yours)\n+++ {SECOND} (2.0)\n@@ -1,6 +1,6 @@\n ── code cell\n-x = 1\n+x = 2\n \n ── code cell\n"
        "-print(x, 'mine')\n+print(x)\n \n\n"
        "- is only in yours, + only in the new one. Nothing was changed. To decide:\n"
        "    migration-lab update --keep       keep yours\n"
        "    migration-lab update --beside     keep yours, and put the new ones beside them\n"
    )
    assert {path: path.read_bytes() for path in mine.rglob("*") if path.is_file()} == before


def test_beside_says_where_the_new_one_is_and_a_second_time_there_is_nothing_new(lab: Command, mine: Path) -> None:
    printed = lab("update", "--beside")
    assert printed.code == 0
    assert f"  your {SECOND} stays; the new one is notebooks/new-in-2.0/01_build_an_app.ipynb\n" in printed.out
    assert lab("update").out == f"There is nothing new for the course in {mine} (version 2.0).\n"
    assert lab("update", "--compare").out == "You have changed nothing that the course has changed too.\n"


def test_keep_keeps(lab: Command, mine: Path) -> None:
    printed = lab("update", "--keep", "--folder", mine)
    assert printed.code == 0
    assert f"  1 file of yours kept: {SECOND}\n" in printed.out
    assert (mine / SECOND).read_text(encoding="utf-8") == MINE


def test_in_a_terminal_it_asks_compares_and_asks_again(
    lab: Command, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(monkeypatch, "c", "what?", "B")
    printed = lab("update")
    assert printed.code == 0
    assert printed.out.startswith(f"You have changed {SECOND}, and the course has a new one.\n")
    assert printed.out.count("Keep yours (k)") == 3
    assert "\n+x = 2\n" in printed.out
    assert (mine / "notebooks" / "new-in-2.0" / "01_build_an_app.ipynb").is_file()


@pytest.mark.parametrize("said", [("",), ()])
def test_no_answer_leaves_it_for_later(
    lab: Command, mine: Path, monkeypatch: pytest.MonkeyPatch, said: tuple[str, ...]
) -> None:
    answers(monkeypatch, *said)
    assert lab("update").code == 1
    assert (mine / SECOND).read_text(encoding="utf-8") == MINE


def test_a_clone_is_told_to_pull(lab: Command, tmp_path: Path) -> None:
    printed = lab("update")
    assert (printed.code, printed.out) == (2, "")
    assert "git pull updates it" in printed.err
