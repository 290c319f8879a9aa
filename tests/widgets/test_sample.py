"""Which rows a display chooses to show."""

from __future__ import annotations

from migration_lab.rows.what_became import what_became
from migration_lab.values.result import Rows, TableRows
from migration_lab.widgets.sample import Sample, sample, samples


def rows(*ids: int, count: int | None = None, kind: str = "talk") -> Rows:
    found = tuple((str(each), kind) for each in ids)
    return Rows(len(found) if count is None else count, ("id", "kind"), found)


def told(before: Rows | None, after: Rows | None):
    became = what_became(TableRows("talk", before, after), None, None)
    assert became is not None
    return [side and (side.words, [row[0] for row in side.rows]) for side in samples(before, after, became)]


def test_the_first_five_are_shown():
    shown = sample(rows(*range(9)))
    assert shown == Sample("the first 5 of 9 rows", ("id", "kind"), tuple((str(each), "talk") for each in range(5)))


def test_a_few_rows_are_all_shown():
    assert sample(rows(1, 2)).words == "2 rows"
    assert sample(rows()).words == "no rows"


def test_a_row_that_came_is_the_one_shown():
    assert told(rows(*range(7)), rows(*range(8))) == [
        ("7 rows, all of them still there", []),
        ("the 1 new row of 8", ["7"]),
    ]


def test_a_row_that_went_is_the_one_shown():
    assert told(rows(1, 2, 3), rows(1, 3)) == [("the 1 lost row of 3", ["2"]), ("2 rows, none of them new", [])]


def test_rows_that_changed_are_shown_as_they_were_and_are():
    assert told(rows(1, 2), rows(1, 2, kind="workshop")) == [("the 2 changed rows of 2", ["1", "2"])] * 2
    many = [("the first 5 of 6 changed rows", ["0", "1", "2", "3", "4"])] * 2
    assert told(rows(*range(6)), rows(*range(6), kind="workshop")) == many


def test_from_none_to_some_and_back_all_count():
    assert told(rows(), rows(1, 2)) == [("no rows", []), ("2 rows", ["1", "2"])]
    assert told(rows(1, 2), rows()) == [("2 rows", ["1", "2"]), ("no rows", [])]


def test_when_not_all_rows_are_known_the_first_are_shown():
    assert told(rows(1, 2, count=90), rows(1, 2, count=91)) == [
        ("the first 2 of 90 rows", ["1", "2"]),
        ("the first 2 of 91 rows", ["1", "2"]),
    ]


def test_a_side_that_is_not_there_stays_away():
    assert told(None, rows(1)) == [None, ("1 row", ["1"])]


def test_the_more_columns_the_earlier_their_values_are_cut():
    def longest(columns: int) -> int:
        wide = Rows(1, tuple(map(str, range(columns))), (("x" * 90,) * columns,))
        return len(sample(wide).rows[0][0] or "")

    assert [longest(columns) for columns in (2, 4, 5, 8, 9, 12)] == [60, 60, 40, 32, 24, 20]
