"""Wording, and text in columns."""

from __future__ import annotations

import pytest

from migration_lab.values.visible_text import plain
from migration_lab.widgets.grid import align, width
from migration_lab.widgets.words import block, count, name, names, value


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("speaker", "speaker"),
        ("a\nb\tc\r", "a\\nb\\tc\\r"),
        ("\x00\x1b[31m", "\\x00\\x1b[31m"),
        ("\u202egnp", "\\u202egnp"),
        ("\ud800", "\\ud800"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("<b>&", "<b>&"),
    ],
)
def test_plain_makes_what_is_invisible_visible(text, shown):
    assert plain(text) == shown


def test_block_keeps_line_breaks_only():
    assert block("\na\n\tb \x07\n") == "a\n    b \\x07"


def test_names_that_would_not_stand_out_are_quoted():
    assert name("speaker.bio") == "speaker.bio"
    assert name("my table") == '"my table"'
    assert names(["a", "b", "c"], most=2) == "a, b and 1 more"


def test_numbers_and_plurals():
    assert [count(1, "row"), count(2, "index"), count(1000, "foreign key")] == [
        "1 row",
        "2 indexes",
        "1,000 foreign keys",
    ]


def test_columns_are_as_wide_as_a_terminal_shows_them():
    assert width("中🎤e\u0301") == 5
    assert align([("中", "x"), ("abc", "")]) == ["中   x", "abc"]
    assert align([]) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2026-09-18 09:30:00.000000", "2026-09-18 09:30:00"),
        ("2026-09-18T09:30:00.000+02:00", "2026-09-18T09:30:00+02:00"),
        ("2026-09-18 09:30:00.000500", "2026-09-18 09:30:00.000500"),
        ("at 09:30:00.000", "at 09:30:00.000"),
    ],
)
def test_a_moment_is_shown_without_the_zeros_of_its_second(text, shown):
    assert value(text) == shown
