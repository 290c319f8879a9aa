"""What of a command's output waits for its card, and what is printed at once."""

from __future__ import annotations

import pytest

from migration_lab.kernel.log_lines import LONGEST, LogLines

OPENING = "INFO  [alembic.runtime.migration] Context impl SQLiteImpl.\n"
DRAFT = "Generating migrations/versions/1a_x.py ...  done\n"


def printed(*texts: str, seconds: float = 0.0) -> tuple[list[str], LogLines]:
    shown: list[str] = []
    times = iter((0.0, *(seconds for _ in texts)))
    log = LogLines(shown.append, clock=lambda: next(times))
    for text in texts:
        log(text)
    return shown, log


@pytest.mark.parametrize(
    "texts",
    [
        (OPENING, DRAFT),
        (OPENING[:9], OPENING[9:]),
        ("Generating a.py", " ...  done", "\n"),
        ("IN",),
        (OPENING, "\n"),
    ],
    ids=["lines", "in pieces", "one that waits for its end", "a beginning", "an empty line"],
)
def test_the_log_waits_for_the_card(texts):
    shown, log = printed(*texts)
    assert shown == []
    assert log.folded
    log.release()
    assert shown == ["".join(texts)]
    assert not log.folded


@pytest.mark.parametrize(
    "other",
    ["Traceback (most recent call last):\n", "Rows added: 1.\n", "Sure? ", "WARNI [alembic] x\n", "INFO  [app] x\n"],
)
def test_any_other_line_shows_all_at_once_and_in_order(other):
    shown, log = printed(OPENING, other, DRAFT)
    assert shown == [OPENING + other, DRAFT]
    assert not log.folded


def test_a_long_command_is_shown_as_it_goes():
    shown, log = printed(OPENING, DRAFT, seconds=LONGEST + 1)
    assert shown == [OPENING, DRAFT]
    assert not log.folded


def test_what_printed_nothing_has_nothing_to_fold():
    assert not printed()[1].folded
    assert not printed("\n")[1].folded
