"""The glossary: each term once, in a sentence or two, and first used in the notebook that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat
import pytest

from tests.execute_notebooks import NOTEBOOKS

GLOSSARY = NOTEBOOKS / "glossary.md"
ROW = re.compile(r"\| \*\*(?P<term>.+)\*\* \| (?P<meaning>.+) \| \[(?P<number>\d\d)\]\((?P<file>.+)\) \|")
CODE = re.compile(r"`[^`\n]+`")
ADDRESS = re.compile(r"\]\([^)\s]+\)")
MOST = 160
"""Characters of a meaning."""


@dataclass(frozen=True)
class Term:
    term: str
    meaning: str
    number: str
    file: str

    @property
    def used(self) -> re.Pattern[str]:
        """How the term looks in a text: with a capital too at the beginning of a sentence, and for several of it."""
        first, rest = self.term[0], re.escape(self.term[1:])
        return re.compile(rf"\b(?:{first}|{first.upper()}){rest}(?:s|es)?\b")


def terms() -> Iterator[Term]:
    rows = [line for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if line.startswith("| **")]
    for row in rows:
        found = ROW.fullmatch(row)
        assert found, row
        yield Term(**found.groupdict())


TERMS = [*terms()]
EACH = pytest.mark.parametrize("term", TERMS, ids=lambda one: one.term)


@cache
def prose(path: Path) -> str:
    """What the text of a notebook says."""
    cells = nbformat.read(path, as_version=4).cells
    return "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def words(path: Path) -> str:
    """The same without code and without the addresses of links, such as ``…/index.html``."""
    return CODE.sub("", ADDRESS.sub("]", prose(path)))


def test_chapter_00_leads_to_it() -> None:
    assert "(glossary.md)" in prose(NOTEBOOKS / "00_start_here.ipynb")


def test_each_term_is_there_once_and_in_order() -> None:
    names = [one.term for one in TERMS]
    assert len(names) > 30
    assert names == sorted(set(names), key=str.lower)


@EACH
def test_a_term_is_first_used_in_the_notebook_that_it_names(term: Term) -> None:
    path = NOTEBOOKS / term.file
    assert path.name.startswith(f"{term.number}_")
    assert term.used.search(prose(path))
    earlier = [other for other in sorted(NOTEBOOKS.glob("[0-9]*.ipynb")) if other.name < path.name]
    assert [other.name for other in earlier if term.used.search(words(other))] == []


@EACH
def test_a_meaning_is_one_or_two_plain_sentences(term: Term) -> None:
    assert term.meaning[0].isupper()
    assert term.meaning.endswith(".")
    assert len(re.findall(r"\.(?: |$)", term.meaning)) <= 2
    assert len(term.meaning) <= MOST
    assert not re.search(r"[^\x20-\x7e]", term.meaning)
