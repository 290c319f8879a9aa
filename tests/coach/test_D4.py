"""D4: an INVALID index will be left behind."""

from __future__ import annotations

import pytest

from tests.coach.many_rows import ids
from tests.coach.scenario import Scenario

pytestmark = [pytest.mark.entry("D4"), pytest.mark.postgres]
INDEX = """\
with op.get_context().autocommit_block():
    op.create_index('uq_speaker_name', 'speaker', ['name'], unique=True, postgresql_concurrently=True)"""


def test_duplicates_will_leave_one_behind(postgresql: Scenario) -> None:
    file = postgresql.revision(INDEX)
    advice = postgresql.warned("D4")
    assert "This will fail at step 1, and leave the index uq_speaker_name on speaker behind" in advice.what
    assert (advice.severity, advice.file) == ("fails", file)
    postgresql.fails("db upgrade")
    postgresql.sql("UPDATE speaker SET name = name || id")
    sql = next(do.sql for do in advice.now if do.sql)
    postgresql.sql(f"{sql.replace(' CONCURRENTLY', '')}")
    assert ids(postgresql) == []
    postgresql.ok("db upgrade")


def test_without_duplicates_nothing_is_said(postgresql: Scenario) -> None:
    postgresql.sql("UPDATE speaker SET name = name || id")
    postgresql.revision(INDEX)
    assert ids(postgresql) == []


def test_a_plain_unique_index_that_fails_leaves_nothing(postgresql: Scenario) -> None:
    postgresql.revision("op.create_index('uq_speaker_name', 'speaker', ['name'], unique=True)")
    assert "D4" not in ids(postgresql)
