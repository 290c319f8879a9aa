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
