"""S15: a new type that the values do not fit."""

from __future__ import annotations

import shutil

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("S15")
PHONE, NUMBER = "phone: Mapped[str | None]", "phone: Mapped[int | None]"
BATCH = "    with op.batch_alter_table('speaker'"
DIGITS = "    op.execute(\"UPDATE speaker SET phone = replace(phone, '-', '')\")\n"
PHONES = [(1, 5550101), (2, 5550102), (3, 5550103), (4, 5550104), (5, 5550105)]
ALL = "SELECT id, phone FROM speaker ORDER BY id"


def to_number(scenario: Scenario) -> str:
    scenario.change("models.py", PHONE, NUMBER)
    (script,) = scenario.ok('db migrate -m "number"').result.written
    return script


def cleaned(scenario: Scenario, script: str) -> tuple[str, str]:
    text = scenario.read(script)
    upgrade = text[text.index("def upgrade") : text.index("def downgrade")]
    return upgrade, upgrade.replace(BATCH, f"{DIGITS}{BATCH}")


@pytest.mark.postgres
def test_postgresql_is_told_how_and_then_which_value_does_not_fit(postgresql: Scenario) -> None:
    script = to_number(postgresql)
    rows = postgresql.sql(ALL)
    advice = postgresql.advice(postgresql.fails("db upgrade"))
    assert (advice.id, advice.file) == ("S15", script)
    assert "speaker.phone is to become integer" in advice.what
    (edit,) = [do for do in advice.now if do.by]
    assert edit.by == "'phone', postgresql_using='phone::integer',"
    lines = postgresql.read(script).splitlines(keepends=True)
    lines[edit.line - 1] = lines[edit.line - 1].replace(edit.replace, edit.by)
    postgresql.write(script, "".join(lines))
    advice = postgresql.advice(postgresql.fails("db upgrade"))
    assert advice.id == "S15"
    assert "555-0101" in advice.what
    assert postgresql.sql(ALL) == rows
    postgresql.follow(advice, {script: cleaned(postgresql, script)})
    assert postgresql.sql(ALL) == PHONES
    postgresql.check()


@pytest.mark.postgres
def test_values_that_all_fit_are_kept(postgresql: Scenario) -> None:
    postgresql.sql("UPDATE speaker SET phone = replace(phone, '-', '')")
    to_number(postgresql)
    postgresql.follow(postgresql.advice(postgresql.fails("db upgrade")))
    assert postgresql.sql(ALL) == PHONES
    postgresql.check()


@pytest.mark.postgres
def test_a_default_that_does_not_fit_is_told_from_a_value(postgresql: Scenario) -> None:
    postgresql.sql("ALTER TABLE speaker ALTER COLUMN phone SET DEFAULT 'none'")
    script = postgresql.revision(
        "op.alter_column('speaker', 'phone', type_=sa.Integer(), postgresql_using=\"replace(phone, '-', '')::integer\")"
    )
    advice = postgresql.advice(postgresql.fails("db upgrade"))
    assert advice.id == "S15"
    assert "its server default" in advice.what
    drop = "op.alter_column('speaker', 'phone', server_default=None)\n    "
    postgresql.follow(advice, {script: ("op.alter_column(", f"{drop}op.alter_column(")})
    assert postgresql.sql(ALL) == PHONES


def test_values_that_sqlite_has_cut_are_counted(sqlite: Scenario) -> None:
    script = to_number(sqlite)
    database = sqlite.path / "instance" / "conference.db"
    kept = shutil.copy(database, database.with_name("copy.db"))
    advice = sqlite.advice(sqlite.ok("db upgrade"))
    assert (advice.id, advice.file) == ("S15", script)
    assert "5 values of 5 are another one than before: '555-0101' became 555" in advice.what
    shutil.copy(kept, database)
    sqlite.change(script, *cleaned(sqlite, script))
    sqlite.silent(sqlite.ok("db upgrade"))
    shutil.copy(kept, database)
    sqlite.follow(advice, {script: (DIGITS, f"{DIGITS}    # as the coach said\n")})
    assert sqlite.sql(ALL) == PHONES
    sqlite.check()


YEARS = "UPDATE speaker SET phone = '1947'; UPDATE speaker SET phone = 'June 1947' WHERE id = 1"
MENDED = "op.execute(\"UPDATE speaker SET phone = '1947' WHERE phone = 'June 1947'\")\n"
NEW_TYPE = (
    "with op.batch_alter_table('speaker') as batch_op:\n"
    "    batch_op.alter_column('phone', existing_type=sa.String(), type_=sa.Integer())"
)
BY_CONNECTION = MENDED.replace("op.execute(", "op.get_bind().exec_driver_sql(")


@pytest.mark.parametrize("first", [MENDED, BY_CONNECTION])
def test_a_value_that_the_script_itself_has_cleaned_up_was_not_cut(sqlite: Scenario, first: str) -> None:
    sqlite.sql(YEARS)
    sqlite.revision(f"{first}{NEW_TYPE}")
    sqlite.silent(sqlite.ok("db upgrade"))
    assert {phone for _, phone in sqlite.sql(ALL)} == {1947}


def test_the_one_that_the_script_has_forgotten_is_counted_alone(sqlite: Scenario) -> None:
    sqlite.sql(f"{YEARS}; UPDATE speaker SET phone = '1950 or so' WHERE id = 2")
    sqlite.revision(f"{MENDED}{NEW_TYPE}")
    advice = sqlite.advice(sqlite.ok("db upgrade"))
    assert "1 value of 5 is another one than before: '1950 or so' became 1950" in advice.what


def test_if_not_all_rows_were_read_in_between_nothing_is_said(sqlite: Scenario) -> None:
    sqlite.sql(YEARS)
    for id in range(6, 20):
        sqlite.sql(f"INSERT INTO speaker (id, name, phone) VALUES ({id}, 'Vera', '19{id:02} or so')")
    sqlite.revision(f"{MENDED}{NEW_TYPE}")
    sqlite.silent(sqlite.ok("db upgrade"))


def test_a_statement_about_another_table_changes_nothing_of_that(sqlite: Scenario) -> None:
    sqlite.sql(YEARS)
    sqlite.revision(f"op.execute('UPDATE room SET seats = 7')\n{NEW_TYPE}")
    assert "'June 1947' became 0" in sqlite.advice(sqlite.ok("db upgrade")).what


def test_numbers_that_stay_the_same_numbers_are_passed_over(sqlite: Scenario) -> None:
    sqlite.sql("UPDATE speaker SET phone = '1.50'; UPDATE speaker SET phone = '7' WHERE id = 1")
    sqlite.revision(
        "with op.batch_alter_table('speaker') as batch_op:\n"
        "    batch_op.alter_column('phone', existing_type=sa.String(), type_=sa.Numeric(10, 2))"
    )
    sqlite.silent(sqlite.ok("db upgrade"))


def test_a_number_that_becomes_text_is_passed_over(scenario: Scenario) -> None:
    scenario.change("models.py", "minutes: Mapped[int | None]", "minutes: Mapped[str | None]")
    scenario.ok('db migrate -m "text"')
    scenario.silent(scenario.ok("db upgrade"))
