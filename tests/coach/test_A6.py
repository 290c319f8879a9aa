"""A6: downgrade() does not bring everything back."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("A6")

ADD = "op.add_column('talk', sa.Column('level', sa.String(10)))"
DROP = "with op.batch_alter_table('talk') as batch_op:\n    batch_op.drop_column('level')"


def test_a_downgrade_that_does_nothing_is_named(scenario: Scenario) -> None:
    script = scenario.revision(ADD)
    (advice,) = scenario.warnings()
    assert advice.id == "A6"
    assert "column talk.level is there" in advice.what
    assert (advice.file, advice.source) == (script, "def downgrade():")


def test_one_that_undoes_everything_is_not(scenario: Scenario) -> None:
    scenario.revision(ADD, DROP)
    assert scenario.warnings() == []


def test_one_that_says_that_there_is_no_way_back_is_not(scenario: Scenario) -> None:
    scenario.revision(ADD, "raise NotImplementedError('The levels cannot be taken back.')")
    assert scenario.warnings() == []


def test_one_that_fails_is_named_at_its_line(scenario: Scenario) -> None:
    script = scenario.revision(ADD, DROP.replace("level", "grade"))
    (advice,) = scenario.warnings()
    assert (advice.id, advice.file) == ("A6", script)
    assert "fails" in advice.what
    assert "batch_" in advice.source


def test_values_that_cannot_come_back_are_counted(scenario: Scenario) -> None:
    scenario.revision("op.execute(\"UPDATE speaker SET name = 'N.N.' WHERE id < 3\")")
    (advice,) = scenario.warnings()
    assert advice.id == "A6"
    assert "2 values of speaker.name" in advice.what
    assert advice.source.startswith("op.execute")


FILL = "op.execute('UPDATE talk SET minutes = 20 WHERE minutes IS NULL')"


def test_filling_what_is_empty_loses_nothing_and_yet_does_not_come_back(scenario: Scenario) -> None:
    scenario.revision(FILL)
    (advice,) = scenario.warnings()
    assert (advice.id, advice.severity, advice.source) == ("A6", "risk", FILL)
    assert advice.what.startswith("This upgrade fills 3 NULLs of talk.minutes, and its downgrade leaves them filled")


@pytest.mark.parametrize(
    ("upgrade", "downgrade"),
    [
        (FILL, "op.execute('UPDATE talk SET minutes = NULL WHERE id IN (3, 5, 8)')"),
        (
            f"{FILL}\nwith op.batch_alter_table('talk') as batch_op:\n"
            "    batch_op.alter_column('minutes', existing_type=sa.Integer(), nullable=False)",
            "with op.batch_alter_table('talk') as batch_op:\n"
            "    batch_op.alter_column('minutes', existing_type=sa.Integer(), nullable=True)",
        ),
    ],
    ids=["it brings the NULLs back", "NULL is forbidden then"],
)
def test_nulls_that_come_back_or_may_not_be_there_are_not_named(
    scenario: Scenario, upgrade: str, downgrade: str
) -> None:
    scenario.revision(upgrade, downgrade)
    assert "A6" not in [one.id for one in scenario.warnings()]


UPPER = "op.execute('UPDATE speaker SET name = upper(name)')"
COLUMN = "op.add_column('speaker', sa.Column('called', sa.String()))\nop.execute('UPDATE speaker SET called = name')\n"
ASIDE = "op.execute('CREATE TABLE speaker_was AS SELECT id, name FROM speaker')\n"


@pytest.mark.parametrize("keep", [COLUMN, ASIDE], ids=["in another column", "in another table"])
def test_old_values_that_live_on_elsewhere_are_not_called_lost(scenario: Scenario, keep: str) -> None:
    scenario.revision(f"{keep}{UPPER}")
    said = [one.what for one in scenario.warnings() if one.id == "A6"]
    assert len(said) == 1, "it still says that what was added stays"
    assert "is there" in said[0]


def test_old_values_that_the_downgrade_throws_away_are_lost(scenario: Scenario) -> None:
    scenario.revision(f"{ASIDE}{UPPER}", "op.drop_table('speaker_was')")
    assert "5 values of speaker.name" in scenario.warned("A6").what


def test_the_same_words_of_another_row_are_no_copy(scenario: Scenario) -> None:
    mixed = "op.execute('CREATE TABLE speaker_was AS SELECT 6 - id AS id, name FROM speaker WHERE id <> 3')\n"
    scenario.revision(f"{mixed}{UPPER}")
    assert any("5 values of speaker.name" in one.what for one in scenario.warnings() if one.id == "A6")


def test_a_downgrade_itself_is_not_asked_for_its_way_back(scenario: Scenario) -> None:
    scenario.revision(ADD, DROP)
    scenario.ok("db upgrade")
    assert scenario.warnings("downgrade", "-1") == []


@pytest.mark.postgres
def test_a_type_that_is_left_behind_is_named(postgresql: Scenario) -> None:
    table = "op.create_table('tag', sa.Column('level', sa.Enum('easy', 'hard', name='level')))"
    postgresql.revision(table, "op.drop_table('tag')")
    (advice,) = postgresql.warnings()
    assert advice.id == "A6"
    assert "enum level is there" in advice.what


def test_values_are_laid_to_the_revision_that_wrote_them(scenario: Scenario) -> None:
    file = scenario.revision("op.execute(\"UPDATE speaker SET name = 'N.N.' WHERE id < 3\")")
    scenario.revision("op.execute('UPDATE talk SET minutes = 20 WHERE minutes IS NULL')")
    scenario.revision("op.execute(\"UPDATE speaker SET email = 'none' WHERE email IS NULL\")")
    (advice,) = [one for one in scenario.warnings() if one.severity == "loses"]
    assert advice.what.startswith("This upgrade overwrites 2 values of speaker.name, ")
    assert (advice.file, advice.source[:10]) == (file, "op.execute")


def test_what_two_revisions_may_have_written_points_to_no_line(scenario: Scenario) -> None:
    first = scenario.revision("op.execute(\"UPDATE speaker SET name = 'N.N.' WHERE id < 3\")")
    second = scenario.revision("op.execute(\"UPDATE speaker SET name = 'X.' WHERE id > 3\")")
    (advice,) = scenario.warnings()
    assert (advice.file, advice.line, advice.revision) == ("", 0, "")
    ran = scenario.project.try_out("upgrade", "head").ran
    assert f"more than one in the revisions {ran[0]} and {ran[1]} may have" in advice.what
    for file in (first, second):
        scenario.change(file, '3")', '3")  # lab: ok A6')
    assert scenario.warnings() == []


def test_rows_that_are_deleted_are_called_deleted(scenario: Scenario) -> None:
    file = scenario.revision("op.execute('DELETE FROM talk WHERE id > 5')")
    scenario.revision("op.execute('UPDATE talk SET minutes = 20 WHERE minutes IS NULL')")
    (advice,) = [one for one in scenario.warnings() if one.severity == "loses"]
    assert advice.what.startswith("This upgrade deletes 3 rows of talk, ")
    assert (advice.file, advice.source) == (file, "op.execute('DELETE FROM talk WHERE id > 5')")


def test_a_downgrade_that_needs_a_batch_on_sqlite_is_no_answer_of_the_author(sqlite: Scenario) -> None:
    batch = "with op.batch_alter_table('room') as batch_op:\n    batch_op.{}"
    script = sqlite.revision(
        batch.format("create_unique_constraint('uq_room', ['name'])"), "op.drop_constraint('uq_room', 'room')"
    )
    (advice,) = sqlite.warnings()
    assert (advice.id, advice.file, advice.source) == ("A6", script, "op.drop_constraint('uq_room', 'room')")
    assert "No support for ALTER of constraints in SQLite dialect" in advice.what
    assert "A batch does" in advice.now[1].say
    sqlite.change(
        script,
        "    op.drop_constraint('uq_room', 'room')",
        "    with op.batch_alter_table('room') as batch_op:\n        batch_op.drop_constraint('uq_room')",
    )
    assert sqlite.warnings() == []


NO_WAY = "raise NotImplementedError('There is no way back.')"


@pytest.mark.parametrize(
    ("statement", "does"),
    [
        ("DELETE FROM talk", "deletes 8 rows of talk"),
        ("UPDATE speaker SET phone = NULL WHERE phone LIKE '%2'", "empties 1 value of speaker.phone"),
    ],
)
def test_what_sql_takes_is_told_although_the_downgrade_says_that_there_is_no_way_back(
    scenario: Scenario, statement: str, does: str
) -> None:
    script = scenario.revision(f'op.execute("{statement}")', NO_WAY)
    (advice,) = scenario.warnings()
    assert (advice.id, advice.severity, advice.file) == ("A6", "loses", script)
    assert advice.what == f"This upgrade {does} for good: downgrade() says that there is no way back."
    assert advice.source.startswith("op.execute")
    scenario.change(script, f'op.execute("{statement}")', f'op.execute("{statement}")  # lab: ok A6')
    assert scenario.warnings() == []


@pytest.mark.parametrize(
    "script",
    [
        "op.execute(\"UPDATE speaker SET name = 'N.N.' WHERE id < 3\")",
        "op.add_column('speaker', sa.Column('mobile', sa.String()))\n"
        "op.execute('UPDATE speaker SET mobile = phone, phone = NULL')",
        "op.create_table('old', sa.Column('id', sa.Integer()), sa.Column('title', sa.String()))\n"
        "op.execute('INSERT INTO old SELECT id, title FROM talk')\nop.execute('DELETE FROM talk')",
    ],
)
def test_with_no_way_back_what_was_replaced_or_copied_first_is_not_told(scenario: Scenario, script: str) -> None:
    scenario.revision(script, NO_WAY)
    assert scenario.warnings() == []


MOVE = (
    "op.add_column('speaker', sa.Column('mobile', sa.String()))\nop.execute('UPDATE speaker SET mobile = phone')\n"
    "with op.batch_alter_table('speaker') as batch_op:\n    batch_op.drop_column('phone')"
)
BACK = (
    "op.add_column('speaker', sa.Column('phone', sa.String()))\n{}"
    "with op.batch_alter_table('speaker') as batch_op:\n    batch_op.drop_column('mobile')"
)


def test_values_that_were_moved_and_do_not_come_back_are_counted(scenario: Scenario) -> None:
    script = scenario.revision(MOVE, BACK.format(""))
    (advice,) = scenario.warnings()
    assert (advice.id, advice.file, advice.source) == ("A6", script, "def downgrade():")
    assert advice.what == (
        "This upgrade moves the values of speaker.phone into speaker.mobile, and its downgrade does not bring them "
        "back: 5 values will be gone."
    )
    scenario.change(script, BACK.format("").replace("\n", "\n    "), BACK.format(COPY).replace("\n", "\n    "))
    assert scenario.warnings() == []


COPY = "op.execute('UPDATE speaker SET phone = mobile')\n"


def test_what_the_downgrade_did_is_not_laid_to_the_upgrade(scenario: Scenario) -> None:
    script = scenario.revision(
        "op.execute('UPDATE talk SET minutes = 30 WHERE minutes IS NULL')",
        "op.execute('UPDATE talk SET minutes = NULL WHERE minutes = 30')",
    )
    (advice,) = scenario.warnings()
    assert advice.what == (
        "This downgrade overwrites 3 values of talk.minutes, which its upgrade had left as they were."
    )
    assert (advice.id, advice.file, advice.source) == ("A6", script, "def downgrade():")


def test_each_verb_stands_once(scenario: Scenario) -> None:
    scenario.revision("op.execute(\"UPDATE speaker SET name = 'N.N.', phone = '0'\")")
    (advice,) = scenario.warnings()
    assert advice.what.startswith("This upgrade overwrites 5 values of speaker.name and 5 values of speaker.phone, ")


def test_what_differs_in_a_column_is_said(scenario: Scenario) -> None:
    change = "with op.batch_alter_table('speaker') as batch_op:\n    batch_op.drop_column('name')"
    scenario.sql("UPDATE speaker SET name = ''")
    scenario.revision(change, "op.add_column('speaker', sa.Column('name', sa.String()))")
    assert "column speaker.name is not as it was (NOT NULL → NULL)" in scenario.warned("A6").what


@pytest.mark.postgres
def test_a_type_changed_by_sql_is_named_at_its_own_line(postgresql: Scenario) -> None:
    postgresql.revision(
        'op.execute("UPDATE talk SET title = upper(title)")\n'
        "op.execute('ALTER TABLE talk ALTER COLUMN minutes TYPE boolean USING minutes > 0')",
        "op.execute('ALTER TABLE talk ALTER COLUMN minutes TYPE integer USING minutes::integer')",
    )
    told = {one.source: one.what for one in postgresql.warnings() if one.id == "A6"}
    assert [*told.values()] == [
        "This upgrade overwrites 8 values of talk.title, and its downgrade does not bring back what was there.",
        "This upgrade overwrites 5 values of talk.minutes, and its downgrade does not bring back what was there.",
    ]
    assert [("upper" in one, "ALTER" in one) for one in told] == [(True, False), (False, True)]


def with_grades(project: Scenario) -> None:
    project.revision(
        "sa.Enum('easy', 'hard', name='level').create(op.get_bind())\n"
        "op.add_column('talk', sa.Column('grade', sa.Enum('easy', 'hard', name='level', create_type=False)))"
    )
    project.ok("db upgrade")


@pytest.mark.postgres
def test_a_new_label_and_an_extension_that_stay_are_in_nobodys_way(postgresql: Scenario) -> None:
    with_grades(postgresql)
    postgresql.revision(
        "with op.get_context().autocommit_block():\n"
        "    op.execute(\"ALTER TYPE level ADD VALUE 'odd' BEFORE 'hard'\")\n"
        "op.execute('CREATE EXTENSION IF NOT EXISTS citext')"
    )
    assert postgresql.warnings() == []
    tried = postgresql.project.try_out("upgrade", "head")
    assert tried.back
    assert {change.name for _, change in tried.back.left} == {"level", "citext"}


@pytest.mark.postgres
def test_a_label_with_another_name_is_in_the_way(postgresql: Scenario) -> None:
    with_grades(postgresql)
    postgresql.revision("op.execute(\"ALTER TYPE level RENAME VALUE 'hard' TO 'tough'\")")
    assert "enum level is not as it was" in postgresql.warned("A6").what
