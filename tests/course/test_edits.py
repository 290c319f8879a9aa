"""An edit: found once, or already there, or refused with a reason; and the rest of the text stays as it was."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, reject
from hypothesis import strategies as st

from migration_lab.course.chapters.edits import Edit, edited
from migration_lab.errors import LabError

TEXT = "class Speaker:\n    id: int\n    name: str\n    phone: str\n\n\nclass Room:\n    id: int\n"


def edit(old: str, new: str) -> Edit:
    return Edit("models.py", old, new)


ADD = edit("    name: str\n", "    name: str\n    bio: str\n")
DROP = edit("    name: str\n    phone: str\n\n", "    name: str\n\n")


@pytest.mark.parametrize(
    ("one", "wanted"),
    [
        pytest.param(ADD, TEXT.replace("    phone", "    bio: str\n    phone"), id="added"),
        pytest.param(DROP, TEXT.replace("    phone: str\n", ""), id="dropped"),
        pytest.param(edit("    phone: str\n", "    mobile: str\n"), TEXT.replace("phone", "mobile"), id="replaced"),
        pytest.param(edit("Room", "Hall"), TEXT.replace("Room", "Hall"), id="a part of a line"),
        pytest.param(
            edit("class Room:\n    id: int\n", "class Room:\n    id: int\n    n: int\n"), TEXT + "    n: int\n"
        ),
        pytest.param(edit("class Speaker:\n", "x = 1\nclass Speaker:\n"), "x = 1\n" + TEXT, id="at the beginning"),
    ],
)
def test_an_edit_is_made_and_made_once_only(one: Edit, wanted: str) -> None:
    assert edited(TEXT, one) == wanted
    assert edited(wanted, one) == wanted


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_endings_stay(ending: str) -> None:
    text = TEXT.replace("\n", ending)
    for one in (ADD, DROP, edit("phone: str\n\n\nclass", "p: str\n\n\nclass")):
        assert edited(text, one) == edited(TEXT, one).replace("\n", ending)


def test_lines_of_different_endings_stay_as_they_are() -> None:
    assert edited("a\r\nb\nc\r\n", edit("b\nc\n", "b\nx\nc\n")) == "a\r\nb\nx\r\nc\r\n"


def test_a_file_without_a_line_feed_at_its_end_gets_none() -> None:
    assert edited("a\nb", edit("b\n", "b\nc\n")) == "a\nb\nc"
    assert edited("a\nb\nc", edit("b\nc\n", "b\n")) == "a\nb"


def test_whole_lines_are_not_found_in_the_end_of_a_longer_one() -> None:
    with pytest.raises(LabError, match="does not have these lines"):
        edited("    xname: str\n", edit("name: str\n", "n: str\n"))


def test_an_empty_line_fits_one_of_spaces_which_stays() -> None:
    assert edited("a\n   \nb\n", edit("a\n\nb\n", "a\n\nc\nb\n")) == "a\n   \nc\nb\n"


@pytest.mark.parametrize(
    ("old", "wanted"),
    [
        ("    id: int\n", r"twice, from lines 2 and 8 on"),
        ("    names: str\n", r"line 3 of the file .*\n  in the file: '    name: str'\n  in the cell: '    names: str'"),
        ("    name: str\n    mobile: str\n", r"line 4 of the file"),
        ("   name: str\n", "the first column is for the sign"),
        ("\tname: str\n", "The cell has a tab where the other has spaces"),
        ("    name: str  \n", "only in the spaces at the end"),
        ("    id: int\n    seats: int\n", r"line 3 of the file.*\n  in the file: '    name: str'"),
        ("nothing like it at all\n", "has no line like this one"),
        ("str", "has these lines twice"),
        ("wholly different words", "has no line like this one"),
    ],
)
def test_what_cannot_be_made_is_explained(old: str, wanted: str) -> None:
    with pytest.raises(LabError, match=wanted) as caught:
        edited(TEXT, edit(old, old + "new\n"))
    assert "Nothing was changed." in str(caught.value)


def test_a_line_that_goes_with_nothing_after_it_may_have_gone_already() -> None:
    gone = edit("    name: str\n    phone: str\n", "    name: str\n")
    once = edited(TEXT, gone)
    assert once == TEXT.replace("    phone: str\n", "")
    with pytest.raises(LabError, match="this cell may have been run already"):
        edited(once, gone)
    assert edited("a\n", edit("a\nb\n", "a\n")) == "a\n"


def test_what_was_in_the_file_before_does_not_hide_that_the_lines_are_missing() -> None:
    typed_wrong = edit("    name: str\n    phone: int\n", "    name: str\n")
    with pytest.raises(LabError, match=r"in the file: '    phone: str'"):
        edited(TEXT, typed_wrong)


def test_an_edit_that_changes_nothing_leaves_the_text() -> None:
    assert edited(TEXT, edit("    name: str\n", "    name: str\n")) == TEXT


LINES = st.lists(st.sampled_from(["a", "b", "  c", "\td", "ü", ""]), max_size=8)
SOME = LINES.filter(bool)
ENDINGS = st.sampled_from(["\n", "\r\n"])


def joined(lines: list[str], ending: str = "\n") -> str:
    return "".join(line + ending for line in lines)


def made(text: str, one: Edit) -> str:
    """The text after the edit; nothing is learned from one that is refused."""
    try:
        return edited(text, one)
    except LabError:
        reject()


@given(LINES, SOME, SOME, LINES, ENDINGS, st.booleans())
def test_the_reverse_of_an_edit_gives_the_text_back(before, old, new, after, ending, open_end):  # type: ignore[no-untyped-def]
    text = joined([*before, *old, *after], ending)
    text = text.removesuffix(ending) if open_end else text
    there = made(text, edit(joined(old), joined(new)))
    assume(there != text)
    assert there.count("\n") == there.count(ending)
    again = made(there, edit(joined(new), joined(old)))
    assume(again != there)  # what was there before the edit is there somewhere else too
    assert again == text


@given(LINES, SOME, SOME, LINES, LINES)
def test_what_an_edit_has_added_it_does_not_add_again(before, old, added, rest, after):  # type: ignore[no-untyped-def]
    one = edit(joined([*old, *rest]), joined([*old, *added, *rest]))
    there = made(joined([*before, *old, *rest, *after]), one)
    assert made(there, one) == there
