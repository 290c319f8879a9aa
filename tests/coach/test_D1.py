"""D1: an index is built while writes wait."""

from __future__ import annotations

import pytest

from tests.coach.many_rows import ids, many_talks
from tests.coach.scenario import Scenario

pytestmark = [pytest.mark.entry("D1"), pytest.mark.postgres]
INDEX = "op.create_index('ix_talk_title', 'talk', ['title'])"
CONCURRENTLY = """\
with op.get_context().autocommit_block():
    op.create_index('ix_talk_title', 'talk', ['title'], postgresql_concurrently=True)"""


@pytest.mark.parametrize("script", [INDEX, "op.execute('create  index ix_talk_title on talk (title)')"])
def test_a_plain_index_on_many_rows_is_named(postgresql: Scenario, script: str) -> None:
    many_talks(postgresql)
    file = postgresql.revision(script)
    advice = postgresql.warned("D1")
    assert "10000 rows of talk" in advice.what
    assert "SHARE lock: writes wait, until the end of this revision" in advice.what
    assert (advice.file, advice.source) == (file, script)


def test_the_same_index_on_few_rows_blocks_nobody(postgresql: Scenario) -> None:
    postgresql.revision(INDEX)
    assert ids(postgresql) == []


def test_following_the_advice_silences_it_and_the_index_is_built(postgresql: Scenario) -> None:
    many_talks(postgresql)
    file = postgresql.revision(INDEX)
    postgresql.follow(postgresql.warned("D1"), {file: (f"    {INDEX}", indented(CONCURRENTLY))})
    assert ids(postgresql) == []
    postgresql.ok("db upgrade")
    assert postgresql.sql("SELECT indisvalid FROM pg_index WHERE indexrelid = 'ix_talk_title'::regclass") == [(True,)]


def test_an_index_on_a_table_of_the_same_script_is_built_without_a_word(postgresql: Scenario) -> None:
    many_talks(postgresql)
    postgresql.revision(
        "op.create_table('copy', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('title', sa.Text()))\n"
        "op.execute('INSERT INTO copy SELECT id, title FROM talk')\n"
        "op.create_index('ix_copy_title', 'copy', ['title'])"
    )
    assert "D1" not in ids(postgresql)


def indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
