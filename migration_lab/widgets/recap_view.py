"""List a chapter's predictions that went wrong, with what happened, and those that were not made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from migration_lab.course.records.progress_words import questions
from migration_lab.values.visible_text import plain
from migration_lab.widgets.html import esc, paragraph, table, with_code
from migration_lab.widgets.live import Display
from migration_lab.widgets.outcome_view import what_came

if TYPE_CHECKING:
    from migration_lab.course.predictions.chapter_recap import ChapterRecap
    from migration_lab.course.predictions.prediction import Prediction

HEADS = ("The question", "You said")


class RecapView(Display):
    """Shows the ``recap`` of one chapter."""

    def __init__(self, recap: ChapterRecap) -> None:
        self.recap = recap

    @property
    def title(self) -> str:
        from migration_lab.course.chapters.chapter import chapter_name

        recap = self.recap
        chapter, many = chapter_name(recap.chapter), questions(recap.total, recap.chapter)
        if len(recap.right) == recap.total:
            return f"{chapter}: all your {many} were right"
        if len(recap.not_made) == recap.total:
            return f"{chapter}: {many}, none of them answered yet"
        return f"{chapter}: {len(recap.right)} of {many} right"

    def __str__(self) -> str:
        return "\n".join((self.title, *(f"  {line}" for line in self._lines())))

    def html(self) -> str:
        parts = [paragraph(f"<strong>{esc(self.title)}</strong>")]
        if self.recap.wrong:
            rows = [tuple(map(with_code, row)) for row in self._wrong()]
            parts.append(table(esc(TAUGHT_MOST), (*HEADS, self._what()), rows))
        for words, those in self._others():
            items = "\n".join(f"<li>{with_code(_question(one))}</li>" for one in those)
            parts.append(f"{paragraph(esc(words))}\n<ul>\n{items}\n</ul>")
        return "\n".join(parts)

    def _lines(self) -> Iterator[str]:
        if self.recap.wrong:
            yield TAUGHT_MOST
        for question, said, happened in self._wrong():
            yield f"- {question}"
            yield f"  You said: {said}"
            yield f"  {self._what()}: {happened}"
        for words, those in self._others():
            yield words
            yield from (f"- {_question(one)}" for one in those)

    def _what(self) -> str:
        return what_came(self.recap.wrong[0][0])

    def _wrong(self) -> list[tuple[str, str, str]]:
        return [(_question(one), plain(said.answer), plain(one.answer)) for one, said in self.recap.wrong]

    def _others(self) -> Iterator[tuple[str, Sequence[Prediction]]]:
        """The rest, but for a chapter in which nothing was answered: its title has said that."""
        if self.recap.not_shown:
            yield NOT_SHOWN, self.recap.not_shown
        if self.recap.not_made and len(self.recap.not_made) < self.recap.total:
            yield NOT_MADE, self.recap.not_made


TAUGHT_MOST = "These came out differently from what you said. Look at them once more:"
NOT_SHOWN = "You have answered these, and not yet seen what happens:"
NOT_MADE = "You have not answered these:"


def _question(one: Prediction) -> str:
    return plain(" ".join(one.question.split()))
