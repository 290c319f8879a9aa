"""Which scripts ``migration-lab review`` looks at, and with which rows: pending ones, or those that were asked for."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.coach.scenario import Scenario
from tests.terminal.conftest import DROP, Command, contents


def head(scenario: Scenario) -> str:
    (found,) = scenario.project.history().heads
    return found


def test_without_a_database_file_it_makes_none_and_says_that_no_rows_are_known(lab: Command, sqlite: Scenario) -> None:
    sqlite.revision(DROP)
    (sqlite.path / "instance" / "conference.db").unlink()
    (sqlite.path / "instance").rmdir()
    before = contents(sqlite.path)
    printed = lab("review", "--format", "json", folder=sqlite.path)
    found = json.loads(printed.out)
    assert printed.code == 0
    assert len(found["reviewed"]) == 2
    assert found["rows_known"] is False
    assert "no rows" in found["notes"][0]
    assert contents(sqlite.path) == before
    assert not (sqlite.path / "instance").exists()


def test_all_scripts_run_one_by_one_from_empty_databases(lab: Command, scenario: Scenario) -> None:
    first = head(scenario)
    scenario.revision("op.add_column('room', sa.Column('floor', sa.String()))")
    scenario.ok("db upgrade")
    second = head(scenario)
    found = json.loads(lab("review", "--all", "--format", "json", folder=scenario.path).out)
    assert (found["reviewed"], found["which"], found["rows_known"]) == ([first, second], "all", False)
    found = json.loads(lab("review", "--since", first, "--format", "json", folder=scenario.path).out)
    assert (found["reviewed"], found["which"]) == ([second], f"since {first}")


def test_the_script_that_has_no_way_back_is_named_and_none_of_its_neighbours(lab: Command, scenario: Scenario) -> None:
    scripts = []
    for column, back in (("floor", True), ("wing", False), ("lift", True)):
        downgrade = f"op.drop_column('room', '{column}')" if back else "pass"
        scripts.append(scenario.revision(f"op.add_column('room', sa.Column('{column}', sa.String()))", downgrade))
    found = json.loads(lab("review", "--all", "--format", "json", folder=scenario.path).out)
    assert [(one["id"], one["file"]) for one in found["findings"] if one["id"] == "A6"] == [("A6", scripts[1])]
    assert len(found["reviewed"]) == 4


def test_several_heads_are_told_where_the_scripts_are_reviewed(lab: Command, sqlite: Scenario) -> None:
    first = head(sqlite)
    sqlite.revision("pass", message="left")
    sqlite.ok(f"db revision -m right --head {first} --splice")
    for words in ([], ["--all"]):
        printed = lab("review", *words, "--format", "json", folder=sqlite.path)
        found = json.loads(printed.out)
        assert printed.code == 1
        (several,) = [one for one in found["findings"] if one["severity"] == "fails"]
        assert several["id"] == "H1"
        assert several["file"].startswith("migrations/versions/")
        assert several["source"].startswith("down_revision")
    assert lab("review", folder=sqlite.path).out.count("flask db merge heads") == 1


@pytest.mark.parametrize("words", [[], ["--all"]], ids=str)
def test_models_that_no_script_follows_are_told_whatever_the_database_has(
    lab: Command, sqlite: Scenario, words: list[str]
) -> None:
    phone = "    phone: Mapped[str | None]\n"
    sqlite.change("models.py", phone, f"{phone}    bio: Mapped[str | None]\n")

    def told() -> list[tuple[str, str, bool]]:
        found = json.loads(lab("review", *words, "--format", "json", folder=sqlite.path).out)["findings"]
        return [(one["id"], one["severity"], "speaker.bio" in one["what"]) for one in found if one["id"] == "H3"]

    once = [("H3", "risk", True)]
    assert told() == once, "at the head"
    sqlite.revision("op.execute('SELECT 1')", "op.execute('SELECT 1')")
    assert told() == once, "behind"
    (sqlite.path / "instance" / "conference.db").unlink()
    assert told() == once, "without a database"
    sqlite.change("models.py", "    bio: Mapped[str | None]\n", "")
    assert told() == []


def test_a_script_that_does_not_run_from_empty_is_found_and_the_later_ones_are_named(
    lab: Command, sqlite: Scenario
) -> None:
    script = sqlite.revision("op.drop_column('room', 'made_by_hand')")
    failing = head(sqlite)
    sqlite.sql("ALTER TABLE room ADD COLUMN made_by_hand TEXT")
    sqlite.ok("db upgrade")
    sqlite.revision("pass")
    sqlite.ok("db upgrade")
    last = head(sqlite)
    printed = lab("review", "--all", "--format", "json", folder=sqlite.path)
    found = json.loads(printed.out)
    assert printed.code == 1
    assert [(one["file"], one["severity"], one["revision"]) for one in found["findings"]] == [
        (script, "fails", failing)
    ]
    assert any(last in note for note in found["notes"])
    assert any("way back" in note for note in found["notes"])


@pytest.mark.parametrize("words", [["--all"], ["--since", "FIRST"]], ids=" ".join)
def test_of_the_scripts_asked_for_those_that_are_pending_are_counted_with_rows(
    lab: Command, scenario: Scenario, words: list[str]
) -> None:
    first = head(scenario)
    scenario.revision("op.add_column('room', sa.Column('floor', sa.String()))", "op.drop_column('room', 'floor')")
    scenario.ok("db upgrade")
    ran = head(scenario)
    script = scenario.revision(DROP)
    added = head(scenario)
    words = [first if word == "FIRST" else word for word in words]
    found = json.loads(lab("review", *words, "--format", "json", folder=scenario.path).out)
    assert ("5 values of speaker.phone" in found["findings"][0]["what"], found["findings"][0]["file"]) == (True, script)
    assert found["reviewed"][-2:] == [ran, added]
    assert found["rows_known"] is False
    (note,) = found["notes"]
    assert ran in note
    assert added not in note
    assert "duplicates" in note
    found = json.loads(lab("review", "--since", ran, "--format", "json", folder=scenario.path).out)
    assert (found["reviewed"], found["rows_known"], found["notes"]) == ([added], True, [])


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
def test_the_scripts_behind_one_that_fails_are_said_not_to_be_looked_at(
    lab: Command, sqlite: Scenario, form: str
) -> None:
    sqlite.revision("op.drop_column('room', 'nowhere')")
    sqlite.revision("pass")
    printed = lab("review", "--format", form, folder=sqlite.path)
    assert f"Not looked at, since a script before them fails: {head(sqlite)}." in printed.out
    assert "The way back (downgrade) was not tried" in printed.out


def test_green_without_rows_says_what_it_did_not_judge(lab: Command, sqlite: Scenario) -> None:
    printed = lab("review", "--all", folder=sqlite.path)
    assert printed.code == 0
    assert "lose values, stop at duplicates or at a NULL" in " ".join(printed.out.split())
    assert printed.out.splitlines()[-1] == "No findings in 1 script (all; no rows). Exit code 0."


def test_a_revision_that_is_not_there_is_exit_code_2(lab: Command, sqlite: Scenario) -> None:
    printed = lab("review", sqlite.path, "--since", "nix")
    assert printed.code == 2
    assert "There is no one revision 'nix'" in printed.out
    assert head(sqlite) in printed.out


def git(folder: Path, *words: str) -> None:
    own = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *own, *words], cwd=folder, check=True, capture_output=True)


def test_a_pull_request_reviews_the_scripts_that_it_adds(lab: Command, sqlite: Scenario) -> None:
    git(sqlite.path, "init", "-q", "-b", "main")
    git(sqlite.path, "add", "-A")
    git(sqlite.path, "commit", "-qm", "before")
    nothing = lab("review", sqlite.path, "--changed-since", "main")
    assert nothing.out.splitlines()[-1] == "No findings in 0 scripts (changed since main). Exit code 0."
    git(sqlite.path, "switch", "-qc", "feature")
    sqlite.revision("op.drop_column('room', 'nowhere')")
    added = head(sqlite)
    for committed in (False, True):
        found = json.loads(lab("review", sqlite.path, "--changed-since", "main", "--format", "json").out)
        assert found["reviewed"] == [added], committed
        assert found["exit_code"] == 1
        git(sqlite.path, "add", "-A")
        git(sqlite.path, "commit", "-qm", "the change", "--allow-empty")


@pytest.mark.parametrize("ref", ["nix", "--output=owned"])
def test_a_commit_that_git_does_not_know_is_exit_code_2(lab: Command, sqlite: Scenario, ref: str) -> None:
    git(sqlite.path, "init", "-q")
    printed = lab("review", sqlite.path, f"--changed-since={ref}")
    assert printed.code == 2
    assert "git does not know what has changed" in printed.out
    assert not (sqlite.path / "owned").exists()


@pytest.mark.parametrize("words", [["--all"], ["--since", "base"], ["--changed-since", "main"]], ids=" ".join)
def test_a_target_is_refused_where_the_scripts_are_chosen(lab: Command, tmp_path: Path, words: list[str]) -> None:
    printed = lab("review", tmp_path, "--target", "head", *words)
    assert printed.code == 2
    said = "--target says how far the pending scripts are upgraded, so it cannot be given with --all, --since or"
    assert said in " ".join(printed.out.split())


def test_a_target_ends_the_review_where_the_upgrade_would_end(lab: Command, sqlite: Scenario) -> None:
    sqlite.revision("op.add_column('room', sa.Column('floor', sa.String()))", "op.drop_column('room', 'floor')")
    target = head(sqlite)
    sqlite.revision("op.drop_column('room', 'nowhere')")
    found = json.loads(lab("review", sqlite.path, "--target", target, "--format", "json").out)
    assert (found["reviewed"], found["exit_code"]) == ([target], 0)
