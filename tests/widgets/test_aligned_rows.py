"""Rows before and after in one: which rows, in which columns, and what is marked."""

from __future__ import annotations

from dataclasses import replace

from migration_lab.rows.what_became import what_became
from migration_lab.schema import PrimaryKey
from migration_lab.values.result import Rows, TableRows
from migration_lab.widgets.aligned_rows import RowsOnBothSides, rows_on_both_sides
from tests.widgets.examples import PEOPLE, SPEAKER, speakers


def both(before: Rows | None, after: Rows | None, renames: tuple[tuple[str, str], ...] = ()) -> RowsOnBothSides | None:
    became = what_became(TableRows("speaker", before, after), SPEAKER, SPEAKER, renames=renames)
    assert became is not None
    return rows_on_both_sides(became, SPEAKER, SPEAKER)


def heads(found: RowsOnBothSides | None) -> list[str]:
    assert found is not None
    return [f"{one.mark}{f'{one.was}>' if one.was else ''}{one.name}{'*' if one.key else ''}" for one in found.columns]


def cells(found: RowsOnBothSides | None) -> list[tuple[str, list[str | None]]]:
    assert found is not None
    return [
        (row.mark, [f"{one.before}>{one.after}" if one.changed else one.after or one.before for one in row.cells])
        for row in found.rows
    ]


def test_the_key_is_first_then_what_changed_then_the_rest():
    found = both(speakers("name", "email", "id"), speakers("name", "id", bio=(None,) * 3))
    assert heads(found) == ["id*", "+bio", "-email", "name"]
    assert found is not None
    assert found.words == "3 rows"


def test_only_the_rows_that_are_different_are_shown_if_any_are():
    found = both(speakers("id", "email", "name"), speakers("id", "email", name=("Ada", "Hopper", "Alan")))
    assert heads(found) == ["id*", "~name", "email"]
    assert cells(found) == [("~", ["2", "Grace>Hopper", "grace@example.org"])]
    assert found is not None
    assert found.words == "1 changed, of 3 rows"


def test_rows_that_went_and_came_have_one_side():
    before = Rows(3, ("id", "name"), (("1", "Ada"), ("2", "Grace"), ("3", "Alan")))
    after = Rows(3, ("id", "name"), (("1", "Ada"), ("3", "Turing"), ("4", "Radia")))
    found = both(before, after)
    assert cells(found) == [("-", ["2", "Grace"]), ("~", ["3", "Alan>Turing"]), ("+", ["4", "Radia"])]
    assert found is not None
    assert found.words == "1 lost, 1 changed, 1 new, of 3 rows"


def test_of_many_each_kind_is_shown_and_it_says_how_many_there_are():
    before = Rows(40, ("id", "name"), tuple((str(at), "a") for at in range(40)))
    after = Rows(40, ("id", "name"), tuple((str(at), "b" if at < 30 else "a") for at in range(10, 50)))
    found = both(before, after)
    assert found is not None
    assert found.words == "10 lost, 20 changed, 10 new, of 40 rows: the first 5"
    assert [row.mark for row in found.rows] == ["-", "-", "~", "~", "+"]


def test_a_renamed_column_is_one_and_its_values_are_compared():
    found = both(speakers("id", "name"), speakers("id", full_name=("Ada", "Hopper", "Alan")), (("name", "full_name"),))
    assert heads(found) == ["id*", "~name>full_name"]
    assert cells(found) == [("~", ["2", "Grace>Hopper"])]


def test_a_value_that_differs_behind_what_is_shown_is_marked_as_changed():
    long = tuple(f"{one} {'x' * 90}" for one in PEOPLE)
    whole = [tuple(zip("123", values, strict=True)) for values in (long, tuple(f"{one}!" for one in long))]
    before, after = (replace(Rows(3, ("id", "name"), ()), values=rows) for rows in whole)
    assert [row.cells[1].changed for row in (both(before, after) or RowsOnBothSides("", (), ())).rows] == [True] * 3


def test_rows_that_nothing_tells_apart_are_not_set_side_by_side():
    same = Rows(2, ("kind",), (("talk",), ("talk",)))
    became = what_became(TableRows("t", same, replace(same, sample=(("a",), ("b",)))), None, None)
    assert became is not None
    assert rows_on_both_sides(became, None, None) is None


def test_a_key_of_two_columns_is_first():
    pairs = replace(SPEAKER, primary_key=PrimaryKey(("name", "email")))
    became = what_became(
        TableRows("speaker", speakers("id", "name", "email"), speakers("id", "name", "email")), pairs, pairs
    )
    assert became is not None
    assert heads(rows_on_both_sides(became, pairs, pairs)) == ["name*", "email*", "id"]
