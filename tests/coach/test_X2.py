"""X2: NOT NULL … NOT VALID, and NULLs are still there."""

from __future__ import annotations

import pytest

from migration_lab.coach.entries import find_entry
from tests.coach.many_rows import ids
from tests.coach.scenario import Scenario

pytestmark = [pytest.mark.entry("X2"), pytest.mark.postgres]
NOT_VALID = "op.execute('ALTER TABLE talk ADD CONSTRAINT there NOT NULL minutes NOT VALID')"


def test_the_first_step_of_two_is_not_warned_of_and_the_page_finds_what_was_left(postgresql: Scenario) -> None:
    postgresql.revision(NOT_VALID)
    assert ids(postgresql) == []
    postgresql.ok("db upgrade")
    postgresql.change("models.py", "minutes: Mapped[int | None]", "minutes: Mapped[int]")
    assert postgresql.run("db check").result.ok
    assert postgresql.sql("SELECT count(*) FROM talk WHERE minutes IS NULL") == [(3,)]
    page = find_entry("X2").page
    (left,) = [line for line in page.splitlines() if line.startswith("SELECT conrelid")]
    assert postgresql.sql(left) == [("talk", "there")]
