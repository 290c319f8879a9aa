"""S03: a revision of which there is no script."""

from __future__ import annotations

import shlex
import subprocess

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("S03")
PHONE = "    phone: Mapped[str | None]\n"
ADD, DROP = "op.add_column('speaker', sa.Column('bio', sa.String()))", "op.drop_column('speaker', 'bio')"
SPEAKERS = "SELECT id, name, phone FROM speaker ORDER BY id"


def git(scenario: Scenario, *words: str) -> str:
    identity = ("-c", "user.name=Nia", "-c", "user.email=nia@example.org")
    return subprocess.run(
        ["git", *identity, *words], cwd=scenario.path, check=True, capture_output=True, text=True
    ).stdout


def add_bio(scenario: Scenario) -> str:
    scenario.change("models.py", PHONE, f"{PHONE}    bio: Mapped[str | None]\n")
    script = scenario.revision(ADD, DROP, message="bio")
    scenario.ok("db upgrade")
    scenario.sql("UPDATE speaker SET bio = 'Knows all about keys' WHERE id = 1")
    return script


@pytest.mark.parametrize("command", ["db upgrade", "db migrate -m more", "db stamp head", "db downgrade"])
def test_a_script_that_git_has_is_brought_back(scenario: Scenario, command: str) -> None:
    script = add_bio(scenario)
    git(scenario, "init", "-q")
    git(scenario, "add", "migrations")
    git(scenario, "commit", "-qm", "Add bio")
    (scenario.path / script).unlink()
    git(scenario, "commit", "-qam", "Tidy up")
    advice = scenario.advice(scenario.fails(command))
    assert advice.id == "S03"
    found = git(scenario, *shlex.split(advice.now[0].run)[1:])
    commit = next(line for line in found.splitlines() if line.endswith("Add bio")).split()[0]
    assert script in found
    git(scenario, "checkout", commit, "--", script)
    assert scenario.sql("SELECT bio FROM speaker WHERE id = 1") == [("Knows all about keys",)]
    scenario.check()


def test_a_script_that_is_gone_for_good_is_written_again(scenario: Scenario) -> None:
    script = add_bio(scenario)
    rows = scenario.sql(SPEAKERS)
    (scenario.path / script).unlink()
    git(scenario, "init", "-q")
    advice = scenario.advice(scenario.fails("db upgrade"))
    assert advice.id == "S03"
    assert "column speaker.bio" in advice.now[-1].say
    scenario.follow(advice)
    (new,) = (scenario.path / "migrations/versions").glob("*rebuilt.py")
    new.write_text(new.read_text().replace("    pass", f"    {ADD}", 1).replace("    pass", f"    {DROP}", 1))
    assert scenario.sql(SPEAKERS) == rows
    assert scenario.sql("SELECT bio FROM speaker WHERE id = 1") == [("Knows all about keys",)]
    scenario.check()


def test_a_lost_script_that_changed_no_table_is_left_out(scenario: Scenario) -> None:
    script = scenario.revision("op.execute('UPDATE room SET seats = 50 WHERE seats IS NULL')")
    scenario.ok("db upgrade")
    (scenario.path / script).unlink()
    git(scenario, "init", "-q")
    advice = scenario.advice(scenario.fails("db upgrade"))
    assert advice.id == "S03"
    assert advice.now[-1].run == "flask db stamp --purge head"
    scenario.follow(advice)
    assert scenario.sql("SELECT seats FROM room WHERE id = 3") == [(50,)]
    scenario.check()


def test_a_script_whose_parent_is_gone_is_named(scenario: Scenario) -> None:
    first = scenario.revision("pass", message="first")
    text = scenario.read(first)
    second = scenario.revision("pass", message="second")
    scenario.ok("db upgrade")
    (scenario.path / first).unlink()
    advice = scenario.advice(scenario.fails("db upgrade"))
    assert (advice.id, advice.file) == ("S03", second)
    assert f"{second} comes after revision" in advice.what
    scenario.write(first, text)
    scenario.check()


@pytest.mark.parametrize("command", ["db upgrade abc", "db downgrade abc", "db stamp abc"])
def test_an_id_that_was_mistyped_is_something_else(scenario: Scenario, command: str) -> None:
    scenario.silent(scenario.fails(command), "CommandError: Can't locate revision identified by 'abc'")
