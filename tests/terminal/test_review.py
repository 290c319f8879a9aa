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
from sqlalchemy import make_url

from migration_lab.terminal.review_command import is_same
from tests.coach.many_rows import many_talks
from tests.coach.scenario import Scenario
from tests.terminal.conftest import Command, contents

DROP = "with op.batch_alter_table('speaker') as batch_op:\n    batch_op.drop_column('phone')"
NOT_NULL = "op.add_column('speaker', sa.Column('level', sa.String(), nullable=False))"


def head(scenario: Scenario) -> str:
    (found,) = scenario.project.history().heads
    return found


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


# A database that is not there, and scripts that have run


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


@pytest.mark.postgres
def test_a_missing_driver_is_told_as_a_terminal_needs_it(
    lab: Command, sqlite: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    sqlite.change("app.py", "sqlite:///conference.db", "postgresql+psycopg://me@127.0.0.1:9/app")
    monkeypatch.setattr("migration_lab.backends.postgresql.postgresql_backend.find_spec", lambda name: None)
    printed = " ".join(lab("review", sqlite.path).out.split())
    assert "the Python of migration-lab itself has no driver to read it with: run " in printed
    assert "pip install" in printed
    assert "'psycopg[binary]'" in printed
    assert "cell" not in printed
    assert "!" not in printed
    assert "%pip" not in printed


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


def test_a_copy_with_rows_can_be_named(
    lab: Command, sqlite: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sqlite.change(
        "app.py", '"sqlite:///conference.db"', "__import__('os').environ.get('DATABASE_URL', 'sqlite:///x.db')"
    )
    copy = tmp_path / "copy.db"
    (sqlite.path / "instance" / "conference.db").rename(copy)
    sqlite.revision(DROP)
    before = copy.read_bytes()
    monkeypatch.setenv("DATABASE_URL", "")  # restored afterwards
    printed = lab("review", sqlite.path, "--database-url", f"sqlite:///{copy.as_posix()}")
    assert printed.code == 1
    assert ": A1 loses: 5 values of speaker.phone" in printed.out
    assert copy.read_bytes() == before


def test_a_copy_of_the_same_name_that_the_app_does_not_take_is_refused(
    lab: Command, sqlite: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "")
    (tmp_path / "copies").mkdir()
    copy = Path(shutil.copy(sqlite.path / "instance" / "conference.db", tmp_path / "copies"))
    sqlite.revision(DROP)
    printed = lab("review", sqlite.path, "--database-url", f"sqlite:///{copy.as_posix()}")
    assert printed.code == 2
    assert "The app does not use the database that --database-url names: it uses SQLite" in printed.out


@pytest.mark.parametrize(
    ("named", "used", "same"),
    [
        ("sqlite:////srv/a/app.db", "sqlite:////srv/a/app.db", True),
        ("sqlite:////srv/b/../a/app.db", "sqlite:////srv/a/app.db", True),
        ("sqlite:////srv/b/app.db", "sqlite:////srv/a/app.db", False),
        ("sqlite:///app.db", "sqlite:////srv/instance/app.db", True),
        ("sqlite:///./copies/app.db", "sqlite:////srv/instance/copies/app.db", True),
        ("sqlite:///copies/app.db", "sqlite:////srv/instance/app.db", False),
        ("sqlite://", "sqlite:////srv/instance/app.db", False),
        ("sqlite:////srv/app", "postgresql://me@host/app", False),
        ("postgres://me@host/app", "postgresql+psycopg://me@host:5432/app", True),
        ("postgresql://me@host/app", "postgresql://me@other/app", False),
        ("postgresql://me@host:5433/app", "postgresql://me@host:5432/app", False),
        ("postgresql://me@host/app", "postgresql://me@host/copy", False),
    ],
)
def test_two_urls_mean_one_database_only_if_all_of_it_is_the_same(named: str, used: str, same: bool) -> None:
    assert is_same(make_url(named), make_url(used)) is same


def test_a_database_that_the_app_does_not_take_is_refused(
    lab: Command, sqlite: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "")
    printed = lab("review", sqlite.path, "--database-url", "postgresql://me:s3cret@example.org/copy")
    assert printed.code == 2
    assert "The app does not use the database that --database-url names: it uses SQLite" in printed.out
    assert "s3cret" not in printed.out + printed.err


@pytest.mark.postgres
def test_a_server_that_does_not_answer_is_exit_code_2_without_its_password(lab: Command, sqlite: Scenario) -> None:
    sqlite.change("app.py", "sqlite:///conference.db", "postgresql+psycopg://me:s3cret@127.0.0.1:9/app")
    printed = lab("review", sqlite.path)
    assert printed.code == 2
    assert "s3cret" not in printed.out + printed.err


@pytest.mark.postgres
def test_a_hazard_that_is_told_only_if_others_are_connected_can_be_asked_for(
    lab: Command, postgresql: Scenario
) -> None:
    many_talks(postgresql)
    postgresql.revision("op.add_column('talk', sa.Column('level', sa.Integer()))")
    assert ": D14 risk: This asks for an ACCESS EXCLUSIVE lock" in lab("review", postgresql.path, "--style", "D14").out
    assert lab("review", postgresql.path, "--style", "S06").code == 2
