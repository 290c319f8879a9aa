"""``migration-lab review`` on real projects: what it finds, its exit code, and that it changes nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from migration_lab.coach import catalogue
from migration_lab.terminal.review_command import questions_of_style
from tests.coach.many_rows import many_talks
from tests.coach.scenario import Scenario
from tests.coach.test_way_back import ENDLESS
from tests.terminal.conftest import DROP, Command, contents

NOT_NULL = "op.add_column('speaker', sa.Column('level', sa.String(), nullable=False))"


def everything(scenario: Scenario) -> list[Sequence[tuple[object, ...]]]:
    """Every row with the transaction that wrote it, and every database of the server."""
    tables = ("room", "speaker", "talk", "alembic_version")
    rows = [scenario.sql(f"SELECT xmin::text, ctid::text, * FROM {table} ORDER BY 2") for table in tables]
    return [*rows, scenario.sql("SELECT datname FROM pg_database ORDER BY 1")]


def test_it_names_the_line_counts_the_rows_and_says_what_to_do(lab: Command, scenario: Scenario) -> None:
    script = scenario.revision(DROP)
    line = scenario.read(script).splitlines().index("        batch_op.drop_column('phone')") + 1
    printed = lab("review", folder=scenario.path)
    assert printed.code == 1
    first, source, *_ = printed.out.splitlines()
    assert first.startswith(f"{script}:{line}: A1 loses: 5 values of speaker.phone will be gone")
    assert source == "    > batch_op.drop_column('phone')"
    assert "    1. " in printed.out
    assert "More: migration-lab explain A1" in printed.out
    last = printed.out.splitlines()[-1]
    assert last.startswith(
        "3 findings (1 loses, 2 risk) in 1 script (pending; "
    )  # the model still has it, and nothing leads back
    assert printed.out.endswith("Exit code 1.\n")


def test_it_changes_no_byte_of_the_project_and_of_its_sqlite_file(lab: Command, sqlite: Scenario) -> None:
    sqlite.revision(DROP)
    before = contents(sqlite.path)
    for words in (["--all"], [], ["--since", "base"]):
        lab("review", *words, folder=sqlite.path)
    assert contents(sqlite.path) == before


@pytest.mark.postgres
def test_it_changes_no_row_of_a_postgresql_and_leaves_no_database(lab: Command, postgresql: Scenario) -> None:
    postgresql.revision(DROP)
    before = contents(postgresql.path), everything(postgresql)
    for words in (["--all"], [], ["--since", "base"]):
        lab("review", *words, folder=postgresql.path)
    assert (contents(postgresql.path), everything(postgresql)) == before


def test_what_makes_the_exit_code_1_can_be_chosen(lab: Command, sqlite: Scenario) -> None:
    sqlite.revision(DROP)
    codes = {kinds: lab("review", sqlite.path, "--fail-on", kinds).code for kinds in ("never", "fails,blocks", "loses")}
    assert codes == {"never": 0, "fails,blocks": 0, "loses": 1}


def test_a_kind_that_is_not_there_is_refused_with_those_that_are(lab: Command, tmp_path: Path) -> None:
    printed = lab("review", tmp_path, "--fail-on", "everything")
    assert printed.code == 2
    assert "there are fails, loses, blocks, risk, style, and never" in printed.err


def test_nothing_pending_is_nothing_to_tell(lab: Command, scenario: Scenario) -> None:
    printed = lab("review", scenario.path)
    assert printed.code == 0
    assert printed.out.startswith("No findings in 0 scripts (pending; ")


def test_a_script_that_will_fail_is_explained_as_the_command_would_be(lab: Command, scenario: Scenario) -> None:
    script = scenario.revision(NOT_NULL)
    printed = lab("review", "--format", "json", folder=scenario.path)
    assert printed.code == 1
    failing = [one for one in json.loads(printed.out)["findings"] if one["severity"] == "fails"]
    assert failing
    assert {one["file"] for one in failing} == {script}
    assert {one["source"] for one in failing} == {NOT_NULL}
    assert scenario.sql("SELECT count(*) FROM speaker") == [(5,)]


def test_an_error_that_the_coach_does_not_know_is_told_in_its_own_words(lab: Command, scenario: Scenario) -> None:
    script = scenario.revision("raise RuntimeError('no such moon')")
    printed = lab("review", "--format", "json", folder=scenario.path)
    (found,) = json.loads(printed.out)["findings"]
    assert printed.code == 1
    assert (found["id"], found["severity"], found["file"]) == ("rehearsal", "fails", script)
    assert "RuntimeError: no such moon" in found["what"]
    assert found["line"] == scenario.read(script).splitlines().index("    raise RuntimeError('no such moon')") + 1


def test_a_comment_in_the_script_silences_a_finding(lab: Command, sqlite: Scenario) -> None:
    sqlite.revision(f"{DROP}  # lab: ok A1")
    assert lab("review", sqlite.path).code == 0


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
def test_a_project_that_does_not_load_is_exit_code_2_with_the_reason(lab: Command, sqlite: Scenario, form: str) -> None:
    sqlite.write("models.py", "import nowhere_to_be_found\n")
    printed = lab("review", sqlite.path, "--format", form)
    assert printed.code == 2
    assert "nowhere_to_be_found" in printed.out


def test_a_folder_that_is_not_there_is_exit_code_2(lab: Command, tmp_path: Path) -> None:
    printed = lab("review", tmp_path / "nowhere", "--format", "json")
    assert printed.code == 2
    assert "There is no folder" in json.loads(printed.out)["could_not_look"]


def test_a_folder_without_migrations_is_exit_code_2(lab: Command, sqlite: Scenario) -> None:
    (sqlite.path / "migrations").rename(sqlite.path / "elsewhere")
    printed = lab("review", sqlite.path)
    assert printed.code == 2
    assert "There is no folder migrations yet" in printed.out


def test_a_question_cannot_be_answered_so_the_scripts_were_not_tried(lab: Command, sqlite: Scenario) -> None:
    sqlite.revision("input('sure? ')")
    printed = lab("review", sqlite.path)
    assert printed.code == 2
    assert "asks" in printed.out


def test_the_app_and_its_own_environment_can_be_named(lab: Command, sqlite: Scenario) -> None:
    sqlite.revision(DROP)
    (sqlite.path / "app.py").rename(sqlite.path / "conference.py")
    printed = lab("review", sqlite.path, "--app", "conference:create_app", "--python", sys.executable)
    assert printed.code == 1
    assert ": A1 loses: 5 values" in printed.out


def test_a_folder_in_which_nothing_can_be_written_is_reviewed_as_any_other(sqlite: Scenario) -> None:
    sqlite.revision(DROP)
    root = os.name != "nt" and os.geteuid() == 0
    drop = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if root else []  # root may write anywhere otherwise
    assert not root or shutil.which("setpriv"), "Root's rights cannot be taken away here: install util-linux."
    folders = [sqlite.path, *(path for path in sqlite.path.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        program = "import sys; from migration_lab.cli import main; sys.exit(main(['review']))"
        command = [*drop, sys.executable, "-P", "-c", program]
        done = subprocess.run(command, cwd=sqlite.path, capture_output=True, encoding="utf-8")
        refused = subprocess.run([*drop, "touch", "x"], cwd=sqlite.path, capture_output=True)
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert refused.returncode == 1
    assert done.returncode == 1, done.stderr
    assert ": A1 loses: 5 values of speaker.phone" in done.stdout


QUESTIONS = tuple(entry.id for entry in catalogue().values() if entry.style)


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        (("F3",), ("F3",)),
        (("f3", "F3", "d14"), ("F3", "D14")),
        (("all",), QUESTIONS),
        (("All", "D14"), (*QUESTIONS, "D14")),
        (("D14", "all"), ("D14", *QUESTIONS)),
        ((), ()),
    ],
)
def test_questions_of_style_are_asked_by_id_in_small_letters_too_and_all_together_with_others(
    asked: tuple[str, ...], ids: tuple[str, ...]
) -> None:
    assert questions_of_style(asked) == ids


@pytest.mark.parametrize("asked", ["S06", "all,S06", "everything", "F3;D14"])
def test_an_id_that_is_no_hazard_is_refused_with_those_that_are(lab: Command, tmp_path: Path, asked: str) -> None:
    printed = lab("review", tmp_path, "--style", asked)
    assert printed.code == 2
    wrong = asked.split(",")[-1]
    assert f"--style {wrong}: the questions of style are {', '.join(QUESTIONS)}." in " ".join(printed.out.split())


@pytest.mark.postgres
def test_a_hazard_that_is_told_only_if_others_are_connected_can_be_asked_for(
    lab: Command, postgresql: Scenario
) -> None:
    many_talks(postgresql)
    postgresql.revision("op.add_column('talk', sa.Column('level', sa.Integer()))")
    assert ": D14 risk: This asks for an ACCESS EXCLUSIVE lock" in lab("review", postgresql.path, "--style", "D14").out


def test_a_way_back_that_takes_too_long_is_told(lab: Command, sqlite: Scenario) -> None:
    sqlite.revision("op.add_column('room', sa.Column('floor', sa.String()))", ENDLESS)
    printed = lab("review", sqlite.path)
    said = " ".join(printed.out.split())
    assert "The way back (downgrade) was not tried to its end. It takes longer than 5 seconds." in said
