"""Show which lines of a file an edit cell has changed, with the lines around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
TAGS = {"+": "ins", "-": "del"}


@dataclass(frozen=True, slots=True)
class EditedLine:
    """One line: ``mark`` is ``+`` for one that came, ``-`` for one that went, empty for one that stayed."""

    mark: str
    number: int
    """In the file as it is now; for a line that went, as it was before."""
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
        return "\n".join((f"{self.path}{self.words}", *(f"  {line}" for _, line in self._shown())))

    def html(self) -> str:
        title = paragraph(f"<strong>{code(self.path)}{esc(self.words)}</strong>")
        lines = [f"<{tag}>{esc(line)}</{tag}>" if tag else esc(line) for tag, line in self._shown()]
        return f"{title}\n<pre>{chr(10).join(lines)}</pre>" if lines else title

    def _shown(self) -> Iterator[tuple[str, str]]:
        """Yield each line with the tag that its HTML has."""
        numbers = [line.number for hunk in self.hunks for line in hunk]
        width = len(str(max(numbers, default=0)))
        for at, hunk in enumerate(self.hunks):
            if at:
                yield "", GAP
            for line in hunk:
                yield TAGS.get(line.mark, ""), f"{line.mark or ' '} {line.number:{width}}  {line.text}".rstrip()


def _lines(hunk: Sequence[tuple[str, int, int, int, int]], old: list[str], new: list[str]) -> Iterator[EditedLine]:
    for kind, old_from, old_to, new_from, new_to in hunk:
        if kind == "equal":
            yield from (EditedLine("", at + 1, _visible(new[at])) for at in range(new_from, new_to))
            continue
        yield from (EditedLine("-", at + 1, _visible(old[at])) for at in range(old_from, old_to))
        yield from (EditedLine("+", at + 1, _visible(new[at])) for at in range(new_from, new_to))


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


def _visible(line: str) -> str:
    return plain(line.expandtabs(4))
