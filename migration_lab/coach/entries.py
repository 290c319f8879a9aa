"""Read the catalogue: an entry for each problem, in a file of its own, and check its form.

``catalogue/S06.toml`` has the words and how the problem is recognised, ``catalogue/S06.md`` its long page. A wrong
entry raises ``LabError`` that names the file and the key.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, get_args

from migration_lab.errors import LabError
from migration_lab.values.advice import Severity

CATALOGUE = Path(__file__).with_name("catalogue")
ID = re.compile(r"[A-Z][0-9]+")


@dataclass(frozen=True, slots=True)
class DoTemplate:
    """One thing to do, as a template: the fields of ``Do``."""

    say: str
    run: str = ""
    sql: str = ""
    file: str = ""
    line: str = ""
    replace: str = ""
    by: str = ""
    sure: bool = False
    when: str = ""
    """The field that has to be known and not empty; otherwise this is left out."""


@dataclass(frozen=True, slots=True)
class Sign:
    """How a failure is recognised: everything that is given has to fit."""

    command: tuple[str, ...] = ()
    """The words after ``flask db``, any of these: ``upgrade``."""
    ok: bool = False
    """Whether the command has to have gone well; otherwise it has to have failed."""
    error: tuple[str, ...] = ()
    """The name of the error's class, any of these, anywhere in the chain of errors."""
    module: str = ""
    """How the name of that class's module begins: ``sqlite3``."""
    code: tuple[str, ...] = ()
    """The database's own code for it, any of these: an SQLSTATE, or SQLite's name; a longer name of SQLite's fits too.
    """
    operation: tuple[str, ...] = ()
    """The kind of operation that failed, any of these: ``AddColumn``."""
    message: str = ""
    """A regular expression that the error's message has to match; its named groups become fields. The last resort."""
    output: str = ""
    """The same for what was printed, where there is no error."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is said in one case: templates, whose fields come from what was recognised."""

    what: str = ""
    why: str = ""
    now: tuple[DoTemplate, ...] = ()
    printed: tuple[str, ...] = ()
    """Regular expressions for what people see in this case alone."""
    title: str = ""
    """The title in this case, where that of the entry does not fit."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One problem that the coach knows."""

    id: str
    title: str
    severity: Severity
    dialects: tuple[str, ...]
    words: Words
    docs: str = ""
    chapter: str = ""
    signs: tuple[Sign, ...] = ()
    """A failure is this problem if one of them fits."""
    printed: tuple[str, ...] = ()
    """Regular expressions for what people see of it, for ``migration-lab explain``, which knows nothing but a text. An
    entry with ``failure`` is recognised in a text by these alone."""
    perhaps: tuple[str, ...] = ()
    """The same for what other problems show too: it is named after an entry that is surer."""
    search: tuple[str, ...] = ()
    """Everyday words that people look for it by, beside those of the title."""
    failure: str = ""
    """A function in ``failures`` that recognises it where data cannot: ``module.function``."""
    hazard: str = ""
    """A function in ``hazards`` that finds it in a trial run."""
    style: bool = False
    """Whether it is a question of style, which is only told when it is asked for."""
    cases: Mapping[str, Words] = None  # type: ignore[assignment]
    """Other words for some cases, by the name that a function gives; what is left out is as in ``words``."""

    @property
    def page(self) -> str:
        """The long page, as Markdown."""
        return CATALOGUE.joinpath(f"{self.id}.md").read_text(encoding="utf-8")

    def words_for(self, case: str) -> Words:
        if not case:
            return self.words
        one = self.cases[case]
        words = Words(one.what or self.words.what, one.why or self.words.why, one.now or self.words.now)
        return replace(words, title=one.title)


@cache
def catalogue(folder: Path = CATALOGUE) -> Mapping[str, Entry]:
    """Return all entries by id, in the order S01 … S30, A1 … X6. Raises ``LabError`` when a file is wrong."""
    files = sorted(folder.glob("*.toml"), key=lambda path: (path.stem[0] != "S", path.stem[0], int(path.stem[1:] or 0)))
    return {path.stem: read_entry(path) for path in files}


def find_entry(id: str) -> Entry:
    """Find an entry; ``s6`` is ``S06``. Raises ``LabError`` with what there is."""
    wanted = id.strip().upper()
    for name, entry in catalogue().items():
        if wanted == name or (wanted[:1], wanted[1:].lstrip("0")) == (name[0], name[1:].lstrip("0")):
            return entry
    known = "\n".join(f"  {entry.id} {entry.title}" for entry in catalogue().values())
    raise LabError(f"There is no entry {id!r} in the coach's catalogue. It has:\n{known}")


def read_entry(path: Path) -> Entry:
    try:
        if not ID.fullmatch(path.stem):
            raise LabError("its name has to be a letter and a number.")
        found = table(tomllib.loads(path.read_text(encoding="utf-8")), ENTRY, OPTIONAL)
    except (OSError, ValueError, LabError) as error:
        raise LabError(f"{path.name}: {error}") from error
    words = Words(found.pop("what"), found.pop("why"), found.pop("now", ()))
    signs, cases = found.pop("recognise", ()), found.pop("cases", {})
    return Entry(path.stem, words=words, signs=signs, cases=cases, **found)


def table(entry: Any, keys: Mapping[str, Callable[[Any], Any]], optional: Collection[str]) -> dict[str, Any]:
    """Check ``entry``, and read each value with the function that ``keys`` has for it."""
    if not isinstance(entry, dict):
        raise LabError(f"should be a table: {entry!r}")
    if unknown := entry.keys() - keys.keys():
        raise LabError(f"unknown key {', '.join(sorted(unknown))}; there are {', '.join(keys)}.")
    if missing := [key for key in keys if key not in entry and key not in optional]:
        raise LabError(f"needs {', '.join(missing)}.")
    values = {}
    for key, value in entry.items():
        try:
            values[key] = keys[key](value)
        except LabError as error:
            raise LabError(f"{key}: {error}") from error
    return values


def text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise LabError(f"should be some text: {value!r}")
    return " ".join(value.split())


def one_word(value: Any) -> str:
    if not re.fullmatch(r"[a-z_]+", text(value)):
        raise LabError(f"should be one word in small letters: {value!r}")
    return str(value)


def code(value: Any) -> str:
    """Read text that has to stay as it is."""
    text(value)
    return str(value).strip("\n")


def truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise LabError(f"should be true or false: {value!r}")
    return value


def pattern(value: Any) -> str:
    try:
        re.compile(text(value))
    except re.error as error:
        raise LabError(f"is no regular expression: {error}") from error
    return str(value)


def one_of(*known: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in known:
            raise LabError(f"should be one of {', '.join(known)}: {value!r}")
        return str(value)

    return read


def many(of: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, ...]]:
    def read(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list) or not value:
            raise LabError(f"should be a list with something in it: {value!r}")
        return tuple(map(of, value))

    return read


def cases(value: Any) -> Mapping[str, Words]:
    if not isinstance(value, dict):
        raise LabError(f"should be a table: {value!r}")
    return {name: Words(**table(one, CASE, CASE)) for name, one in value.items()}


STEP: dict[str, Callable[[Any], Any]] = {
    "say": text,
    "run": text,
    "sql": code,
    "file": text,
    "line": text,
    "replace": code,
    "by": code,
    "sure": truth,
    "when": text,
}
WORDS: dict[str, Callable[[Any], Any]] = {
    "what": text,
    "why": text,
    "now": many(lambda value: DoTemplate(**table(value, STEP, STEP.keys() - {"say"}))),
}
CASE: dict[str, Callable[[Any], Any]] = {**WORDS, "printed": many(pattern), "title": text}
SIGN: dict[str, Callable[[Any], Any]] = {
    "command": many(text),
    "ok": truth,
    "error": many(text),
    "module": text,
    "code": many(text),
    "operation": many(text),
    "message": pattern,
    "output": pattern,
}
ENTRY: dict[str, Callable[[Any], Any]] = {
    "title": text,
    "severity": one_of(*get_args(Severity)),
    "dialects": many(one_of("sqlite", "postgresql")),
    "docs": text,
    "chapter": text,
    **WORDS,
    "recognise": many(lambda value: Sign(**table(value, SIGN, SIGN))),
    "printed": many(pattern),
    "perhaps": many(pattern),
    "search": many(one_word),
    "failure": text,
    "hazard": text,
    "style": truth,
    "cases": cases,
}
OPTIONAL = {
    "docs",
    "chapter",
    "now",
    "recognise",
    "printed",
    "perhaps",
    "search",
    "failure",
    "hazard",
    "style",
    "cases",
}
