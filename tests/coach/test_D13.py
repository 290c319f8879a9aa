"""D13: a lock is held while other long work is done."""

from __future__ import annotations

import pytest

from tests.coach.many_rows import ids, many_talks
from tests.coach.scenario import Scenario

pytestmark = [pytest.mark.entry("D13"), pytest.mark.postgres]
BIO = "op.add_column('speaker', sa.Column('bio', sa.Text()))"
TRIM = "op.execute('UPDATE talk SET title = trim(title)')"


def test_a_small_table_that_stays_locked_during_long_work_is_named(postgresql: Scenario) -> None:
    many_talks(postgresql)
    file = postgresql.revision(f"{BIO}\n{TRIM}")
    advice = postgresql.warned("D13")
    assert advice.what.startswith("ACCESS EXCLUSIVE lock on speaker (5 rows) until the end of this revision: reads and")
    assert "1 long operation" in advice.what
    assert (advice.file, advice.source) == (file, BIO)


def test_all_pending_revisions_share_a_transaction_and_it_says_so(postgresql: Scenario) -> None:
    many_talks(postgresql)
    postgresql.revision(BIO)
    trim = postgresql.revision(TRIM, message="trim")
    assert f"first is in {trim}, line " in postgresql.warned("D13").what
    assert "until all 2 revisions have run" in postgresql.warned("D13").what


def test_the_long_work_first_is_harmless(postgresql: Scenario) -> None:
    many_talks(postgresql)
    postgresql.revision(f"{TRIM}\n{BIO}")
    assert "D13" not in ids(postgresql)


def test_a_transaction_for_each_revision_is_harmless(postgresql: Scenario) -> None:
    many_talks(postgresql)
    postgresql.revision(BIO)
    postgresql.revision(TRIM, message="trim")
    env = postgresql.read("migrations/env.py")
    postgresql.write(
        "migrations/env.py",
        env.replace("            **conf_args", "            transaction_per_migration=True,\n            **conf_args"),
    )
    assert "D13" not in ids(postgresql)


def test_short_work_after_it_is_harmless(postgresql: Scenario) -> None:
    postgresql.revision(f"{BIO}\n{TRIM}")
    assert ids(postgresql) == []


def test_an_empty_table_is_missed_by_nobody(postgresql: Scenario) -> None:
    many_talks(postgresql)
    postgresql.sql("CREATE TABLE tag (id int PRIMARY KEY)")
    postgresql.sql("DROP TABLE tag")
    postgresql.sql("UPDATE talk SET room_id = NULL; DELETE FROM room")
    postgresql.revision(f"op.add_column('room', sa.Column('floor', sa.Integer()))\n{TRIM}")
    assert "D13" not in ids(postgresql)
