"""D8: a check is compared with every row at once."""

from __future__ import annotations

import pytest

from tests.coach.many_rows import ids, many_talks
from tests.coach.scenario import Scenario

pytestmark = [pytest.mark.entry("D8"), pytest.mark.postgres]
CHECK = "op.create_check_constraint(op.f('ck_talk_id'), 'talk', 'id > 0')"
TIMEOUT = "op.execute(\"SET LOCAL lock_timeout = '5s'\")"


@pytest.mark.parametrize("script", [CHECK, "op.execute('ALTER TABLE talk ADD CHECK (id > 0) /* NOT VALID */')"])
def test_a_check_on_many_rows_is_named(postgresql: Scenario, script: str) -> None:
    many_talks(postgresql)
    file = postgresql.revision(script)
    advice = postgresql.warned("D8")
    assert "10000 rows of talk" in advice.what
    assert "ACCESS EXCLUSIVE" in advice.what
    assert (advice.file, advice.source) == (file, script)


def test_not_valid_first_and_validated_later_stops_nobody(postgresql: Scenario) -> None:
    many_talks(postgresql)
    file = postgresql.revision(f"{TIMEOUT}\n{CHECK}")
    advice = postgresql.warned("D8")
    postgresql.follow(advice, {file: ("'id > 0')", "'id > 0', postgresql_not_valid=True)")})
    assert ids(postgresql) == []
    postgresql.ok("db upgrade")
    postgresql.revision("op.execute('ALTER TABLE talk VALIDATE CONSTRAINT ck_talk_id')", message="validate")
    assert ids(postgresql) == []
    postgresql.ok("db upgrade")


def test_few_rows_are_no_matter(postgresql: Scenario) -> None:
    postgresql.revision(CHECK)
    assert ids(postgresql) == []
