"""Ask, below the card, whether what a draft drops and adds is a rename, and say which command answers yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from migration_lab.values.visible_text import plain
from migration_lab.widgets.html import code, esc, paragraph
from migration_lab.widgets.live import DrawnDisplay

if TYPE_CHECKING:
    from migration_lab.values.possible_rename import RenameQuestion

YES = "If it was, draft it again as a rename:"
NO = "If it was not, leave the draft as it is."


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it is shown, each text on one line."""

    title: str
    what: str
    evidence: tuple[str, ...]
    command: str
    """What to type in a cell."""


class RenameQuestions(DrawnDisplay):
    """Show the questions of one step. As long as nobody answers, nothing changes."""

    stem = "rename_question"

    def __init__(self, questions: Sequence[RenameQuestion]) -> None:
        self.questions = tuple(questions)
        self._asked = tuple(map(asked, self.questions))

    def __str__(self) -> str:
        return "\n".join(line for one in self._asked for line in lines(one))

    def html(self) -> str:
        return "\n".join(map(question_html, self._asked))

    def state(self) -> dict[str, Any]:
        return {
            "questions": [
                {"title": one.title, "what": one.what, "evidence": [*one.evidence], "command": one.command}
                for one in self._asked
            ],
            "yes": YES,
            "no": NO,
        }


def asked(question: RenameQuestion) -> Asked:
    evidence = tuple(map(plain, question.evidence))
    return Asked(plain(question.title), plain(question.what), evidence, f"%{plain(question.run)}")


def lines(one: Asked) -> list[str]:
    return [
        one.title,
        f"  {one.what}",
        *(f"  - {each}" for each in one.evidence),
        f"  {YES}",
        f"    {one.command}",
        f"  {NO}",
    ]


def question_html(one: Asked) -> str:
    evidence = "\n".join(f"<li>{esc(each)}</li>" for each in one.evidence)
    return "\n".join(
        (
            paragraph(f"<strong>{esc(one.title)}</strong>"),
            paragraph(esc(one.what)),
            f"<ul>\n{evidence}\n</ul>",
            paragraph(esc(YES)),
            f"<pre>{code(one.command)}</pre>",
            paragraph(esc(NO)),
        )
    )
