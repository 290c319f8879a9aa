"""A5: a rename is drafted as a drop and an add."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("A5")


def test_a_drafted_rename_is_named_with_its_evidence(scenario: Scenario) -> None:
    scenario.change("models.py", "    phone: Mapped", "    mobile: Mapped")
    (script,) = scenario.ok("db migrate -m mobile").result.written
    (advice,) = scenario.warnings()
    assert advice.id == "A5"
    assert "drops speaker.phone and adds speaker.mobile" in advice.what
    assert "5 values of phone will be gone, and mobile begins empty." in advice.what
    assert (advice.file, "drop_column('phone')" in advice.source) == (script, True)
    assert "alter_column('phone', new_column_name='mobile')" in advice.now[0].say


def test_what_it_advises_keeps_every_value(scenario: Scenario) -> None:
    scenario.change("models.py", "    phone: Mapped", "    mobile: Mapped")
    rename = "with op.batch_alter_table('speaker') as batch_op:\n    batch_op.alter_column('{}', new_column_name='{}')"
    scenario.revision(rename.format("phone", "mobile"), rename.format("mobile", "phone"))
    assert {one.id for one in scenario.warnings()} <= {"B1"}  # an app that still runs asks for the old name
    scenario.ok("db upgrade")
    assert scenario.sql("SELECT count(mobile) FROM speaker") == [(5,)]
    scenario.check()


def test_another_type_is_no_rename(scenario: Scenario) -> None:
    scenario.revision(
        "with op.batch_alter_table('speaker') as batch_op:\n"
        "    batch_op.add_column(sa.Column('age', sa.Integer()))\n"
        "    batch_op.drop_column('phone')",
        "with op.batch_alter_table('speaker') as batch_op:\n"
        "    batch_op.add_column(sa.Column('phone', sa.String()))\n"
        "    batch_op.drop_column('age')",
    )
    assert [one.id for one in scenario.warnings()] == ["A1"]


WIDER = (
    """    phone: Mapped[str | None]
""",
    """    phone_number: Mapped[str | None] = mapped_column(String(40))
""",
)


def asked_and_warned(scenario: Scenario, message: str) -> tuple[list[str], list[str]]:
    """Return which renames the draft is asked about, and which of them the warnings name."""
    step = scenario.ok(f"db migrate -m {message}")
    said = [one.what for one in scenario.warnings() if one.id == "A5"]
    return [f"drops {one.old} and adds {one.new}" for one in step.questions], said


def test_the_question_the_warning_and_the_explanation_judge_alike(sqlite: Scenario) -> None:
    sqlite.change("models.py", *WIDER)
    sqlite.change("models.py", "import ForeignKey, MetaData", "import ForeignKey, MetaData, String")
    (question,), (warning,) = asked_and_warned(sqlite, "wider")
    assert question in warning
    assert "VARCHAR and VARCHAR(40)" in warning
    advice = sqlite.advice(sqlite.ok("db upgrade"))
    assert advice.id == "S05"
    assert "speaker.phone_number, which is VARCHAR(40) instead of VARCHAR, is new and empty" in advice.what


def test_what_has_nothing_in_common_but_its_type_is_asked_by_none_of_them(sqlite: Scenario) -> None:
    old, new = "    email: Mapped[str | None]\n", "    motto: Mapped[str] = mapped_column(server_default='')\n"
    sqlite.change("models.py", f"{old}    phone: Mapped[str | None]\n", f"    phone: Mapped[str | None]\n{new}")
    assert asked_and_warned(sqlite, "motto") == ([], [])


def test_of_two_new_columns_the_explanation_names_the_one_that_was_asked_about(sqlite: Scenario) -> None:
    new = "    cell_phone: Mapped[str | None]\n    motto: Mapped[str | None]\n"
    sqlite.change("models.py", "    phone: Mapped[str | None]\n", new)
    (question,), (warning,) = asked_and_warned(sqlite, "two")
    assert question == "drops speaker.phone and adds speaker.cell_phone"
    assert question in warning
    assert "speaker.cell_phone, of the same type, is new and empty" in sqlite.advice(sqlite.ok("db upgrade")).what


def test_values_that_the_script_copies_are_not_lost(scenario: Scenario) -> None:
    scenario.revision(
        "op.add_column('speaker', sa.Column('mobile', sa.String()))\n"
        "op.execute('UPDATE speaker SET mobile = phone')\n"
        "with op.batch_alter_table('speaker') as batch_op:\n"
        "    batch_op.drop_column('phone')",
        "op.add_column('speaker', sa.Column('phone', sa.String()))\n"
        "op.execute('UPDATE speaker SET phone = mobile')\n"
        "with op.batch_alter_table('speaker') as batch_op:\n"
        "    batch_op.drop_column('mobile')",
    )
    assert scenario.warnings() == []


def test_a_table_with_another_name_is_named_too(scenario: Scenario) -> None:
    columns = "sa.Column('id', sa.Integer(), primary_key=True), sa.Column('name', sa.String(), nullable=False)"
    scenario.revision(f"op.create_table('hall', {columns})", "op.drop_table('hall')", message="hall")
    scenario.ok("db upgrade")
    scenario.sql("INSERT INTO hall VALUES (1, 'Big'), (2, 'Small')")
    scenario.revision(
        f"op.create_table('stage', {columns})\nop.drop_table('hall')",
        f"op.create_table('hall', {columns})\nop.drop_table('stage')",
    )
    (advice,) = scenario.warnings()
    assert advice.id == "A5"
    assert "drops the table hall and creates stage" in advice.what
    assert "2 rows of hall will be gone, and stage begins empty." in advice.what


def test_the_upgrade_that_loses_is_not_offered_before_the_rename(scenario: Scenario) -> None:
    scenario.change("models.py", "    phone: Mapped", "    mobile: Mapped")
    (script,) = scenario.ok("db migrate -m mobile").result.written
    places = scenario.project.places()
    assert (places.state, places.next_command) == ("database behind", None)
    rename, runs = "(alter_column('phone', new_column_name='mobile'))", "flask db upgrade runs it"
    assert 0 < places.sentence.index("5 values") < places.sentence.index(rename) < places.sentence.index(runs)
    scenario.change(script, "batch_op.drop_column('phone')", "batch_op.drop_column('phone')  # lab: ok A5")
    assert scenario.project.places().next_command == "flask db upgrade"
    assert "rename" not in scenario.project.places().sentence


def test_nor_is_one_that_drops_a_table_with_another_name(scenario: Scenario) -> None:
    columns = "sa.Column('id', sa.Integer(), primary_key=True), sa.Column('name', sa.String(), nullable=False)"
    scenario.revision(f"op.create_table('hall', {columns})", "op.drop_table('hall')", message="hall")
    scenario.ok("db upgrade")
    scenario.revision(f"op.create_table('stage', {columns})\nop.drop_table('hall')")
    assert scenario.project.places().next_command == "flask db upgrade"  # no row can be lost
    scenario.sql("INSERT INTO hall VALUES (1, 'Big'), (2, 'Small')")
    places = scenario.project.places()
    assert places.next_command is None
    assert "rename hall to stage (op.rename_table('hall', 'stage'))" in places.sentence
