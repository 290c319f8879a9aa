"""D9: a foreign key is compared with every row at once."""

from __future__ import annotations

import pytest

from tests.coach.many_rows import ids, many_talks
from tests.coach.scenario import Scenario

pytestmark = [pytest.mark.entry("D9"), pytest.mark.postgres]
KEY = "op.create_foreign_key('fk_talk_again', 'talk', 'room', ['room_id'], ['id'])"
TIMEOUT = "op.execute(\"SET LOCAL lock_timeout = '5s'\")"


def test_a_foreign_key_over_many_rows_is_named_with_both_tables(postgresql: Scenario) -> None:
    many_talks(postgresql)
    file = postgresql.revision(KEY)
    advice = postgresql.warned("D9")
    assert "10000 rows of talk" in advice.what
    assert "locks on room and talk: writes wait" in advice.what
    assert (advice.file, advice.source) == (file, KEY)


def test_not_valid_first_and_validated_later_stops_nobody(postgresql: Scenario) -> None:
    many_talks(postgresql)
    file = postgresql.revision(f"{TIMEOUT}\n{KEY}")
    advice = postgresql.warned("D9")
    postgresql.follow(advice, {file: ("['id'])", "['id'], postgresql_not_valid=True)")})
    assert not {"D9", "D13", "D14"} & {*ids(postgresql)}
    postgresql.ok("db upgrade")
    postgresql.revision("op.execute('ALTER TABLE talk VALIDATE CONSTRAINT fk_talk_again')", message="validate")
    assert not {"D9", "D13", "D14"} & {*ids(postgresql)}


def test_few_rows_are_no_matter(postgresql: Scenario) -> None:
    postgresql.revision(KEY)
    assert "D9" not in ids(postgresql)
