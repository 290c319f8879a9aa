"""Where the values of columns that went are found again, and what is only alike."""

from __future__ import annotations

import pytest

from migration_lab.rows.linked import Linked
from migration_lab.rows.parts import made_of
from migration_lab.rows.what_became import what_became
from migration_lab.schema import Column, ForeignKey, PrimaryKey, Table
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
