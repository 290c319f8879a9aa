"""Which row and which column before is which one after."""

from __future__ import annotations

import pytest

from migration_lab.rows.matching import Matching
from migration_lab.values.result import Rows
from tests.widgets.examples import PEOPLE, speakers


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


def test_a_column_whose_values_stand_under_another_name_was_renamed():
    assert Matching(speakers("id", "name"), speakers("id", full_name=PEOPLE)).renames == (("name", "full_name"),)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (speakers("id", "name"), speakers("id", full_name=PEOPLE[::-1])),
        (speakers("id", "name"), speakers("id", first=PEOPLE, second=PEOPLE)),
        (speakers("id", a=PEOPLE, b=PEOPLE), speakers("id", c=PEOPLE)),
        (speakers("id", lang=("en",) * 3), speakers("id", language=("en",) * 3)),
        (speakers("id", bio=(None,) * 3), speakers("id", text=(None,) * 3)),
    ],
    ids=["other values", "two heirs", "two that went", "may be a default", "nothing to move"],
)
def test_what_could_be_something_else_is_not_said_to_be_a_rename(before, after):
    assert Matching(before, after).renames == ()
