"""Prepare what is shown of the coach's advice, as words and values. Pure: an `Advice` in, dataclasses out."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath

from migration_lab.hiding import hide_secrets
from migration_lab.values.advice import Advice, Do, Severity
from migration_lab.values.source_lines import hidden_in_code
from migration_lab.values.visible_text import plain
from migration_lab.values.wording import number
from migration_lab.widgets.words import block, shorten

SEVERITY_WORDS: dict[Severity, tuple[str, str]] = {
    "fails": ("✗", "will fail"),
    "loses": ("-", "loses data"),
    "blocks": ("!", "blocks the app"),
    "risk": ("!", "risk"),
    "style": ("~", "style"),
}
"""A mark and a few words for each: they say without colour how bad it is."""
AROUND = 1
"""How many lines are shown above and below the line that an advice is about."""
LONGEST_LINE = 200
WHERE_SQL = "Type it in a terminal: in sqlite3 with the path of the database file, or in psql with the database's URL."
"""What the first step that has a statement says of it besides."""
NO_LINES: Callable[[str], Sequence[str]] = lambda file: ()  # noqa: E731


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the project's file."""

    number: int
    text: str
    marked: bool
    """Whether it is the line itself, and not one beside it."""


@dataclass(frozen=True, slots=True)
class AdvicePlace:
    """The line that an advice is about."""

    file: str
    """As the project names it."""
    name: str
    """Its last part, which is short enough for a button."""
    path: str
    """Where JupyterLab finds it; relative to the notebook, or whole."""
    line: int
    lines: tuple[SourceLine, ...]
    """The line, with those around it; none where it cannot be read."""

    @property
    def words(self) -> str:
        return f"{self.file}, line {self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class AdviceStep:
    """One thing to do now."""

    say: str
    run: str
    sql: str
    replace: str
    by: str
    place: AdvicePlace | None
    """The file to edit, where it is another line than the advice's own."""
    sure: bool


@dataclass(frozen=True, slots=True)
class AdviceState:
    """One advice, ready to be shown."""

    id: str
    title: str
    severity: str
    mark: str
    words: str
    """How bad it is, in two or three words."""
    what: str
    why: str
    state: str
    place: AdvicePlace | None
    steps: tuple[AdviceStep, ...]
    docs: str
    chapter: str
    folded: bool = False
    """Whether what to do now is folded away, so that a learner may think first."""

    @property
    def more(self) -> str:
        """What to run to read more about it."""
        return f'lab.explain("{self.id}")'


@dataclass(frozen=True, slots=True)
class WarningsState:
    """What is known before a script runs."""

    title: str
    warnings: tuple[AdviceState, ...]


def advice_state(
    advice: Advice, lines: Callable[[str], Sequence[str]] = NO_LINES, folder: str = "", *, folded: bool = False
) -> AdviceState:
    """Read an advice; ``lines`` returns the lines of one of the project's files, ``folder`` is where they are."""
    at = partial(place, lines, folder)
    mark, words = SEVERITY_WORDS[advice.severity]
    own = at(advice.file, advice.line, advice.source)
    first = next((do for do in advice.now if do.sql), None)
    return AdviceState(
        plain(advice.id),
        plain(advice.title),
        advice.severity,
        mark,
        words,
        plain(advice.what),
        plain(advice.why),
        plain(advice.state),
        own,
        tuple(_step(do, own, at, do is first, whole_lines(do, lines)) for do in advice.now),
        advice.docs if advice.docs.startswith("https://") else "",
        plain(advice.chapter),
        folded,
    )


def warnings_state(
    about: str, warnings: Iterable[Advice], lines: Callable[[str], Sequence[str]] = NO_LINES, folder: str = ""
) -> WarningsState:
    """Read the warnings about a script or a command, as ``about`` names it."""
    found = tuple(advice_state(one, lines, folder) for one in warnings)
    return WarningsState(f"{plain(about)}, tried on a copy of the database: {number(len(found), 'warning')}", found)


def place(
    lines: Callable[[str], Sequence[str]], folder: str, file: str, line: int, source: str = ""
) -> AdvicePlace | None:
    """Return the line of that file, with its neighbours; ``source`` is its text where the file cannot be read."""
    if not file:
        return None
    path = PurePosixPath(file)
    shown = tuple(around(lines(file), line)) or ((SourceLine(line, _code(source), True),) if source and line else ())
    return AdvicePlace(plain(file), plain(path.name), f"{folder}/{file}" if folder else file, line, shown)


def around(lines: Sequence[str], line: int) -> Iterator[SourceLine]:
    """Yield that line and its neighbours, without passwords and the margin that they share. None if there is none."""
    if not 0 < line <= len(lines):
        return
    first = max(line - 1 - AROUND, 0)
    shown = [(at, one) for at, one in enumerate(lines[first : line + AROUND], first + 1) if at == line or one.strip()]
    texts = hidden_in_code(textwrap.dedent("\n".join(one.expandtabs(4) for _, one in shown))).split("\n")
    for (at, _), text in zip(shown, texts, strict=True):
        yield SourceLine(at, _code(text), at == line)


def _code(text: str) -> str:
    return shorten(plain(hidden_in_code(text.rstrip())), LONGEST_LINE)


def _code_block(text: str) -> str:
    return block(hidden_in_code(text))


def _sql(text: str) -> str:
    """Leave a column its value, whatever its name is: the statement is there to be run."""
    return block(hide_secrets(text))


def whole_lines(do: Do, lines: Callable[[str], Sequence[str]]) -> tuple[str, str]:
    """Return what to write instead of what: as whole lines, without the margin that they share, if they are found."""
    found = lines(do.file) if do.replace and do.file else ()
    near = found[do.line - 1 : do.line] if do.line else [one for one in found if do.replace in one]
    if len(near) != 1 or near[0].count(do.replace) != 1:
        return do.replace, do.by
    line = near[0].expandtabs(4)
    both = textwrap.dedent(f"{line}\n{line.replace(do.replace, do.by)}")
    before, _, after = both.partition("\n")
    return before, after


def _step(
    do: Do,
    own: AdvicePlace | None,
    at: Callable[[str, int], AdvicePlace | None],
    first_sql: bool,
    edit: tuple[str, str],
) -> AdviceStep:
    there = at(do.file, do.line)
    same = own is not None and there is not None and (own.file, own.line) == (there.file, there.line)
    say = f"{do.say} {WHERE_SQL}" if first_sql else do.say
    there = None if same else there
    before, after = map(_code_block, edit)
    return AdviceStep(plain(say), plain(do.run), _sql(do.sql), before, after, there, do.sure)
