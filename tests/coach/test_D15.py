"""D15: a table is read through or written anew several times."""

from __future__ import annotations

import pytest

from tests.coach.many_rows import ids, many_talks
from tests.coach.scenario import Scenario

pytestmark = [pytest.mark.entry("D15"), pytest.mark.postgres]
TWO = "op.alter_column('talk', 'minutes', type_=sa.BigInteger())\nop.alter_column('talk', 'id', type_=sa.BigInteger())"
ONE = "op.execute('ALTER TABLE talk ALTER minutes TYPE bigint, ALTER id TYPE bigint')"


def test_two_rewrites_are_named_if_asked_and_one_is_not(postgresql: Scenario) -> None:
    many_talks(postgresql)
    file = postgresql.revision(TWO)
    assert "D15" not in ids(postgresql)
    advice = postgresql.warned("D15", asked=["D15"])
    assert "writes it anew, 2 times" in advice.what
    assert (advice.severity, advice.source) == ("style", TWO.splitlines()[1])
    postgresql.change(file, TWO.replace("\n", "\n    "), ONE)
    assert "D15" not in [one.id for one in postgresql.warnings(asked=["D15"])]
