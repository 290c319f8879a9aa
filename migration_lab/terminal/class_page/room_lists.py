"""The lists of predictions and exercises, with what was said, and the three things to talk about tomorrow."""

from __future__ import annotations

from collections.abc import Sequence

from migration_lab.course.classroom.room import ExerciseInRoom, IdeaInRoom, PredictionInRoom, Room
from migration_lab.course.classroom.talking_points import TalkingPoint, talking_points
from migration_lab.terminal.class_page.page_html import bar, counted, element, lines, scrolled, text
from migration_lab.values.wording import number


def talk_about(room: Room) -> str:
    points = talking_points(room)
    if not points:
        return element("p", "calm", "Nobody got a prediction wrong, and nobody is stuck at an exercise.")
    return f'<ol class="points">{"".join(map(_point, points))}</ol>'


def _point(point: TalkingPoint) -> str:
    about = point.about
    if isinstance(about, PredictionInRoom):
        kind, id, asked = "Prediction", about.prediction.id, about.prediction.question
        what = "expected something else"
        many = f"{about.answers[0][1]} of {point.people}" if about.answers else ""
        most = f"Said most often, by {many}: {text(about.answers[0][0])}" if about.answers else ""
        rest = f"<p>{most}</p><p><b>What happens:</b> {text(about.prediction.answer)}</p>"
    else:
        kind, id, asked = "Exercise", about.exercise.id, about.exercise.title
        what = "have begun it, and not done it"
        missing = f"Most often not right at a check: {text(about.missing[0][0])}." if about.missing else ""
        rest = f"<p>{missing}</p>{_used(about)}"
    share = bar([("no", point.people)], point.of)
    return (
        f'<li><p class="share"><b>{point.people}</b> of {point.of} {what}</p>{share}'
        f'<p class="id">{kind} {text(id)}</p><h3>{text(asked)}</h3>{rest}</li>'
    )


def prediction_list(found: Sequence[PredictionInRoom]) -> str:
    wrong = "".join(_prediction(one) for one in found if one.wrong)
    right = [f"{one.prediction.id} ({one.made})" for one in found if not one.wrong]
    everybody = f"<p>Everybody was right: {text(', '.join(right))}.</p>" if right else ""
    shown = (f'<ol class="asked">{wrong}</ol>' if wrong else "") + everybody
    return shown or "<p>Nobody has looked yet at what happened.</p>"


def _prediction(one: PredictionInRoom) -> str:
    asked = one.prediction
    return (
        f'<li><p class="id">{text(asked.id)}</p><h3>{text(asked.question)}</h3>'
        f"{bar([('ok', one.right), ('no', one.wrong)], one.made)}"
        f'<p class="numbers"><span class="no">{one.wrong} ✗</span> wrong, '
        f'<span class="ok">{one.right} ✓</span> right</p>'
        f"{counted(one.answers, one.made, 'no')}"
        f'<p class="truth"><b>What happens:</b> {text(asked.answer)}</p>'
        f"<details><summary>Why</summary>{lines(asked.because)}</details></li>"
    )


def exercise_list(found: Sequence[ExerciseInRoom]) -> str:
    items = "".join(map(_exercise, found))
    return f'<ol class="asked">{items}</ol>' if items else "<p>Nobody has begun one yet.</p>"


def _exercise(one: ExerciseInRoom) -> str:
    asked = one.exercise
    missing = counted(one.missing, one.checks, "no")
    why = f'<p class="lead">Not right yet when it was checked:</p>{missing}' if missing else ""
    return (
        f'<li><p class="id">{text(asked.id)}</p><h3>{text(asked.title)}</h3>'
        f"{bar([('ok', one.done), ('no', one.stuck)], one.begun)}"
        f'<p class="numbers"><span class="no">{one.stuck} ✗</span> begun and not done, '
        f'<span class="ok">{one.done} ✓</span> done</p>'
        f"{_used(one)}{why}<details><summary>The task</summary>{lines(asked.task)}</details></li>"
    )


def _used(one: ExerciseInRoom) -> str:
    each = f"{one.checks / one.begun:.1f} checks each"
    used = [each, f"{number(one.hints, 'hint')} used"]
    if one.solutions:
        used.append(f"{number(one.solutions, 'learner')} read the solution first")
    if one.helped:
        used.append(f"{one.helped} of the {one.done} with board and coach on")
    return f'<p class="used">{text(", ".join(used))}</p>'


def practice_table(found: Sequence[IdeaInRoom]) -> str:
    """Return what was practised, an idea a line; nothing if nobody has practised."""
    heads = "".join(f'<th scope="col">{one}</th>' for one in ("Chapter", "Idea", "People", "Done", "Checks", "Hints"))
    rows = "".join(map(_idea, found))
    table = f'<table class="ideas"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    return scrolled("Practice", table) if rows else ""


def _idea(one: IdeaInRoom) -> str:
    read = f", {number(one.solutions, 'solution')} read first" if one.solutions else ""
    named = (text(one.chapter), text(one.idea.replace("-", " ")))
    cells = (*named, one.people, f"{one.done}{read}", one.checks, one.hints)
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
