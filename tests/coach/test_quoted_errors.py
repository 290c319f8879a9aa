"""An error that an entry's page quotes leads ``migration-lab explain`` to that entry."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from migration_lab.coach import catalogue
from migration_lab.coach.recognising_text import recognise_text

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ERROR = re.compile(
    r"(?:[a-z_]\w*\.)+\w+: |[A-Z]\w+Error: |ERROR \[|Error: "
    r"|no such |error in |cannot |relation \"|column \S+ (?:of|does)"
)
"""How a line begins in which a driver, a database, Alembic or Flask tells an error."""
MANY_CAUSES = re.compile(
    r"no such (?:column|table): |column \S+ does not exist|relation \S+ does not exist"
    r"|KeyError: |NameError: |ModuleNotFoundError: |TypeError: |due to statement timeout"
)
"""What many mistakes end with, so that the line alone tells too little."""
ANOTHER_TELLS = {
    ("A6", "duplicate column name"): "S10",
    ("A6", "type "): "S13",
    ("B4", ""): "S06",
    ("C3", ""): "S15",
    ("D3", ""): "S24",
    ("D4", ""): "S04",
    ("D16", "due to lock timeout"): "S21",
    ("F4", ""): "S08",
    ("G2", "duplicate column name"): "S10",
    ("G2", "_alembic_tmp_"): "S10",
    ("G2", "relation "): "S04",
    ("H1", ""): "S12",
    ("H9", ""): "S04",
    ("S22", "prize"): "S04",
    ("X2", ""): "C1",
}
"""Where a page quotes what another entry explains: the entry that is to be named instead."""


def quoted() -> Iterator[tuple[str, str]]:
    """Yield each error on the pages, in one line, with the id of its entry."""
    for entry in catalogue().values():
        for language, block in FENCE.findall(entry.page):
            if language in ("", "text"):
                for paragraph in re.split(r"\n\n", block):
                    begun = ""
                    for line in paragraph.splitlines():
                        if ERROR.match(line):
                            if begun:
                                yield entry.id, begun
                            begun = line
                        elif begun and not re.match(r"[A-Z]+: ", line):
                            begun += f" {line}"
                    if begun:
                        yield entry.id, begun


QUOTED = [one for one in quoted() if not MANY_CAUSES.search(one[1])]


def test_the_errors_are_found_on_the_pages() -> None:
    assert len(QUOTED) >= 50
    assert (
        "S15",
        'psycopg.errors.InvalidTextRepresentation: invalid input syntax for type integer: "555-0101"',
    ) in QUOTED


@pytest.mark.parametrize(("id", "error"), QUOTED)
def test_what_a_page_quotes_leads_to_its_entry(id: str, error: str) -> None:
    another = [one for (page, part), one in ANOTHER_TELLS.items() if page == id and part in error]
    named = [one.entry.id for one in recognise_text(error)]
    assert (another or [id])[0] in named, named
    assert len(named) <= 3
