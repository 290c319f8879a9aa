"""``migration-lab explain``: a page for an id, what a text may mean, and an honest word where nothing is known."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace

import pytest

from migration_lab.coach import Entry, catalogue
from migration_lab.coach.recognising_text import SAID, MayBe
from migration_lab.terminal import explain_command
from tests.coach.scenario import Scenario
from tests.terminal.conftest import Command

NOT_NULL = "(sqlite3.OperationalError) Cannot add a NOT NULL column with default value NULL"


def test_without_a_word_it_lists_every_id_with_its_title(lab: Command) -> None:
    printed = lab("explain")
    assert printed.code == 0
    lines = printed.out.splitlines()
    assert [line[:4].strip() for line in lines[:-2]] == list(catalogue())
    assert all(entry.title in printed.out for entry in catalogue().values())


@pytest.mark.parametrize("id", ["S06", "s6"])
def test_an_id_gives_its_page(lab: Command, id: str) -> None:
    printed = lab("explain", id)
    assert (printed.code, printed.out) == (0, f"{catalogue()['S06'].page.rstrip()}\n")


def test_an_id_that_is_not_there_is_told_in_a_line(lab: Command) -> None:
    printed = lab("explain", "S99")
    assert printed.code == 1
    assert printed.out == "There is no entry S99. migration-lab explain lists all that the coach knows.\n"


def test_a_message_gives_the_entries_that_it_may_mean(lab: Command) -> None:
    printed = lab("explain", NOT_NULL)
    assert printed.code == 0
    assert "it may be this" in printed.out
    assert f"S06  {catalogue()['S06'].title}" in printed.out
    assert f"because of: {NOT_NULL}" in printed.out
    assert "migration-lab explain S06" in printed.out


def test_an_unknown_text_gets_one_honest_line(lab: Command) -> None:
    printed = lab("explain", "the printer is on fire")
    assert printed.code == 1
    assert len(printed.out.splitlines()) == 1
    assert "knows nothing that fits" in printed.out


def test_a_real_traceback_by_a_pipe_is_recognised_and_its_line_named(
    lab: Command, scenario: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = scenario.revision("op.add_column('speaker', sa.Column('level', sa.String(), nullable=False))")
    step = scenario.fails("db upgrade")
    # As GitHub's log has it, in colours, before other lines.
    log = "".join(
        f"2026-11-29T12:00:00.1234567Z \x1b[36m{line}\x1b[0m\n" for line in step.result.full_output.splitlines()
    )
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"{log}Error: Process completed.\n".encode())))
    printed = lab("explain", "-")
    assert printed.code == 0
    assert "S06  " in printed.out
    line = (
        scenario.read(script)
        .splitlines()
        .index("    op.add_column('speaker', sa.Column('level', sa.String(), nullable=False))")
    )
    assert f"{script}, line {line + 1}" in printed.out


@pytest.mark.parametrize(
    "text",
    [
        'psycopg.errors.NotNullViolation: column "level" of relation "speaker" contains null values',
        'asyncpg.exceptions.NotNullViolationError: column "level" of relation "speaker" contains null values',
        'ERROR:  23502: column "level" of relation "speaker" contains null values',
        "{'S': 'ERROR', 'C': '23502', 'M': 'column \"level\" contains null values'}",
    ],
)
def test_a_message_of_postgresql_is_recognised_however_a_driver_prints_it(lab: Command, text: str) -> None:
    printed = lab("explain", text)
    assert printed.code == 0
    assert "S06  " in printed.out


PRINTED = {
    "INFO  [flask_migrate] No changes in schema detected.": "S01",
    "ERROR [flask_migrate] Error: Target database is not up to date.": "S02",
    "ERROR [flask_migrate] Error: Can't locate revision identified by '1f2e'": "S03",
    "sqlite3.IntegrityError: UNIQUE constraint failed: _alembic_tmp_speaker.name": "C2",
    "UNIQUE constraint failed": "C2",
    'psycopg.errors.UniqueViolation: could not create unique index "uq_speaker_name"': "C2",
    "23505": "C2",
    "sqlite3.IntegrityError: NOT NULL constraint failed: _alembic_tmp_talk.minutes": "C1",
    "NOT NULL constraint failed": "C1",
    'psycopg.errors.NotNullViolation: column "minutes" of relation "talk" contains null values': "C1",
    'psycopg.errors.ForeignKeyViolation: insert or update on table "loan" violates foreign key constraint "fk"': "C4",
    "ERROR:  23503: insert": "C4",
    "sqlite3.OperationalError: table room already exists": "S04",
    'psycopg.errors.DuplicateTable: relation "room" already exists': "S04",
    'sqlite3.OperationalError: near "ALTER": syntax error': "S07",
    "NotImplementedError: No support for ALTER of constraints in SQLite dialect.": "S07",
    "ValueError: Constraint must have a name": "S08",
    "sqlalchemy.exc.CompileError: Can't emit DROP CONSTRAINT for constraint UniqueConstraint(); it has no name": "S08",
    "sqlite3.IntegrityError: FOREIGN KEY constraint failed": "S09",
    "sqlite3.OperationalError: table _alembic_tmp_talk already exists": "S10",
    "sqlite3.OperationalError: error in view talks: no such table: main.talk": "S11",
    "psycopg.errors.FeatureNotSupported: cannot alter type of a column used by a view or rule": "S11",
    "FAILED: Multiple head revisions are present for given argument 'head'": "S12",
    "ERROR [flask_migrate] Error: Ambiguous walk": "S12",
    'psycopg2.errors.DuplicateObject: type "level" already exists': "S13",
    'psycopg.errors.UnsafeNewEnumValueUsage: unsafe use of new value "late" of enum type level': "S14",
    'psycopg.errors.DatatypeMismatch: column "minutes" cannot be cast automatically to type integer': "S15",
    "psycopg.errors.ActiveSqlTransaction: CREATE INDEX CONCURRENTLY cannot run inside a transaction block": "S24",
    "psycopg.errors.LockNotAvailable: canceling statement due to lock timeout": "S21",
    "alembic.util.exc.CommandError: Online migration expected to match one row when updating 'a' to 'b' in "
    "'alembic_version'; 0 found": "S22",
    "Error: No such command 'db'.": "S28",
    "ValueError: invalid interpolation syntax in 'postgresql://me:p%40ss@host/db' at position 16": "S28",
    "psycopg.errors.StringDataRightTruncation: value too long for type character varying(32)": "S30",
}


@pytest.mark.parametrize("line", PRINTED)
def test_what_people_paste_is_recognised(lab: Command, line: str) -> None:
    printed = lab("explain", line)
    assert printed.code == 0
    ids = [one[:3].strip() for one in printed.out.splitlines() if one[:3].strip() in catalogue()]
    assert PRINTED[line] in ids
    assert len(ids) <= 3


def named(printed: str) -> list[str]:
    return [line[:3].strip() for line in printed.splitlines() if line[:3].strip() in catalogue()]


@pytest.mark.parametrize(
    ("upgrade", "ids"),
    [
        ("alter_column('email', existing_type=sa.String(), nullable=False)", ["C1"]),
        ("add_column(sa.Column('level', sa.String(), nullable=False))", ["S06", "C1"]),
    ],
)
def test_a_batch_that_meets_null_tells_a_new_column_from_an_old_one(
    lab: Command, sqlite: Scenario, upgrade: str, ids: list[str]
) -> None:
    sqlite.revision(f"with op.batch_alter_table('speaker', recreate='always') as batch:\n        batch.{upgrade}")
    said = sqlite.fails("db upgrade").result.full_output
    assert "NOT NULL constraint failed: _alembic_tmp_speaker." in said
    assert named(lab("explain", said).out) == ids
    # Without the SQL nothing says that the column is new.
    assert named(lab("explain", "NOT NULL constraint failed: _alembic_tmp_loan.until").out) == ["C1", "S06"]


def test_from_a_merge_it_says_to_name_where_to_go(lab: Command) -> None:
    printed = " ".join(lab("explain", "Error: Ambiguous walk").out.split())
    assert "S12" in printed
    assert "flask db downgrade, and the id of one of those scripts" in printed
    assert "made after the same one" not in printed
    assert "made after the same one" in " ".join(lab("explain", "Multiple head revisions are present").out.split())


def test_an_indexed_column_that_sqlite_does_not_drop_is_something_that_others_depend_on(
    lab: Command, sqlite: Scenario
) -> None:
    sqlite.revision("op.create_index('ix_talk_minutes', 'talk', ['minutes'])\nop.drop_column('talk', 'minutes')")
    said = sqlite.fails("db upgrade").result.full_output
    assert "error in index ix_talk_minutes after drop column" in said
    printed = lab("explain", said).out
    assert named(printed) == ["B7"]
    assert "an index its columns" in " ".join(printed.split())


@pytest.mark.parametrize(
    ("change", "ids"),
    [
        ("op.alter_column('speaker', 'name', type_=sa.Integer(), postgresql_using='name::integer')", ["S15"]),
        ("op.execute(sa.text('UPDATE talk SET minutes = CAST(title AS INTEGER)'))", []),
        ("op.add_column('talk', sa.Column('level', sa.Integer(), server_default='low'))", []),
    ],
)
@pytest.mark.postgres
def test_a_value_that_is_no_number_is_of_a_new_type_only_if_a_type_was_changed(
    lab: Command, postgresql: Scenario, change: str, ids: list[str]
) -> None:
    postgresql.revision(change)
    said = postgresql.fails("db upgrade").result.full_output
    assert "invalid input syntax for type integer" in said
    printed = lab("explain", said).out
    assert named(printed) == ids
    assert ("the first one that does not fit" in " ".join(printed.split())) == bool(ids)


@pytest.mark.parametrize("entry", catalogue().values(), ids=lambda entry: entry.id)
def test_no_entry_prints_a_field_of_a_template(entry: Entry) -> None:
    words = explain_command.shown(MayBe(entry, SAID))
    assert entry.title in words
    assert not {"{", "}"} & {*words}


def test_the_words_stand_for_the_names(lab: Command) -> None:
    printed = " ".join(lab("explain", "table _alembic_tmp_talk already exists").out.split())
    assert "makes a new one under the name _alembic_tmp_…, copies the rows" in printed
    assert "The rows of the table are all still in the table." in printed


@pytest.mark.parametrize(("word", "ids"), [("unique", {"C2", "D5"}), ("rename", {"A5", "B1", "S05"})])
def test_a_plain_word_finds_the_titles_that_have_it(lab: Command, word: str, ids: set[str]) -> None:
    printed = lab("explain", word)
    assert printed.code == 0
    *lines, _, last = printed.out.splitlines()
    assert ids <= {line[:3].strip() for line in lines} < {*catalogue()}
    assert all(word in line.lower() for line in lines)
    assert last == "migration-lab explain ID shows the page of one of them."


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("duplicate", ["C2", "F5"]),
        ("orphan", ["C4"]),
        ("values lost", ["S05", "S15", "A1"]),
        ("cannot drop column", ["S07", "B7"]),
        ("circular", ["S29"]),
    ],
)
def test_everyday_words_find_the_entries_that_have_others_in_the_title(
    lab: Command, words: str, ids: list[str]
) -> None:
    printed = lab("explain", words)
    assert printed.code == 0
    assert named(printed.out) == ids


def test_an_entry_is_found_by_no_word_that_its_title_has() -> None:
    assert [
        (entry.id, word)
        for entry in catalogue().values()
        for word in entry.search
        if explain_command.has_words(replace(entry, search=()), [word])
    ] == []


def test_an_error_of_the_running_app_is_none_of_a_migration(lab: Command) -> None:
    traceback = (
        'Traceback (most recent call last):\n  File "/srv/shop/views.py", line 12, in buy\n    db.session.commit()\n'
        'psycopg.errors.NotNullViolation: null value in column "email" of relation "order"\n'
    )
    assert lab("explain", traceback).code == 1


def test_a_password_and_control_letters_of_the_text_are_not_printed(lab: Command) -> None:
    printed = lab("explain", f"\x1b]0;owned\x07 postgresql://me:s3cret@host/db {NOT_NULL}")
    assert printed.code == 0
    assert "s3cret" not in printed.out
    assert "\x1b" not in printed.out
    assert "\x07" not in printed.out


def test_it_starts_without_jupyterlab_a_notebook_or_an_app() -> None:
    program = (
        "import sys; from migration_lab.cli import main; main(['explain', 'S06']);"
        "print([name for name in ('IPython', 'ipywidgets', 'jupyterlab', 'flask', 'alembic') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_reader_that_has_enough_ends_it_quietly() -> None:
    program = "import sys; from migration_lab.cli import main; sys.exit(main(['explain', 'S06']))"
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""


def test_the_word_for_a_trial_that_fails_is_explained(lab: Command) -> None:
    printed = lab("explain", "rehearsal")
    assert printed.code == 0
    assert printed.out.startswith("rehearsal is no entry of the catalogue.")


def test_a_text_that_does_not_show_alembic_may_be_of_another_tool(lab: Command) -> None:
    said = 'ERROR: relation "auth_user" already exists'
    printed = lab("explain", said)
    assert "S04" in printed.out
    assert "Nothing in it shows that Alembic ran" in " ".join(printed.out.split())
    assert "Nothing in it shows" not in lab("explain", f"$ flask db upgrade\n{said}").out
