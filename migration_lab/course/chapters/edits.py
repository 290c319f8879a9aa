"""Replace a piece of a text that must be there exactly once; what an edit cell and an exercise's step do. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from migration_lab.course.chapters.edit_problems import found_often, not_found

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace a piece of text, which must occur exactly once, in one file.

    If ``old`` ends with a line feed, it is whole lines; otherwise it may be a part of a line.
    """

    path: str
    """Relative to the project, with ``/``; may be a pattern that one file matches: ``migrations/versions/*_x.py``."""
    old: str
    new: str


def edited(text: str, edit: Edit) -> str:
    """Return the text with that edit; the same text if the result of the edit is in it already.

    Line endings, and the lines that stay, are kept as they are. Raises ``LabError`` when ``old`` does not occur, or
    more than once.
    """
    if edit.old.endswith("\n"):
        return _lines_replaced(text, edit)
    ending = _ending(text)
    old, new = (part.replace("\n", ending) for part in (edit.old, edit.new))
    at = _place(text, old, new)
    if at is None:
        raise not_found(edit.path, edit.old.splitlines(), text.splitlines(), weak=False)
    if isinstance(at, list):
        raise found_often(edit.path, [text.count(ending, 0, one) + 1 for one in at])
    return text if at < 0 else text[:at] + new + text[at + len(old) :]


def lines_of(text: str) -> list[str]:
    """Return the lines of a text without their endings, which may be of any system."""
    return [line.rstrip("\r\n") for line in _LINE.findall(text)]


def _lines_replaced(text: str, edit: Edit) -> str:
    whole: list[str] = _LINE.findall(text)
    there, old, new = lines_of(text), lines_of(edit.old), lines_of(edit.new)
    at = _place([*map(_key, there)], [*map(_key, old)], [*map(_key, new)])
    if at is None:
        weak = bool(_all_places([*map(_key, there)], [*map(_key, new)])) and bool(new)
        raise not_found(edit.path, old, there, weak=weak)
    if isinstance(at, list):
        raise found_often(edit.path, [one + 1 for one in at])
    if at < 0:
        return text
    ending, open_end = _ending(text), whole[-1] == there[-1]
    put = [*_put(whole[at : at + len(old)], old, new, ending)]
    result = [*whole[:at], *put, *whole[at + len(old) :]]
    result = [line if line.endswith(("\r", "\n")) else line + ending for line in result]
    if open_end and result:
        result[-1] = result[-1].rstrip("\r\n")
    return "".join(result)


def _put(whole: Sequence[str], old: Sequence[str], new: Sequence[str], ending: str) -> Iterator[str]:
    """Yield the new lines; those that stay are as in the file."""
    stay = SequenceMatcher(None, [*map(_key, old)], [*map(_key, new)], autojunk=False)
    for kind, old_from, old_to, new_from, new_to in stay.get_opcodes():
        if kind == "equal":
            yield from whole[old_from:old_to]
        else:
            yield from (line + ending for line in new[new_from:new_to])


def _place(there: Sequence[str], old: Sequence[str], new: Sequence[str]) -> int | list[int] | None:
    """Return where ``old`` is; -1 if ``new`` is there instead, all places if several are, ``None`` if there is none.

    An ``old`` within a ``new`` is not one: the edit has been made there.
    """
    done = _all_places(there, new) if new else []
    found = [
        at
        for at in (_all_places(there, old) if old else [])
        if not any(one <= at and at + len(old) <= one + len(new) for one in done)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        return found
    return -1 if any(_tells(there, one, old, new) for one in done) else None


def _tells(there: Sequence[str], at: int, old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether ``new`` at that place shows that the edit was made. The beginning, or the end, of ``old`` does not.

    Unless the text has nothing after it, or before it.
    """
    if old == new:
        return True
    begins, ends = old[: len(new)] == new, old[len(old) - len(new) :] == new
    if begins and at + len(new) < len(there):
        return False
    return not (ends and at > 0)


def _all_places(there: Sequence[str], wanted: Sequence[str]) -> list[int]:
    size = len(wanted)
    return [at for at in range(len(there) - size + 1) if there[at : at + size] == wanted]


def _key(line: str) -> str:
    """Lines are compared by this: one with nothing but spaces is an empty one."""
    return line if line.strip() else ""


def _ending(text: str) -> str:
    """Return how lines end in this text: as the first one does."""
    found = re.search(r"\r\n|\n|\r", text)
    return found[0] if found else "\n"
