"""Notices."""

from __future__ import annotations

import pytest

from migration_lab.cli import JUPYTER
from migration_lab.widgets import Message
from migration_lab.widgets.message import WITHOUT_BOARD


def test_a_title_its_lines_and_a_command():
    message = Message("Chapter 03", ["It starts anew.", "Go on with `resume=True`."], command="flask db upgrade")
    assert (
        "\n" + str(message) + "\n"
        == """
Chapter 03
  It starts anew.
  Go on with `resume=True`.
    flask db upgrade
"""
    )
    assert message.html() == (
        "<p><strong>Chapter 03</strong></p>\n"
        "<p>It starts anew.<br>\nGo on with <code>resume=True</code>.</p>\n"
        "<pre><code>flask db upgrade</code></pre>"
    )


def test_one_text_may_have_many_lines():
    assert Message("Hint", "one\ntwo").lines == ("one", "two")


def test_a_warning_says_so_in_words():
    assert str(Message("No undo", kind="warning")) == "Warning: No undo"
    assert "<strong>Warning: No undo</strong>" in Message("No undo", kind="warning").html()


def test_hostile_text_stays_text():
    message = Message("<script>", ["<b>`<i>`", "\u202e"], command="<img>")
    assert "<p><strong>&lt;script&gt;</strong></p>" in message.html()
    assert "&lt;b&gt;<code>&lt;i&gt;</code>" in message.html()
    assert "<img" not in message.html()
    assert "\u202e" not in message.html() + str(message)


def test_an_unknown_kind_or_keyword_is_an_error_at_once():
    with pytest.raises(ValueError, match="info, warning"):
        Message("x", kind="loud")
    with pytest.raises(TypeError):
        Message("x", colour="red")


def test_the_mime_bundle_has_text_and_html():
    message = Message("x")
    assert message._repr_mimebundle_() == {"text/plain": "x", "text/html": "<p><strong>x</strong></p>"}


def test_what_is_for_where_there_is_no_board_is_in_the_html_only_where_our_extension_can_hide_it():
    message = Message("Chapter 03", without_board="`lab.board()` shows it.")
    assert str(message) == "Chapter 03"
    assert message.html().endswith('<p class="mlab-without-board"><code>lab.board()</code> shows it.</p>')
    assert f".{WITHOUT_BOARD}" in (JUPYTER / "labextensions" / "migration-lab" / "static" / "style.css").read_text()
