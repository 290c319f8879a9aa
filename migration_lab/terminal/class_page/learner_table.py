"""The table of who is where: a row for each learner, a column for each chapter."""

from __future__ import annotations

from migration_lab.course.classroom.room import InChapter, LearnerInRoom, Room
from migration_lab.course.location import CLINIC
from migration_lab.course.tries import Tries
from migration_lab.terminal.class_page.page_html import bar, element, text
from migration_lab.values.wording import number

LEGEND = (
    '<p class="legend"><span class="item"><span class="box done">✓</span> exercise done</span>'
    '<span class="item"><span class="box tried">2</span> begun, and checked so many times</span>'
    '<span class="item"><span class="box"></span> not begun</span>'
    '<span class="item"><span class="ok">3 ✓</span> predictions right <span class="no">1 ✗</span> wrong</span>'
    '<span class="item"><span class="mark">here</span> the last chapter of which somebody has done anything</span></p>'
)


def learner_table(room: Room) -> str:
    heads = "".join(_head(room, at) for at in range(len(room.chapters)))
    rows = "".join(_row(room, one) for one in room.learners)
    return (
        f'{LEGEND}<div class="scroll"><table class="room"><thead><tr><th scope="col" class="who">Learner</th>{heads}'
        f'<th scope="col" class="sum">Done</th></tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _head(room: Room, at: int) -> str:
    chapter, title = room.chapters[at]
    here, numbered = room.here(at), "" if chapter == CLINIC else chapter
    many = element("span", "many", f"{here} here" if here else "nobody here")
    shown = bar([("here", here)], max(1, len(room.learners)))
    return f'<th scope="col"><b>{text(numbered)}</b> <span class="title">{text(title)}</span>{shown}{many}</th>'


def _row(room: Room, learner: LearnerInRoom) -> str:
    cells = "".join(map(_cell, learner.chapters))
    total = sum(len(one.tries) for one in learner.chapters)
    done = f"<b>{learner.done}</b> of {total}"
    return f'<tr><th scope="row" class="who">{text(learner.name)}</th>{cells}<td class="sum">{done}</td></tr>\n'


def _cell(chapter: InChapter) -> str:
    if not chapter.begun:
        return '<td class="none"><span aria-label="nothing yet">·</span></td>'
    boxes = "".join(_box(id, tries) for id, tries in chapter.tries)
    said = [
        element("span", kind, f"{many}&nbsp;{sign}")
        for kind, many, sign in (("ok", chapter.right, "✓"), ("no", chapter.wrong, "✗"), ("wait", chapter.waiting, "?"))
        if many
    ]
    hints = element("span", "hints", text(number(chapter.hints, "hint"))) if chapter.hints else ""
    here = element("span", "mark", "here") if chapter.here else ""
    first = element("div", "boxes", boxes + here) if boxes or here else ""
    return (
        f'<td class="{"at" if chapter.here else "been"}">{first}<div class="said">{" ".join(said)} {hints}</div></td>'
    )


def _box(id: str, tries: Tries) -> str:
    words = "done" if tries.done else "begun" if tries.begun else "not begun"
    checked = f", {number(tries.checks, 'check')}" if tries.checks else ""
    sign = "✓" if tries.done else str(tries.checks or "…") if tries.begun else ""
    kind = "box done" if tries.done else "box tried" if tries.begun else "box"
    label = text(f"{id} {words}{checked}")
    return f'<span class="{kind}" role="img" title="{label}" aria-label="{label}">{sign}</span>'
