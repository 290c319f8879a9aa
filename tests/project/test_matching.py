"""Which row and which column before is which one after."""

from __future__ import annotations

from migration_lab.rows.matching import Matching
from migration_lab.values.result import Rows


def test_rows_are_matched_by_what_tells_them_apart_in_whatever_order():
    before = Rows(2, ("kind", "id"), (("talk", "1"), ("talk", "2")))
    after = Rows(2, ("kind", "id"), (("workshop", "2"), ("talk", "1")))
    matching = Matching(before, after)
    assert matching.pairs == ((0, 1), (1, 0))
    assert (len(matching.changed), matching.differing("kind"), matching.differing("id")) == (1, 1, 0)


def test_rows_that_cannot_be_told_apart_are_not_matched():
    same = Rows(2, ("kind",), (("talk",), ("talk",)))
    assert Matching(same, same).pairs == ()
    assert Matching(same, same).same_without_key
    assert Matching(same, same).changed == ()
