"""D11: a new column makes PostgreSQL write the whole table anew."""

from __future__ import annotations

import pytest

from tests.coach.many_rows import ids, many_talks
from tests.coach.scenario import Scenario

pytestmark = [pytest.mark.entry("D11"), pytest.mark.postgres]
RANDOM = "op.add_column('talk', sa.Column('luck', sa.Float(), server_default=sa.text('random()')))"
STORED = "op.add_column('talk', sa.Column('hours', sa.Integer(), sa.Computed('minutes / 60', persisted=True)))"
NUMBERED = "op.add_column('talk', sa.Column('place', sa.Integer(), sa.Identity(), nullable=False))"
CONSTANT = "op.add_column('talk', sa.Column('level', sa.Text(), server_default='beginner', nullable=False))"
NOW = "op.add_column('talk', sa.Column('made', sa.DateTime(), server_default=sa.func.now()))"
TIMEOUT = "op.execute(\"SET LOCAL lock_timeout = '5s'\")"


@pytest.mark.parametrize(
    ("script", "word"), [(RANDOM, "differs from row to row"), (STORED, "stored"), (NUMBERED, "identity")]
)
def test_a_rewrite_is_named_with_its_reason(postgresql: Scenario, script: str, word: str) -> None:
    many_talks(postgresql)
    file = postgresql.revision(script)
    advice = postgresql.warned("D11")
    assert "10000 rows of talk" in advice.what
    assert word in advice.why
    assert (advice.file, advice.source) == (file, script)


def test_a_constant_default_rewrites_nothing(postgresql: Scenario) -> None:
    many_talks(postgresql)
    postgresql.revision(f"{TIMEOUT}\n{CONSTANT}\n{NOW}")
    assert ids(postgresql) == []


def test_few_rows_are_no_matter(postgresql: Scenario) -> None:
    postgresql.revision(RANDOM)
    assert ids(postgresql) == []


def test_following_the_advice_rewrites_nothing(postgresql: Scenario) -> None:
    many_talks(postgresql)
    file = postgresql.revision(f"{TIMEOUT}\n{RANDOM}")
    advice = postgresql.warned("D11")
    later = (
        "op.add_column('talk', sa.Column('luck', sa.Float()))\n"
        "    op.alter_column('talk', 'luck', server_default=sa.text('random()'))"
    )
    postgresql.follow(advice, {file: (RANDOM, later)})
    assert ids(postgresql) == []
