"""Show which lines of a file an edit cell has changed, with the lines around them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from migration_lab.course.chapters.edits import lines_of
from migration_lab.values.visible_text import plain
from migration_lab.widgets.html import code, esc, paragraph
from migration_lab.widgets.live import Display
from migration_lab.widgets.words import count

AROUND = 2
"""So many lines that stay are shown before and after those that change."""
GAP = "…"
STYLE = "mlab-edit"
"""The class that our extension of JupyterLab has a style for."""
LONGEST, FIRST, LAST = 9, 4, 3
"""Of more than so many lines in a row that all came, or all went, only the first and the last are shown."""
TAGS = {"+": "ins", "-": "del"}


@dataclass(frozen=True, slots=True)
class EditedLine:
    """One line: ``mark`` is ``+`` for one that came, ``-`` for one that went, empty for one that stayed."""

    mark: str
    number: int
    """In the file as it is now; for a line that went, as it was before; 0 for lines that are left out."""
    text: str


class EditView(Display):
    """Shows the lines that are different in ``after``, the text that file ``path`` has now."""

    def __init__(self, path: str, before: str, after: str) -> None:
        self.path = plain(path)
        old, new = lines_of(before), lines_of(after)
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        self.hunks = [[*_lines(hunk, old, new)] for hunk in matcher.get_grouped_opcodes(AROUND)]
        self.counts = _counts(matcher.get_opcodes())

    @property
    def words(self) -> str:
        """Say how many lines have changed."""
        said = [f"{count(many, 'line')} {what}" for what, many in self.counts.items() if many]
        return f": {', '.join(said)}" if said else " is already so: nothing changed"

    def __str__(self) -> str:
        return "\n".join((f"{self.path}{self.words}", *(f"  {line}".rstrip() for line in self._shown(_as_it_is))))

    def html(self) -> str:
        title = paragraph(f"<strong>{code(self.path)}{esc(self.words)}</strong>")
        lines = "\n".join(line.rstrip() for line in self._shown(_marked))
        return f'{title}\n<pre class="{STYLE}">{lines}</pre>' if lines else title

    def _shown(self, text: Callable[[EditedLine], str]) -> Iterator[str]:
        """Yield each line behind its mark and its number."""
        width = len(str(max((line.number for hunk in self.hunks for line in hunk), default=0)))
        for at, hunk in enumerate(self.hunks):
            if at:
                yield GAP
            for line in hunk:
                yield f"{line.mark or ' '} {line.number or '':{width}}  {text(line)}"


def _as_it_is(line: EditedLine) -> str:
    return line.text


def _marked(line: EditedLine) -> str:
    """Return the line as HTML; its indentation is not marked."""
    words = line.text.lstrip(" ")
    tag = TAGS.get(line.mark) if words else None
    indentation = line.text[: len(line.text) - len(words)]
    return f"{indentation}<{tag}>{esc(words)}</{tag}>" if tag else esc(line.text)


def _lines(hunk: Sequence[tuple[str, int, int, int, int]], old: list[str], new: list[str]) -> Iterator[EditedLine]:
    for kind, old_from, old_to, new_from, new_to in hunk:
        if kind == "equal":
            yield from _run("", new, new_from, new_to)
        else:
            yield from _run("-", old, old_from, old_to)
            yield from _run("+", new, new_from, new_to)


def _run(mark: str, lines: Sequence[str], start: int, end: int) -> Iterator[EditedLine]:
    left_out = range(start + FIRST, end - LAST) if end - start > LONGEST else range(0)
    for at in range(start, end):
        if at not in left_out:
            yield EditedLine(mark, at + 1, plain(lines[at].expandtabs(4)))
        elif at == left_out.start:
            yield EditedLine(mark, 0, f"{GAP} {count(len(left_out), 'more line')}")


def _counts(opcodes: Sequence[tuple[str, int, int, int, int]]) -> dict[str, int]:
    """Count the lines; as many that went as came in their place are changed ones."""
    counts = {"changed": 0, "added": 0, "removed": 0}
    for kind, old_from, old_to, new_from, new_to in opcodes:
        if kind != "equal":
            went, came = old_to - old_from, new_to - new_from
            both = min(went, came)
            counts["changed"] += both
            counts["added"] += came - both
            counts["removed"] += went - both
    return counts
