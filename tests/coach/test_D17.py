"""D17: a table or an index is tidied up while others wait."""

from __future__ import annotations

import pytest

from tests.coach.many_rows import ids, many_talks
from tests.coach.scenario import Scenario

pytestmark = [pytest.mark.entry("D17"), pytest.mark.postgres]
BLOCK = "with op.get_context().autocommit_block():\n    "


def told(project: Scenario) -> list[tuple[str, str]]:
    return [(one.source, one.what) for one in project.warnings() if one.id == "D17"]


def test_the_plain_forms_are_named_and_the_concurrent_ones_are_not(postgresql: Scenario) -> None:
    many_talks(postgresql)
    vacuum, reindex = "op.execute('VACUUM FULL talk')", "op.execute('REINDEX INDEX pk_talk')"
    file = postgresql.revision(f"{BLOCK}{vacuum}\n{reindex}")
    (first, one), (second, other) = told(postgresql)
    assert (first, second) == (vacuum, reindex)
    assert one.startswith("talk (10000 rows")
    assert other.startswith("pk_talk (10000 rows")
    postgresql.change(file, vacuum, "op.execute('VACUUM talk')")
    postgresql.change(file, f"    {reindex}", f"        {reindex.replace('INDEX pk', 'INDEX CONCURRENTLY pk')}")
    assert ids(postgresql) == []


def test_a_partition_that_is_taken_out_is_named(postgresql: Scenario) -> None:
    postgresql.revision(
        "op.execute('CREATE TABLE visit (day int) PARTITION BY RANGE (day)')\n"
        "op.execute('CREATE TABLE visit_1 PARTITION OF visit FOR VALUES FROM (0) TO (9)')",
        message="visit",
    )
    postgresql.ok("db upgrade")
    detach = "op.execute('ALTER TABLE visit DETACH PARTITION visit_1')"
    file = postgresql.revision(detach)
    assert ids(postgresql) == []
    postgresql.sql("INSERT INTO visit SELECT 1 FROM generate_series(1, 10000)")
    ((source, what),) = told(postgresql)
    assert (source, "ACCESS EXCLUSIVE lock on visit_1 (10000 rows)" in what) == (detach, True)
    postgresql.change(file, f"    {detach}", f"    {BLOCK}    {detach.replace('visit_1', 'visit_1 CONCURRENTLY')}")
    assert ids(postgresql) == []
