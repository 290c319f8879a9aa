"""The line that says what is being done: in a terminal only, and gone when it is done."""

from __future__ import annotations

from io import StringIO

from migration_lab.launch.progress_line import ProgressLine


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def on_screen(written: str) -> str:
    """What a terminal shows of it in the one line, without the blanks at its end."""
    cells: list[str] = []
    at = 0
    for sign in written:
        if sign == "\r":
            at = 0
        else:
            cells[at:] = [sign, *cells[at + 1 :]]
            at += 1
    return "".join(cells).rstrip()


def test_a_shorter_text_takes_the_place_of_a_longer_one_and_at_the_end_nothing_is_left() -> None:
    terminal = Terminal()
    line = ProgressLine(terminal)
    line.show("Copying the course: 9 of 10 files")
    line.show("Starting")
    assert on_screen(terminal.getvalue()) == "Starting"
    line.clear()
    assert on_screen(terminal.getvalue()) == ""
    assert "\n" not in terminal.getvalue()


def test_elsewhere_nothing_is_written() -> None:
    file = StringIO()
    line = ProgressLine(file)
    line.show("Starting")
    line.clear()
    assert file.getvalue() == ""
