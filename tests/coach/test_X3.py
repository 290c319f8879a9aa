"""X3: connections of a running app keep plans for the old type."""

from __future__ import annotations

import pytest

from tests.coach.many_rows import ids
from tests.coach.scenario import Scenario

pytestmark = [pytest.mark.entry("X3"), pytest.mark.postgres]
TEXT = "op.alter_column('talk', 'title', type_=sa.Text())"


def test_a_type_that_changes_without_a_rewrite_is_named(postgresql: Scenario) -> None:
    file = postgresql.revision(TEXT)
    advice = postgresql.warned("X3")
    assert advice.what.startswith("talk.title changes from character varying to text without a rewrite.")
    assert (advice.severity, advice.file, advice.source) == ("risk", file, TEXT)


def test_the_same_type_again_or_a_table_without_rows_is_no_matter(postgresql: Scenario) -> None:
    file = postgresql.revision("op.alter_column('talk', 'title', type_=sa.String())")
    assert ids(postgresql) == []
    postgresql.change(file, "sa.String()", "sa.Text()")
    postgresql.sql("DELETE FROM talk")
    assert ids(postgresql) == []
