"""The clinic as a notebook calls it: a case is opened, help is off in the second half, and comes back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from migration_lab import lab
from migration_lab.course.exercises.finding import find_exercise
from migration_lab.course.exercises.steps import apply_steps
from migration_lab.course.predictions.prediction import find_prediction
from migration_lab.errors import LabError
from migration_lab.kernel import docking, panel, session
from migration_lab.kernel.docking import HELP_IS_OFF
from migration_lab.widgets import Board, Message, PlacesView
from tests.coached_chapter import flask

WITH_HELP, ALONE = "clinic.b", "clinic.i"
"""The 4th and the 8th case of seed 7: a draft that loses values, and an upgrade that fails and leaves a table."""

STOPPED = "The upgrade stopped halfway, before it had copied them"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the cases begin with, built once for all tests."""
    return tmp_path_factory.mktemp("built")


@pytest.fixture(autouse=True)
def root(tmp_path: Path, built: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A workspace folder of its own, with nothing open."""
    folder = tmp_path / "workspace"
    shutil.copytree(built, folder / ".cache")
    monkeypatch.setenv("MIGRATION_LAB_WORKSPACE", str(folder))
    monkeypatch.chdir(tmp_path)
    session.close()
    lab.clinic(seed=7)
    yield folder
    session.close()
    shutil.copytree(folder / ".cache", built, dirs_exist_ok=True)


def solve(id: str) -> None:
    apply_steps(find_exercise(id).solution, session.current().project)


def noted(root: Path, id: str) -> dict[str, object]:
    return json.loads((root / "progress.json").read_text(encoding="utf-8"))["exercises"].get(id, {})


def test_a_case_opens_with_what_people_say_and_what_to_do(root) -> None:
    shown = str(lab.open("clinic.4"))
    assert shown.startswith("Case clinic.b, “On the trial copy all pages answer.")
    assert "“What is `bio` today will be called `about`." in shown
    assert 'First say what is wrong: `lab.diagnose("clinic.b")`.' in shown
    assert "workspace/clinic.b is at the case's starting point." in shown
    assert HELP_IS_OFF not in shown
    assert Path.cwd() == root / "clinic.b"


def test_in_the_first_half_board_and_coach_help(capsys) -> None:
    lab.open(WITH_HELP)
    assert isinstance(lab.places(), PlacesView)
    assert isinstance(lab.board(), Board)
    assert "loses data: This script drops speaker.bio and adds" in flask("db upgrade", capsys)
    assert "All six speakers should have their text" in str(lab.check(WITH_HELP))


def test_in_the_second_half_they_do_not(capsys) -> None:
    assert HELP_IS_OFF in str(lab.open("clinic.8"))
    for said in (lab.board(), lab.places(), lab.explain()):
        assert isinstance(said, Message)
        assert HELP_IS_OFF in str(said)
    shown = flask("db upgrade", capsys)
    assert "UNIQUE constraint failed: _alembic_tmp_speaker.name" in shown
    assert "left over: _alembic_tmp_speaker" in shown, "the card says what has happened"
    assert "tried on a copy" not in shown
    assert "What to do now" not in shown


def test_in_the_second_half_a_draft_is_not_judged_and_nobody_asks(capsys) -> None:
    lab.open(ALONE)
    solve(ALONE)
    models = Path("models.py").read_text(encoding="utf-8")
    Path("models.py").write_text(models.replace("    bio: Mapped", "    about: Mapped"), encoding="utf-8")
    shown = flask("db migrate -m about", capsys)
    assert "wrote 1 script" in shown
    assert "tried on a copy" not in shown
    assert "rename" not in shown.lower()


def test_a_check_on_ones_own_says_only_which_parts_are_right() -> None:
    lab.open(ALONE)
    shown = lab.check(ALONE)
    assert "None of 6 parts is right yet." in str(shown)
    assert shown.missing == ("what is missing is for you to find out, as long as board and coach are off.",)
    assert shown.state()["tables"] == []
    assert "speaker" not in shown.html()


def test_help_can_be_turned_on_and_then_it_is_done_with_help(root, capsys) -> None:
    lab.open(ALONE)
    assert str(lab.clinic(help=True)).startswith(f"Board and coach are on in case {ALONE}\n")
    assert isinstance(lab.places(), PlacesView)
    assert "UNIQUE constraint failed" in str(lab.check(ALONE))
    assert "already" in str(lab.clinic(help=True))
    lab.reset()
    assert isinstance(lab.places(), PlacesView), "it is known from now on"
    solve(ALONE)
    assert lab.check(ALONE).done
    assert noted(root, ALONE)["helped"] is True
    assert "✓ done with help" in str(lab.clinic())


def test_a_case_that_is_solved_on_ones_own_brings_help_back(root) -> None:
    lab.open(ALONE)
    solve(ALONE)
    assert lab.check(ALONE).done
    assert isinstance(lab.places(), PlacesView)
    assert "helped" not in noted(root, ALONE)
    lab.open(ALONE)
    assert isinstance(lab.places(), PlacesView)
    assert "helped" not in noted(root, ALONE)


def test_after_such_a_case_a_chapter_has_its_help_again() -> None:
    lab.open(ALONE)
    lab.open("03")
    assert isinstance(lab.places(), PlacesView)
    with pytest.raises(LabError, match="No case of the clinic is open"):
        lab.clinic(help=True)


def test_the_board_beside_the_notebook_goes_and_comes(monkeypatch) -> None:
    did: list[str] = []
    monkeypatch.setattr(panel, "in_a_kernel", lambda: True)
    monkeypatch.setattr(panel.panel, "show", lambda board, title, closed=False: did.append(title))
    monkeypatch.setattr(panel.panel, "close", lambda: did.append("closed"))
    lab.open(WITH_HELP)
    lab.open(ALONE)
    with pytest.raises(LabError, match="Board and coach are off"):
        docking.dock(closed=True)
    lab.clinic(help=True)
    assert did == ["Board · Case clinic.b", "closed", "Board · Case clinic.i"]


def test_a_diagnosis_is_asked_and_the_check_says_whether_it_was_right() -> None:
    lab.open(WITH_HELP)
    asked = lab.diagnose("clinic.4")
    assert str(asked).startswith("Diagnosis clinic.b\n  Where have the texts gone")
    assert '`lab.diagnose("clinic.b", "a")`' in str(asked)
    answer = find_prediction(WITH_HELP).answer
    lab.diagnose(WITH_HELP, STOPPED)
    lab.diagnose(WITH_HELP, answer)
    solve(WITH_HELP)
    shown = str(lab.check(WITH_HELP))
    assert f"\n  Your diagnosis was right: {answer}.\n" in shown
    assert "What it was has been shown already" in str(lab.diagnose(WITH_HELP, STOPPED))
    assert "That was your first answer, and it stays." in str(lab.diagnose(WITH_HELP))
    assert "diagnosis right" in str(lab.clinic())


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([STOPPED], f"Your diagnosis was: {STOPPED}. What it was: The script"),
        ([], "You have made no diagnosis. What it was: The script"),
    ],
)
def test_a_wrong_diagnosis_or_none_is_said_beside_what_it_was(answers, said) -> None:
    lab.open(WITH_HELP)
    for answer in answers:
        lab.diagnose(WITH_HELP, answer)
    solve(WITH_HELP)
    assert said in str(lab.check(WITH_HELP))
    assert "The clinic: " in str(lab.recap("clinic"))


def test_a_diagnosis_is_revealed_before_the_case_is_mended_when_somebody_asks() -> None:
    lab.open(ALONE)
    lab.diagnose(ALONE, "A column must not be empty, and one row has nothing in it")
    shown = str(lab.reveal("clinic.8"))
    assert shown.startswith("Diagnosis clinic.i: what it was\n")
    assert "\n  You said: A column must not be empty" in shown
    assert "\n  What it was: A rule is to hold that two rows break\n" in shown
    assert "What it was has been shown already" in str(lab.diagnose(ALONE, "The constraint has no name"))
    assert "What it was: A rule is to hold" in str(lab.recap("clinic"))
