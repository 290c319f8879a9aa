"""B6: a new NOT NULL rejects what a running app writes."""

from __future__ import annotations

import pytest

from tests.coach.many_rows import ids
from tests.coach.other_session import other_session
from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("B6")
FILL = "op.execute('UPDATE talk SET minutes = 30 WHERE minutes IS NULL')"
NOT_NULL = "batch_op.alter_column('minutes', existing_type=sa.Integer(), nullable=False)"
BATCH = "with op.batch_alter_table('talk') as batch_op:\n    "


def test_values_that_the_app_leaves_out_are_counted(scenario: Scenario) -> None:
    file = scenario.revision(f"{FILL}\n{BATCH}{NOT_NULL}")
    with other_session(scenario):
        assert ids(scenario).count("B6") == (scenario.dialect == "postgresql")
    advice = scenario.warned("B6", asked=["B6"])
    assert advice.what.startswith("This run fills 3 values of talk.minutes that were NULL, and then forbids NULL.")
    assert (advice.severity, advice.file, advice.source) == ("blocks", file, NOT_NULL)


def test_a_column_that_was_always_filled_needs_no_word(scenario: Scenario) -> None:
    scenario.sql("UPDATE talk SET minutes = 45 WHERE minutes IS NULL")
    scenario.revision(f"{FILL}\n{BATCH}{NOT_NULL}")
    assert "B6" not in ids(scenario, "B6")


def test_a_new_column_without_a_default_is_named_and_one_with_a_default_is_not(scenario: Scenario) -> None:
    added = f"{BATCH}batch_op.add_column(sa.Column('level', sa.String()))"
    filled = "op.execute(\"UPDATE talk SET level = 'new'\")"
    forbid = f"{BATCH}batch_op.alter_column('level', existing_type=sa.String(), nullable=False)"
    file = scenario.revision(f"{added}\n{filled}\n{forbid}")
    advice = scenario.warned("B6", asked=["B6"])
    assert advice.what.startswith("talk.level is new, NOT NULL, and has no default in the database.")
    scenario.change(file, "sa.Column('level', sa.String())", "sa.Column('level', sa.String(), server_default='new')")
    assert "B6" not in ids(scenario, "B6")


def test_of_a_table_too_large_to_compare_it_is_at_least_that_many(sqlite: Scenario) -> None:
    sqlite.sql(
        "WITH RECURSIVE n(i) AS (SELECT 9 UNION ALL SELECT i + 1 FROM n WHERE i < 12000) "
        "INSERT INTO talk SELECT i, 'Talk ' || i, CASE WHEN i % 2 THEN 30 END, 1, 1 FROM n"
    )
    sqlite.revision(f"{FILL}\n{BATCH}{NOT_NULL}")
    what = sqlite.warned("B6", asked=["B6"]).what
    assert what.startswith("This run fills at least ")
    assert int(what.split()[5]) < sqlite.sql("SELECT count(*) FROM talk WHERE minutes IS NULL")[0][0]
