"""Write the page about a room: one HTML file that needs no server, no script and no network."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from migration_lab.course.classroom.collecting import Collected
from migration_lab.course.classroom.room import Room
from migration_lab.terminal.class_page.learner_table import learner_table
from migration_lab.terminal.class_page.page_html import text
from migration_lab.terminal.class_page.room_lists import exercise_list, practice_table, prediction_list, talk_about
from migration_lab.values.wording import number

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""The browser loads nothing for this page and runs nothing in it, whatever stands in it."""

Section = tuple[str, str, str]
"""The id of a section, its title, and its HTML; one without HTML is left out."""


def class_page(room: Room, collected: Collected) -> str:
    body = sections(
        ("tomorrow", "To talk about tomorrow", talk_about(room)),
        ("where", "Who is where", learner_table(room)),
        *what_goes_wrong(room),
        ("refused", "Files that could not be read", _refused(collected)),
    )
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>The room · migration-lab</title>
<style>
{style()}</style>
</head>
<body>
<header>
<p class="brand">migration-lab</p>
<h1>Where the room is</h1>
{figures((len(room.learners), "learners" if len(room.learners) != 1 else "learner"), *_numbers(room))}
</header>
<main>
{body}
</main>
<footer>
<p>Made by <code>migration-lab collect</code> from {number(len(room.learners), "exported file")}. Nothing has left this
machine. The three things to talk about concern the most people; of two that concern as many, the larger share.</p>
</footer>
</body>
</html>
"""


def sections(*those: Section) -> str:
    return "\n".join(f'<section id="{id}"><h2>{title}</h2>\n{inner}\n</section>' for id, title, inner in those if inner)


def what_goes_wrong(room: Room) -> tuple[Section, ...]:
    return (
        ("predictions", "Predictions, the one that most got wrong first", prediction_list(room.predictions)),
        ("exercises", "Exercises, the one at which most are stuck first", exercise_list(room.exercises)),
        ("practice", "Practice", practice_table(room.practice)),
    )


def figures(*shown: tuple[object, str]) -> str:
    return f'<dl class="figures">{"".join(f"<div><dd>{one}</dd><dt>{what}</dt></div>" for one, what in shown)}</dl>'


@cache
def style() -> str:
    return (files(__package__) / "class_page.css").read_text(encoding="utf-8")


def _numbers(room: Room) -> tuple[tuple[object, str], ...]:
    right, made = sum(one.right for one in room.predictions), sum(one.made for one in room.predictions)
    done = sum(one.done for one in room.learners)
    return (
        (f"{done / max(1, len(room.learners)):.1f}", "exercises done by each, on average"),
        (f"{100 * right / made:.0f}%" if made else "none", "of the predictions were right"),
        (sum(one.hints for one in room.exercises), "hints used"),
    )


def _refused(collected: Collected) -> str:
    items = "".join(f"<li><code>{text(name)}</code>: {text(why)}</li>" for name, why in collected.refused)
    return f"<ul>{items}</ul>" if items else ""
