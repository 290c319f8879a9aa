"""The words for changes: what is lost is said, and never more than can be known."""

from __future__ import annotations

from migration_lab.coach.standing.change_words import drifted, drops, message_for, wanted
from migration_lab.schema import Change

PHONE = Change("dropped", "column", "speaker.phone", "speaker")
MOBILE = Change("added", "column", "speaker.mobile", "speaker")
ROOM = Change("dropped", "table", "room", "room")
INDEX = Change("dropped", "index", "ix_talk_title", "talk")
NAME = Change("changed", "column", "speaker.name", "speaker", detail="NOT NULL → NULL")
SEATS = Change("added", "column", "room.seats", "room")


def test_what_goes_takes_something_with_it():
    assert drops([PHONE]) == "column speaker.phone, with the values in it"
    assert drops([ROOM]) == "table room, with the rows in it"
    assert drops([PHONE, ROOM]) == "column speaker.phone and table room, with the rows and values in them"
    assert drops([INDEX]) == drops([MOBILE]) == ""


def test_what_may_be_a_rename_is_not_said_to_be_lost():
    assert drops([PHONE, MOBILE]) == ""
    assert drops([PHONE, SEATS]) == "column speaker.phone, with the values in it"
    assert "sees a rename as a drop and an add, and would drop column speaker.phone" in wanted([PHONE, MOBILE])
    level = Change("dropped", "column", "talk.level", "talk")
    assert "would drop columns speaker.phone and talk.level, with the values in them." in wanted([PHONE, MOBILE, level])


def test_what_the_models_let_go_is_told_with_how_to_keep_it():
    assert wanted([PHONE]) == (
        "The database has column speaker.phone, but the models no longer do. flask db migrate drafts a script that "
        "drops it, with the values in it. To keep it, put it back into the models."
    )
    assert wanted([INDEX]).count("with the") == 0
    assert wanted([SEATS]).startswith("The models want column room.seats that no script makes yet.")
    assert wanted([SEATS, PHONE]).endswith("It would drop column speaker.phone, with the values in it.")
    assert "(NOT NULL → NULL)" in wanted([NAME])


def test_what_the_database_has_beside_the_scripts_is_named_by_sort():
    assert drifted([SEATS]) == "it has column room.seats, which no script makes"
    assert drifted([SEATS, MOBILE]) == "it has columns room.seats and speaker.mobile, which no script makes"
    assert drifted([PHONE, SEATS]) == (
        "it lacks column speaker.phone, which the scripts make; it has column room.seats, which no script makes"
    )
    assert drifted([SEATS], [SEATS]) == "it has column room.seats, which a script that has not run makes"
    assert drifted([NAME]) == "its column speaker.name differs from what the scripts make (NOT NULL → NULL)"
    assert drifted([INDEX, INDEX]).startswith("it lacks indexes ix_talk_title and")
    pairs = Change("added", "statistics", "pairs")
    assert drifted([pairs, pairs]).startswith("it has statistics pairs and")


def test_a_message_says_what_a_draft_does():
    assert message_for([PHONE]) == "drop phone from speaker"
    assert message_for([SEATS]) == "add seats to room"
    assert message_for([PHONE, MOBILE]) == "change speaker"
