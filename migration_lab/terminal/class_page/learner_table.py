"""The table of who is where: a row for each learner, a column for each chapter."""

from __future__ import annotations

from collections.abc import Sequence

from migration_lab.course.classroom.room import InChapter, LearnerInRoom, Room
from migration_lab.course.location import CLINIC
from migration_lab.course.tries import Tries
from migration_lab.terminal.class_page.page_html import bar, bare, element, scrolled, text
from migration_lab.values.wording import number

LEGEND = (
    '<p class="legend"><span class="item"><span class="box done">✓</span> exercise done</span>'
    '<span class="item"><span class="box done">✓+</span> done with board and coach on</span>'
    '<span class="item"><span class="box tried">2</span> begun, and checked so many times</span>'
    '<span class="item"><span class="box"></span> not begun</span>'
    '<span class="item"><span class="ok">3 ✓</span> predictions right <span class="no">1 ✗</span> wrong</span>'
    '<span class="item"><span class="wait">2 ?</span> predicted, and not looked yet at what happened</span>'
    '<span class="item"><span class="mark">here</span> the chapter that was opened last</span></p>'
)


def learner_table(room: Room, noted: Sequence[tuple[str, str]] = ()) -> str:
    """Return it. ``noted`` has for each learner the id of their row, and what else is said of them."""
    heads = "".join(_head(room, at) for at in range(len(room.chapters)))
    if noted:
        heads = f'<th scope="col" class="seen">Seen last</th>{heads}'
    rows = "".join(
        _row(one, *some) for one, some in zip(room.learners, noted or [("", "")] * len(room.learners), strict=True)
    )
    return LEGEND + scrolled(
        "Who is where",
        f'<table class="room"><thead><tr><th scope="col" class="who">Learner</th>{heads}'
        f'<th scope="col" class="sum">Done</th></tr></thead><tbody>{rows}</tbody></table>',
    )


def _head(room: Room, at: int) -> str:
    chapter, title = room.chapters[at]
    here, numbered = room.here(at), "" if chapter == CLINIC else chapter
    many = element("span", "many", f"{here} here" if here else "nobody here")
    shown = bar([("here", here)], max(1, len(room.learners)))
    return f'<th scope="col"><b>{text(numbered)}</b> <span class="title">{text(title)}</span>{shown}{many}</th>'


def _row(learner: LearnerInRoom, id: str, seen: str) -> str:
    cells = "".join(map(_cell, learner.chapters))
    total = sum(len(one.tries) for one in learner.chapters)
    also = [
        f"{many} {what}" for many, what in ((learner.helped, "with help"), (learner.practised, "practised")) if many
    ]
    done = f"<b>{learner.done}</b> of {total}{element('div', 'also', '<br>'.join(also)) if also else ''}"
    known = f' id="{bare(id)}"' if id else ""
    last = element("td", "seen", text(seen)) if id else ""
    who = f'<th scope="row" class="who">{text(learner.name)}</th>'
    return f'<tr{known}>{who}{last}{cells}<td class="sum">{done}</td></tr>\n'


def _cell(chapter: InChapter) -> str:
    if not chapter.begun and not chapter.here:
        return '<td class="none"><span aria-label="nothing yet">·</span></td>'
    boxes = "".join(_box(id, tries) for id, tries in chapter.tries)
    said = [
        element("span", kind, f"{many}&nbsp;{sign}")
        for kind, many, sign in (("ok", chapter.right, "✓"), ("no", chapter.wrong, "✗"), ("wait", chapter.waiting, "?"))
        if many
    ]
    hints = element("span", "hints", text(number(chapter.hints, "hint"))) if chapter.hints else ""
    more = element("span", "hints", f"{chapter.practised} practised") if chapter.practised else ""
    here = element("span", "mark", "here") if chapter.here else ""
    first = element("div", "boxes", boxes + here) if boxes or here else ""
    below = f'<div class="said">{" ".join((*said, hints, more))}</div>'
    return f'<td class="{"at" if chapter.here else "been"}">{first}{below}</td>'


def _box(id: str, tries: Tries) -> str:
    helped = tries.done and tries.helped
    words = (
        "done with board and coach on" if helped else "done" if tries.done else "begun" if tries.begun else "not begun"
    )
    checked = f", {number(tries.checks, 'check')}" if tries.checks else ""
    sign = "✓+" if helped else "✓" if tries.done else str(tries.checks or "…") if tries.begun else ""
    kind = "box done" if tries.done else "box tried" if tries.begun else "box"
    label = bare(f"{id} {words}{checked}")
    return f'<span class="{kind}" role="img" title="{label}" aria-label="{label}">{sign}</span>'
