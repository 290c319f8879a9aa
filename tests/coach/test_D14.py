"""D14: the upgrade would wait for a lock for ever."""

from __future__ import annotations

import pytest

from tests.coach.many_rows import ids, many_talks
from tests.coach.scenario import Scenario

pytestmark = [pytest.mark.entry("D14"), pytest.mark.postgres]
LEVEL = "op.add_column('talk', sa.Column('level', sa.Integer()))"
TIMEOUT = "op.execute(\"SET LOCAL lock_timeout = '5s'\")"


def test_it_is_said_once_of_a_large_table(postgresql: Scenario) -> None:
    many_talks(postgresql)
    file = postgresql.revision(f"{LEVEL}\nop.add_column('talk', sa.Column('kind', sa.Integer()))")
    advice = postgresql.warned("D14")
    assert "ACCESS EXCLUSIVE lock on talk (10000 rows)" in advice.what
    assert (advice.file, advice.source) == (file, LEVEL)


def test_following_the_advice_silences_it(postgresql: Scenario) -> None:
    many_talks(postgresql)
    file = postgresql.revision(LEVEL)
    postgresql.follow(postgresql.warned("D14"), {file: (f"    {LEVEL}", f"    {TIMEOUT}\n    {LEVEL}")})
    assert ids(postgresql) == []


def test_a_timeout_from_env_py_counts(postgresql: Scenario) -> None:
    many_talks(postgresql)
    postgresql.revision(LEVEL)
    postgresql.change(
        "migrations/env.py",
        "    with connectable.connect() as connection:\n",
        "    with connectable.connect() as connection:\n"
        "        connection.exec_driver_sql(\"SET lock_timeout = '5s'\")\n        connection.commit()\n",
    )
    assert ids(postgresql) == []


def test_few_rows_are_no_matter(postgresql: Scenario) -> None:
    postgresql.revision(LEVEL)
    assert ids(postgresql) == []
