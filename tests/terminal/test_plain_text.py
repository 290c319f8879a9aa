"""What a project's own names and texts cannot do to a terminal, or to a CI that reads what is printed."""

from __future__ import annotations

import pytest

from migration_lab.terminal.plain_text import WIDTH, one_line, wrapped
from migration_lab.values.visible_text import plain

COMMANDS = ["::error::boom", "::add-mask::x", "::stop-commands::x"]


def begin_commands(text: str) -> list[str]:
    """The lines that GitHub's runner takes for a command: it leaves out the blanks before them."""
    return [line for line in text.splitlines() if line.lstrip().startswith("::")]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("blank", [" ", "  ", "\t", "\n", "\u00a0", " \u2003", "\u3000 "])
def test_no_wrapped_line_begins_a_command_of_a_workflow(command: str, blank: str) -> None:
    for before in (0, 1, 5, *range(WIDTH - 25, WIDTH + 3)):
        for first in ("", "    ", "    1. "):
            text = wrapped(f"{'x' * before}{blank}{command} {command}", first)
            assert begin_commands(text) == []
            assert begin_commands(wrapped(f"{blank}{command}", first)) == []
        assert begin_commands(wrapped(f"{'x ' * before}{command}", "", "")) == []


@pytest.mark.parametrize("blank", ["", " ", "\t", "\u00a0", "\u2003 "])
def test_no_line_begins_a_command_after_any_blanks(blank: str) -> None:
    for command in COMMANDS:
        assert begin_commands(one_line(f"{blank}{command}")) == []
        assert begin_commands(f"    {one_line(f'{blank}{command}')}") == []


def test_a_command_of_the_old_form_begins_nowhere_in_a_line() -> None:
    for text in ("##[error]boom", "x ##[add-mask]y", "##vso[task.setvariable]x", "###[error]"):
        assert "##[" not in one_line(text)
        assert "##vso[" not in wrapped(text)


def test_what_a_terminal_obeys_or_does_not_show_is_written_as_every_display_writes_it() -> None:
    text = "a\nb\tc\x1b[2J\x9b\u2028\u202e\ud800"
    assert one_line(text) == plain(text) == r"a\nb\tc\x1b[2J\x9b\u2028\u202e\ud800"


def test_what_is_no_command_stays_as_it_is() -> None:
    for text in ("SELECT '1'::integer, x :: text", "## a title", "a: b", "std::vector"):
        assert one_line(text) == text
    assert wrapped("SELECT '1'::integer") == "SELECT '1'::integer"
