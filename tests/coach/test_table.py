"""The table of all ids is what the catalogue and the tests say, and every entry is whole."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from migration_lab.coach import Entry, catalogue, entries, explaining, recognising_text
from migration_lab.coach.entries import CATALOGUE
from migration_lab.course.chapters.chapter import chapters
from migration_lab.course.exercises.exercise import exercises
from tests.coach.scenario import Scenario
from tests.coach_table import PAGE, TESTS, databases_tested, in_the_standing, main, table

ENTRIES = catalogue().values()


def test_the_table_is_what_the_catalogue_and_the_tests_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == table(), "Run python -m tests.coach_table, and commit what it wrote."
    assert main(["--check"]) == 0


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_an_entry_has_its_page_with_its_title(entry: Entry) -> None:
    assert entry.page.startswith(f"# {entry.id}: ")
    assert "(to be written)" not in entry.page


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_an_entry_is_told_on_some_occasion_or_its_test_says_what_its_page_is_good_for(entry: Entry) -> None:
    told = entry.signs or entry.failure or entry.hazard or entry.id in in_the_standing()
    assert told or f'find_entry("{entry.id}").page' in (TESTS / f"test_{entry.id}.py").read_text(encoding="utf-8")


def test_an_entry_has_tests_and_a_test_has_an_entry() -> None:
    tested = databases_tested()
    assert {*tested} == {*catalogue()}
    assert [id for id, databases in tested.items() if not databases] == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_an_entry_is_tested_on_every_database_that_it_is_about(entry: Entry) -> None:
    letters = {"sqlite": "S", "postgresql": "P"}
    assert {letters[one] for one in entry.dialects} <= {*databases_tested()[entry.id].split()}


def test_contributing_says_what_each_letter_of_an_id_stands_for() -> None:
    contributing = (PAGE.parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (paragraph,) = re.findall(r"An id is a\nletter.*?For an entry", contributing, re.DOTALL)
    assert {*re.findall(r"`([A-Z])`", paragraph)} == {entry.id[0] for entry in ENTRIES}


def test_a_page_belongs_to_an_entry() -> None:
    assert {path.stem for path in CATALOGUE.glob("*.md")} == {*catalogue()}


def test_the_databases_are_read_from_the_fixtures_of_the_tests(tmp_path: Path) -> None:
    (tmp_path / "test_X.py").write_text(
        "pytestmark = [pytest.mark.postgres, pytest.mark.entry('X1')]\n"
        "def test_one(postgresql): ...\ndef helper(sqlite): ...\n",
        encoding="utf-8",
    )
    (tmp_path / "test_Y.py").write_text(
        "@pytest.mark.entry('Y1')\ndef test_one(scenario): ...\n"
        "@pytest.mark.entry('Y2')\ndef test_two(tmp_path): ...\n",
        encoding="utf-8",
    )
    assert databases_tested(tmp_path) == {"X1": "P", "Y1": "S P", "Y2": ""}


KNOWN = {"S": 30, "A": 6, "B": 8, "C": 5, "D": 18, "E": 2, "F": 5, "G": 3, "H": 9, "X": 6}
"""How many ways of getting stuck there are, and how many hazards of each kind; more may come."""


def test_there_is_an_entry_for_every_problem_that_is_known() -> None:
    ids = {
        f"{letter}{n:02}" if letter == "S" else f"{letter}{n}"
        for letter, many in KNOWN.items()
        for n in range(1, many + 1)
    }
    assert sorted(ids - {*catalogue()}) == []


NEW = """\
title = "A table that nobody wants"
severity = "fails"
dialects = ["sqlite", "postgresql"]
what = "The table {name} is not wanted."
why = "Nobody wants it."

[[recognise]]
command = ["upgrade"]
error = ["RuntimeError"]
message = "nobody wants (?P<name>\\\\w+)"

[[now]]
say = "Make another one than {name}."
"""


def test_a_new_entry_needs_its_file_and_its_page_and_nothing_else(
    sqlite: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(CATALOGUE, tmp_path / "catalogue"))
    (folder / "Z1.toml").write_text(NEW, encoding="utf-8")
    for module in (entries, explaining, recognising_text):
        monkeypatch.setattr(module, "catalogue", lambda: catalogue(folder))
    sqlite.revision("raise RuntimeError('nobody wants zebras')")
    step = sqlite.fails("db upgrade")
    advice = sqlite.advice(step)
    assert (advice.id, advice.what) == ("Z1", "The table zebras is not wanted.")
    assert [one.entry.id for one in recognising_text.recognise_text(step.result.full_output)] == ["Z1"]
    assert entries.find_entry("z1").title == "A table that nobody wants"


def patterns_of(entry: Entry) -> list[str]:
    return [*entry.printed, *entry.perhaps, *(one for words in entry.cases.values() for one in words.printed)]


def test_what_people_see_of_an_entry_is_nothing_that_any_text_has() -> None:
    patterns = [(entry.id, pattern) for entry in ENTRIES for pattern in patterns_of(entry)]
    assert [one for one in patterns if re.search(one[1], recognising_text.UNRELATED, re.MULTILINE)] == []


def test_each_way_of_getting_stuck_on_sqlite_has_a_chapter_that_names_it() -> None:
    notebooks = {chapter.number: chapter.path.read_text(encoding="utf-8") for chapter in chapters()}
    stuck = [entry for entry in ENTRIES if entry.id.startswith("S") and "sqlite" in entry.dialects]
    shown = {one.id for one in stuck if one.chapter and re.search(rf"\b{one.id}\b", notebooks[one.chapter])}
    assert {entry.id for entry in stuck} - shown == set()


def test_what_exercises_practise_has_a_page_and_a_chapter_that_is_not_later() -> None:
    for exercise in exercises():
        for id in exercise.entries:
            assert catalogue()[id].chapter <= exercise.chapter, (exercise.id, id)
