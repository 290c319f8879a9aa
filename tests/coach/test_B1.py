"""B1: a column is renamed while an app uses it."""

from __future__ import annotations

import pytest

from tests.coach.many_rows import ids
from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("B1")
RENAME = (
    "with op.batch_alter_table('talk') as batch_op:\n    batch_op.alter_column('minutes', new_column_name='length')"
)


def test_a_rename_is_named_on_a_server_at_once_and_on_sqlite_if_asked(scenario: Scenario) -> None:
    file = scenario.revision(RENAME)
    told = ["B1"] if scenario.dialect == "postgresql" else []
    assert ids(scenario) == told
    advice = scenario.warned("B1", asked=["B1"])
    assert advice.what.startswith("talk.minutes is called length from then on. An app that still runs with the old")
    assert "8 rows" in advice.what
    assert (advice.file, advice.source) == (file, "batch_op.alter_column('minutes', new_column_name='length')")


def test_all_renames_of_a_table_are_one_warning(scenario: Scenario) -> None:
    rename = "    batch_op.alter_column('{}', new_column_name='{}')\n"
    pairs = {"name": "called", "email": "mail", "phone": "mobile"}
    other = RENAME.replace("'length')", "'length')  # lab: ok B1") + "\npass\n"
    lines = "".join(rename.format(*pair) for pair in pairs.items())
    file = scenario.revision(f"{other}with op.batch_alter_table('speaker') as batch_op:\n{lines}")
    advice = scenario.warned("B1", asked=["B1"])
    assert advice.what.startswith(
        "Columns of speaker are called otherwise from then on: name → called, email → mail and phone → mobile."
    )
    assert (advice.file, advice.source) == (file, "batch_op.alter_column('name', new_column_name='called')")
    scenario.change(file, "new_column_name='mobile')", "new_column_name='mobile')  # lab: ok B1")
    assert "from then on: name → called and email → mail." in scenario.warned("B1", asked=["B1"]).what


def test_a_table_without_rows_is_missed_by_nobody(scenario: Scenario) -> None:
    scenario.sql("DELETE FROM talk")
    scenario.revision(RENAME)
    assert ids(scenario, "B1") == []


@pytest.mark.postgres
def test_the_old_name_beside_the_new_one_keeps_the_app_going(postgresql: Scenario) -> None:
    old = "op.add_column('talk', sa.Column('minutes', sa.Integer(), sa.Computed('length', persisted=False)))"
    postgresql.revision(f"op.alter_column('talk', 'minutes', new_column_name='length')\n{old}")
    assert "B1" not in ids(postgresql)
