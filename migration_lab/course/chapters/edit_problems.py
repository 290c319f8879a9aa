"""Say why an edit cannot be made: the lines are not there, are there more than once, or the cell is not written so."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from migration_lab.errors import LabError

NOTHING = "Nothing was changed."
ALIKE = 0.6
"""How alike two lines must be to be taken for the same one, written differently."""
AGAIN = (
    "The lines that stay are there. So this cell may have been run already; if it has, all is well. A line that stays "
    "on both sides of the lines that go lets the lab tell."
)


def found_often(path: str, numbers: Sequence[int]) -> LabError:
    """Return the error for lines that are there more than once, at these numbers."""
    times = "twice" if len(numbers) == 2 else f"{len(numbers)} times"
    where = ", ".join(map(str, numbers[:-1])) + f" and {numbers[-1]}"
    return LabError(
        f"{path} has these lines {times}, from lines {where} on, so it is not clear which are meant. Add more of the "
        f"lines around them, until they fit one place only. {NOTHING}"
    )


def not_found(path: str, wanted: Sequence[str], there: Sequence[str], *, weak: bool) -> LabError:
    """Return the error for lines that are not there; it shows the nearest ones.

    ``weak`` says that at least those are there which should be there afterwards.
    """
    again = f"\n{AGAIN}" if weak else ""
    at = _nearest(wanted, there)
    if at is None:
        first = next((line for line in wanted if line.strip()), "")
        return LabError(f"{path} has no line like this one:\n{_shown(first)}\n{NOTHING}{again}")
    number, mine = next(
        (at + offset, line)
        for offset, line in enumerate(wanted)
        if at + offset >= len(there) or line.strip() != there[at + offset].strip() or line != there[at + offset]
    )
    if number >= len(there):
        return LabError(f"{path} ends before this line of the cell:\n{_shown(mine)}\n{NOTHING}{again}")
    theirs = there[number]
    return LabError(
        f"{path} does not have these lines. Where they fit best, line {number + 1} of the file is not what the cell "
        f"has.\n  in the file: {theirs!r}\n  in the cell: {mine!r}\n{_hint(mine, theirs)}{NOTHING}{again}"
    )


def _nearest(wanted: Sequence[str], there: Sequence[str]) -> int | None:
    """Return the index of the line from which on the text is most like ``wanted``; ``None`` if nothing is like it."""
    best: tuple[float, int] = (0.0, 0)
    for start in range(1 - len(wanted), len(there)):
        pairs = [(line, there[start + at]) for at, line in enumerate(wanted) if 0 <= start + at < len(there)]
        score = sum(_alike(*pair) for pair in pairs)
        best = max(best, (score, -start))
    return max(0, -best[1]) if best[0] >= ALIKE else None


def _alike(one: str, other: str) -> float:
    one, other = one.strip(), other.strip()
    if not one or not other:
        return 0.1 if one == other else 0.0
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return ratio if matcher.quick_ratio() >= ALIKE and (ratio := matcher.ratio()) >= ALIKE else 0.0


def _hint(mine: str, theirs: str) -> str:
    """Explain a difference that is hard to see."""
    if mine.strip() != theirs.strip():
        return ""
    if mine.rstrip() == theirs.rstrip():
        return "They differ only in the spaces at the end.\n"
    if ("\t" in mine) != ("\t" in theirs):
        tabs = "The file" if "\t" in theirs else "The cell"
        return f"{tabs} has a tab where the other has spaces.\n"
    return (
        "They differ only in the spaces before the first word. In the cell, the first column is for the sign: a line "
        "that stays begins with one space more than in the file.\n"
    )


def _shown(line: str) -> str:
    return f"  {line!r}"
