"""Make the skeleton of a chapter in a course: its notebook and the file of its questions. Touches no database."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from string import Template

from migration_lab.backends.atomic import write_text
from migration_lab.course.chapter_questions import starts_after
from migration_lab.course.chapters.chapter import chapters
from migration_lab.course.location import Course
from migration_lab.course.own_chapters.app_models import ModelPlace, find_place
from migration_lab.course.own_chapters.skeleton_notebook import notebook_text
from migration_lab.course.workspaces.recipe import TOUR
from migration_lab.errors import LabError

LONGEST_TITLE = 60
LAST = 99


@dataclass(frozen=True, slots=True)
class NewChapter:
    number: str
    notebook: Path
    questions: Path
    starts_after: str
    """The chapter at whose end it begins; ``00`` for the finished app."""


def make_chapter(title: str, folder: Path) -> NewChapter:
    """Make it in the course in ``folder``, which need not have a chapter yet, but must have a ``sample_app``.

    Raises ``LabError`` if the folder is no course, or no file can be written; then there is no new file.
    """
    title = " ".join(title.split())
    course, name = _course(folder), _file_name(title)
    place = find_place(course.sample_app)
    known = [chapter.number for chapter in chapters(course) if chapter.number.isdigit()]
    number = f"{int(known[-1]) + 1 if known else 1:02}"
    if int(number) > LAST:
        raise LabError(f"A course has at most {LAST} chapters.")
    made = NewChapter(
        number,
        course.notebooks / f"{number}_{name}.ipynb",
        course.questions / f"{number}.toml",
        _last_of_the_main_line(known, course),
    )
    if made.questions.exists():
        raise LabError(f"{made.questions} is there already, without a notebook. Move it away, or name its notebook so.")
    values = _values(title, made, place)
    _write(made, notebook_text(values), filled("skeleton_questions.txt", values))
    return made


def filled(template: str, values: dict[str, str]) -> str:
    """Return that text of ours with these values in it."""
    return Template((files(__package__) / template).read_text(encoding="utf-8")).substitute(values)


def _course(folder: Path) -> Course:
    folder = folder.expanduser().absolute()
    if not folder.is_dir():
        raise LabError(f"There is no folder {folder}.")
    if not (folder / "sample_app").is_dir():
        raise LabError(
            f"{folder} is no course: it has no folder sample_app. Put the app there on whose models the course teaches."
        )
    return Course(folder)


def _file_name(title: str) -> str:
    name = "_".join(re.findall(r"[a-z0-9]+", title.lower()))
    if not name or len(title) > LONGEST_TITLE:
        raise LabError(
            f"{title!r} cannot be the title of a chapter: it needs letters or digits from a to z, and at most "
            f"{LONGEST_TITLE} characters."
        )
    return name


def _last_of_the_main_line(known: list[str], course: Course) -> str:
    built = [number for number in known if number != TOUR and starts_after(number, course.questions) is None]
    return built[-1] if built else TOUR


def _values(title: str, made: NewChapter, place: ModelPlace) -> dict[str, str]:
    begins = "with the finished app" if made.starts_after == TOUR else f"where chapter {made.starts_after} ends"
    return {
        "title": title,
        "number": made.number,
        "starts_after": made.starts_after,
        "begins": begins,
        "file": place.file,
        "before": place.before,
        "model": place.model,
        "table": place.table,
        "db": place.db,
        "mapped": place.mapped,
        "column": place.column,
    }


def _write(made: NewChapter, notebook: str, questions: str) -> None:
    """Write both files; neither if one cannot be written."""
    try:
        made.questions.parent.mkdir(parents=True, exist_ok=True)
        write_text(made.questions, questions)
        write_text(made.notebook, notebook)
    except OSError as error:
        made.questions.unlink(missing_ok=True)
        raise LabError(f"{error.filename} cannot be written: {error.strerror or error}") from error
