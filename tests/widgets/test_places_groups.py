"""What differs between the three places, table by table."""

from __future__ import annotations

from migration_lab.project import Places
from migration_lab.values.places import PlaceRow, TableInPlaces
from migration_lab.widgets.places_groups import MOST_SAME, groups

BIO = PlaceRow("column", "speaker.bio", "TEXT  NULL", "speaker", "has", "lacks", "lacks", "TEXT  NULL")
INDEX = PlaceRow("index", "ix_speaker_name", "(name)", "speaker", "has", "has", "lacks")
SPEAKER = TableInPlaces("speaker", (("id", "INTEGER"), ("bio", "TEXT"), ("name", "TEXT")))
SPONSOR = PlaceRow("table", "sponsor", "id, name", "sponsor", "has", "lacks", "unknown")


def of(rows, *tables):
    return list(groups(Places("models ahead", "", False, tuple(rows), tuple(tables))))


def test_a_difference_stands_among_the_columns_that_are_the_same():
    [group] = of([BIO, INDEX], SPEAKER)
    assert (group.table, group.mark, group.stands, group.more) == ("speaker", "", ("has", "has", "has"), 0)
    assert [(line.mark, line.kind, line.name) for line in group.lines] == [
        ("", "column", "id"),
        ("+", "column", "bio"),
        ("", "column", "name"),
        ("+", "index", "ix_speaker_name"),
    ]
    assert group.lines[0].cells is None
    assert [cell.standing for cell in group.lines[1].cells] == ["has", "lacks", "lacks"]


def test_many_columns_that_are_the_same_are_only_counted():
    wide = TableInPlaces("speaker", (*((f"c{n}", "TEXT") for n in range(MOST_SAME + 1)), ("bio", "TEXT")))
    [group] = of([BIO], wide)
    assert [line.name for line in group.lines] == ["bio"]
    assert group.more == MOST_SAME + 1


def test_a_table_that_a_place_lacks_is_shown_with_its_columns():
    [group] = of([SPONSOR], TableInPlaces("sponsor", (("id", "INTEGER"), ("name", "TEXT"))))
    assert (group.mark, group.stands) == ("+", ("has", "lacks", "unknown"))
    assert [line.name for line in group.lines] == ["id", "name"]


def test_what_a_place_is_not_known_to_have_is_known_of_none_of_its_tables():
    unknown = PlaceRow("column", "speaker.bio", "TEXT", "speaker", "has", "unknown", "lacks")
    [group] = of([unknown], SPEAKER)
    assert group.stands == ("has", "unknown", "has")


def test_what_belongs_to_no_table_and_to_another_database_stands_apart():
    enum = PlaceRow("enum", "kind", "a, b", None, "has", "has", "lacks")
    stats = PlaceRow("column", "visit.at", "TEXT", "visit", "has", "lacks", "lacks", bind="stats")
    assert [group.table for group in of([enum, stats])] == ["", "stats: visit"]
    assert [line.name for line in of([stats])[0].lines] == ["visit.at"]
