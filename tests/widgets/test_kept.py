"""What a card says of rows: never more than the rows that were looked at show."""

from __future__ import annotations

import pytest

from migration_lab.schema import Column, PrimaryKey, Table
from migration_lab.values.result import Rows, TableRows
from migration_lab.widgets.kept import ColumnsKept, columns_kept, rows_kept
from tests.widgets.examples import PEOPLE, SPEAKER, speakers


def told(before: Rows | None, after: Rows | None, old=SPEAKER, new=SPEAKER):
    kept = rows_kept(TableRows("speaker", before, after), old, new)
    return kept and (kept.mark, "; ".join(kept.words))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (speakers("id", "name"), speakers("id", "name"), ("", "3 rows kept")),
        (
            speakers("id", count=900),
            speakers("id", count=900),
            ("", "900 rows, as many as before; the first 3 of 900 rows were compared"),
        ),
        (speakers("id", count=0), speakers("id"), ("+", "3 rows added: 0 before, 3 after")),
        (speakers("id"), speakers("id", count=0), ("-", "all its rows lost: 3 before, 0 after")),
        (
            speakers("id", count=9),
            speakers("id", count=8),
            ("-", "1 row lost: 9 before, 8 after; the first 3 of 9 rows were compared"),
        ),
    ],
)
def test_rows_are_counted(before, after, expected):
    assert told(before, after) == expected


def test_rows_that_cannot_be_told_apart_are_kept_when_all_of_them_are_the_same():
    same = Rows(2, ("kind",), (("talk",), ("talk",)))
    assert told(same, same) == ("", "2 rows kept")


def test_rows_that_cannot_be_told_apart_are_not_said_to_be_kept_when_they_are_others():
    before, after = Rows(2, ("kind",), (("a",), ("a",))), Rows(2, ("kind",), (("b",), ("b",)))
    assert told(before, after) == (
        "",
        "2 rows, as many as before; its rows could not be compared, because nothing tells them apart",
    )


def test_values_of_a_dropped_column_are_counted_without_the_nulls():
    before = speakers("id", phone=("1", None, "3"))
    assert told(before, speakers("id")) == ("-", "3 rows still there; speaker.phone is gone, and with it 2 values")


def test_a_dropped_column_that_was_empty_loses_nothing():
    assert told(speakers("id", phone=(None,) * 3), speakers("id")) == ("", "3 rows kept")


def test_of_a_large_table_only_what_was_seen_is_claimed():
    before = speakers("id", "name", count=900)
    assert told(before, speakers("id", count=900)) == (
        "-",
        "900 rows, as many as before; the first 3 of 900 rows were compared; "
        "speaker.name is gone, and with it 3 or more values",
    )


def test_a_rename_keeps_the_values():
    assert told(speakers("id", "name"), speakers("id", full_name=PEOPLE)) == (
        "",
        "3 rows kept; speaker.full_name now holds the values of speaker.name",
    )


def test_values_that_are_others_now_are_counted():
    before, after = speakers("id", age=("41", "abc", "30")), speakers("id", age=("41", "0", "30"))
    assert told(before, after) == ("~", "3 rows still there; speaker.age has another value in 1 of 3 rows")


def test_a_dropped_table_takes_its_rows_along():
    assert told(speakers("id"), None, new=None) == ("-", "3 rows dropped with the table")


def test_rows_of_which_nothing_is_known_are_not_spoken_of():
    assert told(None, speakers("id")) is None
    assert told(speakers("id"), None) is None


def test_a_new_empty_table_is_no_news():
    assert told(None, speakers("id", count=0), old=None) is None


def test_what_stands_in_a_new_column_is_told():
    before = speakers("id")
    assert told(before, speakers("id", bio=(None,) * 3))[1] == "3 rows kept; speaker.bio is NULL in every row"
    assert told(before, speakers("id", recorded=("1",) * 3))[1] == "3 rows kept; speaker.recorded is 1 in every row"
    assert told(before, speakers("id", lang=("en",) * 3))[1] == "3 rows kept; speaker.lang is 'en' in every row"
    assert told(before, speakers("id", kind=("a", "b", "a")))[1] == "3 rows kept; speaker.kind has a value in every row"
    assert told(before, speakers("id", kind=("a", None, None)))[1] == (
        "3 rows kept; speaker.kind has a value in 1 of 3 rows"
    )
    assert told(speakers("id", count=90), speakers("id", count=90, kind=("a", None, None)))[1] == (
        "90 rows, as many as before; the first 3 of 90 rows were compared; "
        "speaker.kind has a value in 1 of the 3 rows looked at"
    )


def test_rows_that_came_beside_those_that_changed_do_not_hide_them():
    assert told(speakers("id", age=("41",) * 3), Rows(4, ("id", "age"), tuple(zip("1234", "4123", strict=True)))) == (
        "+",
        "1 row added: 3 before, 4 after; speaker.age has another value in 3 of the 3 rows there before and after",
    )


def test_equal_values_under_another_name_are_no_loss_and_no_rename():
    before = speakers("id", "name")
    after = Rows(4, ("id", "full_name"), (*zip("123", PEOPLE, strict=True), ("4", "Radia")))
    assert columns_kept(TableRows("speaker", before, after)) == ColumnsKept()
    assert told(before, after)[1] == (
        "1 row added: 3 before, 4 after; speaker.full_name now holds the values of speaker.name"
    )


def test_of_columns_that_went_with_their_values_the_values_are_counted():
    before, after = speakers("id", "name", phone=("1", None, "3")), speakers("id")
    assert columns_kept(TableRows("speaker", before, after)).lost == (("name", "3 values"), ("phone", "2 values"))
    assert columns_kept(TableRows("speaker", None, after)) == columns_kept(None) == ColumnsKept()


LONG = tuple(f"{one} {'x' * 90}" for one in PEOPLE)


def whole(name: tuple[object, ...], type: str = "TEXT") -> tuple[Rows, Table]:
    """Rows of ``speaker`` with whole values in one column, and the table."""
    rows = tuple(zip((1, 2, 3), name, strict=True))
    shown = tuple((str(id), str(value)[:60]) for id, value in rows)
    columns = (Column("id", "INTEGER"), Column("name", type))
    return Rows(3, ("id", "name"), shown, rows), Table("speaker", columns, PrimaryKey(("id",)))


def retold(old: tuple[Rows, Table], new: tuple[Rows, Table]) -> str:
    kept = rows_kept(TableRows("speaker", old[0], new[0]), old[1], new[1])
    assert kept is not None
    return "; ".join(kept.words)


def test_values_cut_behind_what_is_shown_are_told_to_be_cut():
    assert retold(whole(LONG), whole(tuple(one[:80] for one in LONG))) == (
        "3 rows still there; speaker.name was cut in 3 of 3 rows: only the beginning of its value is left"
    )


def test_values_of_which_nothing_is_left_are_told_to_be_gone():
    assert retold(whole(("a", "b", None)), whole((None, "", None))) == (
        "3 rows still there; speaker.name is empty in 2 of 3 rows where it had a value"
    )
    assert retold(whole(("a", "b", "")), whole((None, "B", None))) == (
        "3 rows still there; speaker.name has another value in 3 of 3 rows, and in 1 of them it is empty"
    )


def test_a_type_change_that_keeps_what_is_written_keeps_the_rows():
    assert retold(whole((1, 2, 3), "INTEGER"), whole(("1", "2", "3"), "TEXT")) == "3 rows kept"
    assert retold(whole((1.0, 2.0, None), "FLOAT"), whole((1, 2, None), "INTEGER")) == "3 rows kept"
    assert retold(whole((1, 2, 3), "INTEGER"), whole(("1", "2", "3"), "INTEGER")) == (
        "3 rows still there; speaker.name has another value in 3 of 3 rows"
    )


def test_a_type_change_that_makes_other_values_tells_of_them():
    assert retold(whole(("12abc", "abc", "007")), whole((12, 0, 7), "INTEGER")) == (
        "3 rows still there; speaker.name has another value in 3 of 3 rows, and in 1 of them it was cut"
    )
    assert retold(whole((1.5, 2.0, 3.0), "FLOAT"), whole((1, 2, 3), "INTEGER")) == (
        "3 rows still there; speaker.name has another value in 1 of 3 rows"
    )


def test_the_rows_that_differ_are_shown_when_they_look_alike():
    kept = rows_kept(TableRows("speaker", whole(LONG)[0], whole((LONG[0][:80], *LONG[1:]))[0]), None, None)
    assert kept is not None
    assert kept.before is not None
    assert kept.before.words == "the 1 changed row of 3"
