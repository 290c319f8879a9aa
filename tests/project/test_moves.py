"""Where the values of columns that went are found again, and what is only alike."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from migration_lab.rows.linked import Linked, linked_tables
from migration_lab.rows.parts import made_of
from migration_lab.rows.what_became import what_became
from migration_lab.schema import Column, ForeignKey, PrimaryKey, Renames, Table
from migration_lab.values.result import Rows, TableRows
from migration_lab.values.value_forms import text
from migration_lab.widgets.kept import columns_kept, rows_kept

FULL = ("Ada Lovelace", "Grace Hopper", "Alan Turing")
FIRST, LAST = ("Ada", "Grace", "Alan"), ("Lovelace", "Hopper", "Turing")


def made(columns: tuple[str, ...], *rows: tuple[object, ...]) -> Rows:
    return Rows(len(rows), columns, tuple(tuple(map(text, row)) for row in rows), rows)


def people(**columns: tuple[object, ...]) -> Rows:
    """Rows of ``person``, each with its number."""
    return made(("id", *columns), *zip((1, 2, 3), *columns.values(), strict=True))


def table(name: str, rows: Rows, **references: str) -> Table:
    keys = tuple(ForeignKey((column,), target, ("id",)) for column, target in references.items())
    columns = tuple(Column(one, "INTEGER" if one in ("id", *references) else "TEXT") for one in rows.columns)
    return Table(name, columns, PrimaryKey(("id",)), keys)


def told(before: Rows, after: Rows, linked: Linked = Linked(()), own: Table | None = None) -> str:  # noqa: B008
    old, new = table("person", before), own or table("person", after)
    rows = TableRows("person", before, after)
    rows = TableRows("person", before, after, what_became(rows, old, new, linked))
    kept = rows_kept(rows, old, new)
    assert kept is not None
    return "; ".join((*kept.words[1:], *(f"LOST {many}" for _, many in columns_kept(rows).lost)))


def test_a_column_that_was_split_has_moved():
    assert told(people(name=FULL), people(first=FIRST, last=LAST)) == (
        "the values of person.name moved into person.first and person.last in every row"
    )


def test_a_split_that_left_something_out_in_one_row_has_lost_one_value():
    assert told(people(name=FULL), people(first=FIRST, last=("Lovelace", "Hopper", "T."))) == (
        "person.name is gone: 2 of 3 values moved into person.first, person.last, 1 value is lost; LOST 1 value"
    )


def test_a_split_that_left_half_of_each_value_out_has_lost_them():
    assert told(people(name=FULL), people(first=FIRST)) == (
        "person.name is gone, and with it 3 values; person.first has a value in every row; LOST 3 values"
    )


def test_two_columns_that_became_one_have_moved():
    assert told(people(first=FIRST, last=LAST), people(name=FULL)) == (
        "the values of person.first moved into person.name in every row; "
        "the values of person.last moved into person.name in every row"
    )


def test_values_that_stand_in_other_rows_are_neither_lost_nor_moved():
    assert told(people(name=FULL), people(label=FULL[::-1])) == (
        "person.name is gone; all its values are in person.label, but perhaps in other rows"
    )


def test_numbers_that_happen_to_be_there_are_no_move():
    assert "LOST 3 values" in told(people(rank=(1, 2, 3)), people())
    assert "LOST 3 values" in told(people(rank=(3, 1, 2)), people(seats=(1, 2, 3)))


def test_rows_without_a_value_are_not_counted():
    assert told(people(name=("a b", None, "x")), people(one=("a", None, "x"), two=("b", None, None))) == (
        "the values of person.name moved into person.one and person.two in each of the 2 rows that had one"
    )


def test_a_column_that_went_into_a_child_table_has_moved():
    after, phones = people(), made(("id", "person_id", "number"), (1, 3, "0301"), (2, 1, "0302"))
    before = people(phone=("0302", None, "0301"))
    own, child = table("person", after), table("phone", phones, person_id="person")
    assert told(before, after, Linked(((own, after), (child, phones)))) == (
        "the values of person.phone moved into phone.number in each of the 2 rows that had one"
    )
    elsewhere = made(("id", "person_id", "number"), (1, 1, "0301"), (2, 3, "0302"))
    assert told(before, after, Linked(((own, after), (child, elsewhere)))) == (
        "person.phone is gone, and with it 2 values; LOST 2 values"
    )


def test_a_column_that_went_into_a_parent_table_has_moved():
    towns = made(("id", "name"), (7, "Bern"), (8, "Rom"))
    before, after = people(town=("Bern", "Bern", "Rom")), people(town_id=(7, 7, 8))
    own, parent = table("person", after, town_id="town"), table("town", towns)
    assert told(before, after, Linked(((own, after), (parent, towns))), own).startswith(
        "the values of person.town moved into town.name in every row"
    )


def test_a_list_that_went_into_a_table_between_two_has_moved():
    tags = made(("id", "name"), (7, "sql"), (8, "web"))
    between = made(("id", "person_id", "tag_id"), (1, 1, 7), (2, 1, 8), (3, 3, 8))
    before, after = people(tags=("sql, web", None, "web")), people()
    own, link = table("person", after), table("person_tag", between, person_id="person", tag_id="tag")
    linked = Linked(((own, after), (link, between), (table("tag", tags), tags)))
    assert told(before, after, linked) == (
        "the values of person.tags moved into tag.name in each of the 2 rows that had one"
    )


def beside(before: Rows, after: Rows, old: Rows, new: Rows, **references: str) -> str:
    """Tell what became of ``person`` beside a table ``talk`` that was there before, and refers to it or not."""
    own, other = table("person", after), table("talk", new, **references)
    found = (TableRows("person", before, after), TableRows("talk", old, new))
    linked = linked_tables(found, (table("person", before), table("talk", old, **references)), (own, other), Renames())
    return told(before, after, linked, own)


TOWNS = ("Bern", "Rom", "Bern")


def test_what_another_table_has_held_all_along_has_not_moved_there():
    before, after = people(town=TOWNS), people()
    talks = made(("id", "person_id", "town", "mark"), *((n, n, one, 0) for n, one in enumerate(TOWNS, 1)))
    marked = made(("id", "person_id", "town", "mark"), *((n, n, one, 1) for n, one in enumerate(TOWNS, 1)))
    assert "LOST 3 values" in beside(before, after, talks, marked, person_id="person")
    assert "LOST 3 values" in beside(before, after, talks, marked)


def test_what_was_written_into_another_table_has_moved_there():
    before, after = people(town=TOWNS), people()
    empty = made(("id", "person_id", "town"), *((n, n, None) for n in (1, 2, 3)))
    full = made(("id", "person_id", "town"), *((n, n, one) for n, one in enumerate(TOWNS, 1)))
    moved = "the values of person.town moved into talk.town in every row"
    assert beside(before, after, empty, full, person_id="person") == moved
    unlike = made(("id", "person_id"), *((n, n) for n in (1, 2, 3)))
    assert beside(before, after, unlike, full, person_id="person") == moved
    assert "all its values are in talk.town" in beside(before, after, empty, full)
    rows_come = made(full.columns, full.known[0])
    assert beside(before, after, rows_come, full, person_id="person") == moved


def test_a_row_that_a_new_key_refers_to_has_the_values_that_it_had():
    towns = made(("id", "name", "mark"), (7, "Bern", 0), (8, "Rom", 0))
    marked = made(("id", "name", "mark"), (7, "Bern", 1), (8, "Rom", 1))
    before, after = people(town=TOWNS), people(town_id=(7, 8, 7))
    old, own, parent = table("person", before), table("person", after, town_id="town"), table("town", towns)
    found = (TableRows("person", before, after), TableRows("town", towns, marked))
    linked = linked_tables(found, (old, parent), (own, parent), Renames())
    assert told(before, after, linked, own).startswith("the values of person.town moved into town.name in every row")
    known = people(town=TOWNS, town_id=(7, 8, 7))
    found = (TableRows("person", known, after), TableRows("town", towns, marked))
    linked = linked_tables(found, (table("person", known, town_id="town"), parent), (own, parent), Renames())
    assert "LOST 3 values" in told(known, after, linked, own)


@pytest.mark.parametrize(
    "values",
    [
        (date(2026, 1, 2), date(2026, 1, 3), date(2026, 1, 4)),
        (datetime(2026, 1, 2, 9), datetime(2026, 1, 3, 9), datetime(2026, 1, 4, 9)),
        ("2026-01-02 09:00:00.000000", "2026-01-03 09:00:00.000000", "2026-01-04"),
        ("09:00", "10:30:00", "11:00"),
        (True, False, True),
        (1.5, 2.5, 3.0),
    ],
)
def test_dates_and_flags_that_another_column_held_all_along_have_not_moved_there(values: tuple[object, ...]):
    assert "LOST 3 values" in told(people(closes=values, ends=values), people(ends=values))
    assert "LOST" not in told(people(closes=values), people(ends=values))
    empty = (None, None, None)
    assert "LOST" not in told(people(closes=values, ends=empty), people(ends=values))


def test_words_that_another_column_held_all_along_are_not_lost():
    assert "LOST" not in told(people(name=FULL, label=FULL), people(label=FULL))


@pytest.mark.parametrize(
    ("value", "parts", "found"),
    [
        ("Ada Lovelace", ["Lovelace", "Ada"], (1, 0)),
        ("(030) 12", ["030", "12"], (0, 1)),
        ("12abc", ["12"], ()),
        ("-5", ["5"], ()),
        ("50 %", ["50"], ()),
        ("Ada Ada", ["Ada"], ()),
        ("a" * 400, ["a"] * 12, ()),
        ("", [""], ()),
    ],
)
def test_a_value_is_made_of_others_only_when_nothing_is_left_over(value, parts, found):
    assert made_of(value, parts) == found
