"""Write the instructor's page, and those parts of it that change while it is open. Every text in it is escaped."""

from __future__ import annotations

import time
from functools import cache
from importlib.resources import files

from migration_lab.course.classroom.room import Room, room
from migration_lab.course.location import CLINIC
from migration_lab.live_class.sending_form import sending_form, sent_now
from migration_lab.live_class.service_handlers import ClassState
from migration_lab.live_class.shared_folder import SharedProgress
from migration_lab.terminal.class_page.class_page import figures, sections, style, what_goes_wrong
from migration_lab.terminal.class_page.learner_table import learner_table
from migration_lab.terminal.class_page.page_html import bare, element, text
from migration_lab.terminal.class_page.room_lists import talk_about
from migration_lab.values.wording import number

QUIET = 10 * 60
"""Seconds without anything new after which somebody is listed."""
NOBODY = (
    "Nobody lets you see their progress yet. Each learner decides that in their own JupyterLab: by the tile "
    '“Show My Progress to the Instructor” of the launcher, or in a cell by `lab.share_progress("Ada")`.'
)


def whole_page(state: ClassState, nonce: str, xsrf: str) -> str:
    """Return the page; ``nonce`` is for its own script, and ``xsrf`` what that sends back with every request."""
    shown = parts(state)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>The room, live · migration-lab</title>
<style>
{style()}{_asset("live_page.css")}</style>
</head>
<body data-xsrf="{bare(xsrf)}">
<header>
<p class="brand">migration-lab</p>
<h1>Where the room is</h1>
<p id="connection" role="status"></p>
{shown["now"]}
</header>
<main>
<section id="send"><h2>Send to everybody</h2>
{sending_form()}
{shown["sent"]}
</section>
{shown["live"]}
</main>
<footer>
<p>Of those who have agreed, this page has what <code>migration-lab progress --export</code> writes, and nothing else.
Of the others it knows only how many are there.</p>
</footer>
<script nonce="{bare(nonce)}">
{_asset("live_page.js")}</script>
</body>
</html>
"""


def parts(state: ClassState) -> dict[str, str]:
    """Return the parts that change, by the id of their element."""
    people = state.shared.people
    found = room([one.learner for one in people])
    return {
        "now": _part("now", figures(*_numbers(state, people)) + _chapters(found)),
        "sent": _part("sent", sent_now(state)),
        "live": _part("live", _sections(found, people)),
    }


def _part(id: str, inner_html: str) -> str:
    return f'<div id="{id}">{inner_html}</div>'


def _numbers(state: ClassState, people: list[SharedProgress]) -> tuple[tuple[object, str], ...]:
    return (
        (state.people.many, "here now"),
        (len(people), "let you see their progress"),
        (len(_quiet(people)), f"of them with nothing new for {QUIET // 60} minutes"),
    )


def _chapters(found: Room) -> str:
    """Return the chapters in a row, each with how many are in it: what one sees from the front of the room."""
    most = max([found.here(at) for at in range(len(found.chapters))], default=0)
    if not most:
        return ""
    items = "".join(_chapter(found, at, most) for at in range(len(found.chapters)))
    return (
        f'<ol class="chapters" aria-label="How many are in each chapter">{items}</ol>'
        '<p class="legend">How many are in each chapter: the one that they opened last.</p>'
    )


def _chapter(found: Room, at: int, most: int) -> str:
    (chapter, title), here = found.chapters[at], found.here(at)
    label = bare(title if chapter == CLINIC else f"{chapter} {title}")
    shown = "clinic" if chapter == CLINIC else chapter
    column = f'<i style="height:{100 * here / most:.0f}%"></i>'
    return (
        f'<li title="{label}"><b>{here or ""}</b><span class="column" aria-hidden="true">{column}</span>'
        f'<span class="number">{text(shown)}</span></li>'
    )


def _sections(found: Room, people: list[SharedProgress]) -> str:
    if not people:
        return element("p", "calm", text(NOBODY))
    noted = [(f"who-{one.key}", _seen(one)) for one in people]
    return sections(
        ("quiet", f"Nothing new for {QUIET // 60} minutes or more", _quiet_list(people)),
        ("tomorrow", "To talk about", talk_about(found)),
        ("where", "Who is where", learner_table(found, noted)),
        *what_goes_wrong(found),
    )


def _quiet(people: list[SharedProgress]) -> list[SharedProgress]:
    now = time.time()
    return sorted((one for one in people if now - one.changed >= QUIET), key=lambda one: one.changed)


def _quiet_list(people: list[SharedProgress]) -> str:
    items = "".join(
        f'<li id="quiet-{one.key}"><b>{text(one.progress.name)}</b> {text(_seen(one))}</li>' for one in _quiet(people)
    )
    guess = (
        "Only the time is known. They may be stuck; they may as well be reading, talking, working on something that is "
        "not noted, or away."
    )
    return f'<p class="legend">{guess}</p><ul class="quiet">{items}</ul>' if items else ""


def _seen(one: SharedProgress) -> str:
    minutes = int(time.time() - one.changed) // 60
    if one.last is None:
        return f"nothing new for {number(minutes, 'minute')}" if minutes else "nothing new yet"
    return f"{one.last.words}, {number(minutes, 'minute')} ago" if minutes else f"{one.last.words}, just now"


@cache
def _asset(name: str) -> str:
    return (files(__package__) / "static" / name).read_text(encoding="utf-8")
