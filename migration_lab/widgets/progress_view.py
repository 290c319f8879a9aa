"""Show what a learner has done in the course: chapter by chapter, what is open, and what is next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migration_lab.widgets.html import esc, paragraph, table, with_code
from migration_lab.widgets.live import Display

if TYPE_CHECKING:
    from migration_lab.course.records.learner_progress import ChapterProgress, LearnerProgress

HEADS = ("", "Chapter", "Exercises", "Hints", "Predictions")


class ProgressView(Display):
    """Shows the ``progress``. The links lead to notebooks beside the one in which it is shown."""

    def __init__(self, progress: LearnerProgress) -> None:
        self.progress = progress

    def __str__(self) -> str:
        from migration_lab.course.records.progress_words import lines, title

        return "\n".join((title(self.progress), *(f"  {line}".rstrip() for line in lines(self.progress))))

    def html(self) -> str:
        from migration_lab.course.records.progress_words import remarks, title

        rows = [_row(one) for one in self.progress.chapters]
        filled = [at for at in range(len(HEADS)) if any(row[at].strip() for row in rows)]
        shown = table(
            esc(title(self.progress)), [HEADS[at] for at in filled], ([row[at] for at in filled] for row in rows)
        )
        return f"{shown}\n{paragraph('<br>'.join(map(with_code, remarks(self.progress))))}"


def _row(one: ChapterProgress) -> tuple[str, ...]:
    from migration_lab.course.records.progress_words import exercise_words, hint_words, mark, prediction_words

    chapter = one.on_map
    return (
        esc(mark(one)),
        f'{esc(chapter.shown_number)} <a href="{esc(chapter.path.name)}">{esc(chapter.title)}</a>',
        esc(exercise_words(one)),
        esc(hint_words(one)),
        esc(prediction_words(one)),
    )
