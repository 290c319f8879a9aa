"""E1: an enum gets a new label."""

from __future__ import annotations

import pytest

from tests.coach.many_rows import ids
from tests.coach.scenario import Scenario

pytestmark = [pytest.mark.entry("E1"), pytest.mark.postgres]
TYPE = "op.execute(\"CREATE TYPE level AS ENUM ('beginner')\")"
COLUMN = "op.execute(\"ALTER TABLE talk ADD level level DEFAULT 'beginner'\")"
ADD = "op.execute(\"ALTER TYPE level ADD VALUE 'expert'\")"
USE = "op.execute(\"UPDATE talk SET level = 'expert'\")"


def test_a_new_label_is_named_with_the_columns_that_may_hold_it(postgresql: Scenario) -> None:
    postgresql.revision(f"{TYPE}\n{COLUMN}", message="level")
    postgresql.ok("db upgrade")
    file = postgresql.revision(ADD)
    advice = postgresql.warned("E1")
    assert advice.what.startswith("level gets expert, which no downgrade can take away again.")
    assert "talk.level" in advice.what
    assert (advice.severity, advice.file, advice.source) == ("risk", file, ADD)


def test_a_label_that_is_used_too_early_will_fail_and_following_the_advice_mends_it(postgresql: Scenario) -> None:
    postgresql.revision(f"{TYPE}\n{COLUMN}", message="level")
    postgresql.ok("db upgrade")
    file = postgresql.revision(f"{ADD}\n{USE}")
    (advice,) = [one for one in postgresql.warnings() if one.id == "E1" and one.severity == "fails"]
    assert "This will fail at step 2: unsafe use of new value" in advice.what
    postgresql.fails("db upgrade")
    postgresql.change(file, f"    {ADD}", f"    with op.get_context().autocommit_block():\n        {ADD}")
    assert [one.severity for one in postgresql.warnings() if one.id == "E1"] == ["risk"]
    postgresql.ok("db upgrade")


def test_a_type_of_the_same_run_or_without_a_column_is_known_to_nobody(postgresql: Scenario) -> None:
    file = postgresql.revision(f"{TYPE}\n{ADD}")
    assert ids(postgresql) == []
    postgresql.change(file, f"    {ADD}\n", "")
    postgresql.ok("db upgrade")
    postgresql.revision(ADD)
    assert ids(postgresql) == []
