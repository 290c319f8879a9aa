"""S06: a NOT NULL column on a table that has rows."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("S06")
PHONE = "    phone: Mapped[str | None]\n"
SPEAKERS = "SELECT id, name, phone FROM speaker ORDER BY id"
TALKS = "SELECT id, title, minutes FROM talk WHERE minutes IS NOT NULL ORDER BY id"
BATCH = "    with op.batch_alter_table('talk'"


def add_level(scenario: Scenario, field: str) -> str:
    scenario.change("models.py", PHONE, f"{PHONE}    level: {field}\n")
    (script,) = scenario.ok('db migrate -m "level"').result.written
    return script


@pytest.mark.parametrize(
    ("field", "said"),
    [("Mapped[str]", "is new and NOT NULL, but"), ("Mapped[str] = mapped_column(default='x')", "is new and NOT NULL")],
)
def test_the_problem_is_named_and_its_advice_mends_it(scenario: Scenario, field: str, said: str) -> None:
    script = add_level(scenario, field)
    rows = scenario.sql(SPEAKERS)
    advice = scenario.advice(scenario.fails("db upgrade"))
    assert advice.id == "S06"
    assert f"speaker.level {said}" in advice.what
    assert advice.file == script
    assert "level" in advice.source
    scenario.follow(advice, {script: ("nullable=False)", "nullable=False, server_default='beginner')")})
    assert scenario.sql(SPEAKERS) == rows
    assert scenario.sql("SELECT DISTINCT level FROM speaker") == [("beginner",)]
    scenario.check()


def test_a_default_of_pythons_is_told_from_one_of_the_databases(scenario: Scenario) -> None:
    scenario.revision("op.add_column('speaker', sa.Column('level', sa.String(), nullable=False, default='x'))")
    advice = scenario.advice(scenario.fails("db upgrade"))
    assert "It has default=, but that is Python's own" in advice.what


def test_a_column_that_has_gaps_is_filled_before_it_becomes_not_null(scenario: Scenario) -> None:
    scenario.change("models.py", "minutes: Mapped[int | None]", "minutes: Mapped[int]")
    (script,) = scenario.ok('db migrate -m "minutes"').result.written
    rows = scenario.sql(TALKS)
    advice = scenario.advice(scenario.fails("db upgrade"))
    assert advice.id == "S06"
    assert "talk.minutes is to become NOT NULL" in advice.what
    assert "alter_column('minutes'" in advice.source
    fill = "    op.execute('UPDATE talk SET minutes = 0 WHERE minutes IS NULL')\n"
    text = scenario.read(script)
    upgrade = text[text.index("def upgrade") : text.index("def downgrade")]
    scenario.follow(advice, {script: (upgrade, upgrade.replace(BATCH, f"{fill}{BATCH}"))})
    assert [row for row in scenario.sql(TALKS) if row[2]] == rows
    assert scenario.sql("SELECT count(*) FROM talk") == [(8,)]
    scenario.check()


def test_in_a_batch_that_makes_the_table_anew_the_right_operation_is_named(scenario: Scenario) -> None:
    script = scenario.revision(
        "with op.batch_alter_table('talk', recreate='always') as batch_op:\n"
        "    batch_op.add_column(sa.Column('level', sa.String(), nullable=False))\n"
        "    batch_op.alter_column('title', existing_type=sa.String(), type_=sa.Text())"
    )
    advice = scenario.advice(scenario.fails("db upgrade"))
    assert advice.id == "S06"
    assert "talk.level is new" in advice.what
    assert "add_column" in advice.source
    scenario.follow(advice, {script: ("nullable=False)", "nullable=False, server_default='beginner')")})
    assert scenario.sql("SELECT count(*) FROM talk WHERE level = 'beginner'") == [(8,)]


@pytest.mark.parametrize("batch", [True, False], ids=["in a batch", "outside"])
def test_the_second_way_works_as_it_is_written(scenario: Scenario, batch: bool) -> None:
    scenario.change("models.py", PHONE, f"{PHONE}    level: Mapped[str]\n")
    add = "add_column({}sa.Column('level', sa.String(), nullable=False))"
    other = "batch_op.alter_column('phone', nullable=True)"
    block = f"with op.batch_alter_table('speaker') as batch_op:\n    batch_op.{{}}\n    {other}"
    script = scenario.revision(block.format(add.format("")) if batch else f"op.{add.format(repr('speaker') + ', ')}")
    advice = scenario.advice(scenario.fails("db upgrade"))
    (lines,) = [do.by for do in advice.now if do.by]
    assert len(lines.splitlines()) == 3
    assert 'op.execute("UPDATE speaker SET level = …")' in lines
    scenario.change(script, "nullable=False", "nullable=True")
    upgrade = scenario.read(script).split("\n\n\ndef downgrade")[0]
    indented = "".join(f"\n    {line}" for line in lines.replace("…", "name || '!'").splitlines())
    scenario.follow(advice, {script: (upgrade, upgrade + indented)})
    assert scenario.sql("SELECT count(*) FROM speaker WHERE level = name || '!'") == [(5,)]
    scenario.check()


def test_names_that_sql_wants_in_quotes_are_given_so(scenario: Scenario) -> None:
    scenario.sql('CREATE TABLE "order" (id INTEGER PRIMARY KEY); INSERT INTO "order" VALUES (1)')
    scenario.revision("op.add_column('order', sa.Column('level', sa.String(), nullable=False))")
    advice = scenario.advice(scenario.fails("db upgrade"))
    assert [do.by.splitlines()[0] for do in advice.now if do.by] == ['op.execute("""UPDATE "order" SET level = …""")']


def test_an_empty_table_takes_the_column_without_a_word(scenario: Scenario) -> None:
    scenario.sql("DELETE FROM talk; DELETE FROM speaker")
    add_level(scenario, "Mapped[str]")
    step = scenario.run("db upgrade")
    if not step.result.ok:  # SQLite refuses it on an empty table as well
        assert scenario.dialect == "sqlite"
    else:
        scenario.silent(step)


def test_a_row_without_a_value_that_a_script_inserts_is_something_else(scenario: Scenario) -> None:
    scenario.revision("op.execute('INSERT INTO room (id, name) VALUES (9, NULL)')")
    scenario.silent(scenario.fails("db upgrade"), sqlite="IntegrityError: NOT NULL", postgresql="NotNullViolation")


def test_what_a_script_did_before_it_failed_on_sqlite_is_taken_back_too(sqlite: Scenario) -> None:
    script = sqlite.revision(
        "op.create_table('shelf', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('code', sa.String(5)))\n"
        "op.create_index('ix_shelf_code', 'shelf', ['code'])\n"
        "with op.batch_alter_table('speaker') as batch_op:\n"
        "    batch_op.add_column(sa.Column('order', sa.String(20), nullable=True))\n"
        "    batch_op.create_index('ix_speaker_order', ['order'])\n"
        "with op.batch_alter_table('talk') as batch_op:\n"
        "    batch_op.alter_column('minutes', existing_type=sa.Integer(), nullable=False)"
    )
    speakers, tables = sqlite.sql("SELECT * FROM speaker"), sqlite.sql("SELECT name, sql FROM sqlite_master")
    step = sqlite.fails("db upgrade")
    advice = sqlite.advice(step)
    assert advice.id == "S06"
    assert "lab.undo() does it. Without the lab, the SQL below does it." in advice.now[0].say
    assert [do.sql for do in advice.now if "_alembic_tmp_talk" in do.sql] == [advice.now[0].sql], "dropped once"
    sqlite.sql(advice.now[0].sql)
    assert sqlite.sql("SELECT name, sql FROM sqlite_master") == tables
    assert sqlite.sql("SELECT * FROM speaker") == speakers
    advice = sqlite.advice(sqlite.fails("db upgrade"))
    text = sqlite.read(script)
    fill = "    op.execute('UPDATE talk SET minutes = 0 WHERE minutes IS NULL')\n"
    sqlite.follow(advice, {script: (text, text.replace(BATCH, f"{fill}{BATCH}"))})
    assert sqlite.sql("SELECT count(*) FROM talk") == [(8,)]
    assert sqlite.sql("SELECT count(*) FROM shelf") == [(0,)]


def test_after_an_undo_in_the_lab_the_other_steps_are_enough(sqlite: Scenario) -> None:
    script = sqlite.revision(
        "op.create_table('shelf', sa.Column('id', sa.Integer(), primary_key=True))\n"
        "op.rename_table('room', 'hall')\n"
        "with op.batch_alter_table('talk') as batch_op:\n"
        "    batch_op.alter_column('minutes', existing_type=sa.Integer(), nullable=False)"
    )
    advice = sqlite.advice(sqlite.fails("db upgrade"))
    assert (advice.now[0].sql, "lab.undo()" in advice.now[0].say) == ("", True), "a drop would not bring room back"
    assert "the copy of the database" in advice.now[0].say
    sqlite.project.undo()
    text = sqlite.read(script)
    fill = "    op.execute('UPDATE talk SET minutes = 0 WHERE minutes IS NULL')\n"
    sqlite.follow(advice, {script: (text, text.replace(BATCH, f"{fill}{BATCH}"))})
    assert sqlite.sql("SELECT count(*) FROM hall") == [(3,)]


def test_what_the_scripts_before_it_did_stays(sqlite: Scenario) -> None:
    sqlite.revision("op.create_table('shelf', sa.Column('id', sa.Integer(), primary_key=True))", message="whole")
    sqlite.revision(
        "op.add_column('speaker', sa.Column('country', sa.String(20)))\n"
        "with op.batch_alter_table('talk') as batch_op:\n"
        "    batch_op.alter_column('minutes', existing_type=sa.Integer(), nullable=False)"
    )
    statements = sqlite.advice(sqlite.fails("db upgrade")).now[0].sql
    assert "ALTER TABLE speaker DROP COLUMN country" in statements
    assert "shelf" not in statements
