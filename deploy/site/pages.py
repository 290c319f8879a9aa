"""Which file of the repository becomes which page of the site, and in which order the pages stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

PROJECT = Path(__file__).resolve().parents[2]
NOTEBOOKS = PROJECT / "notebooks"
COACH = PROJECT / "migration_lab" / "coach"

FIRST = "index"
COACH_INDEX = "coach/index"

FOLDERS = {
    "notebooks": "notebooks/00_start_here.ipynb",
    "sample_app": "source/sample_app",
    "migration_lab": "contributing#the-folders",
    "migration_lab/coach/catalogue": "coach/index",
    "tests": "contributing#tests",
}
"""Where a link to a folder leads: to another file, or to a page."""


@dataclass(frozen=True)
class Part:
    """A heading in the list of all pages, and the pages below it."""

    caption: str
    names: list[str]


@dataclass
class Pages:
    """All pages: ``names`` has a page by its source, ``parts`` their order; ``sources`` grows while links are read."""

    names: dict[str, str]
    parts: list[Part]
    entries: list[str]
    """The pages of the coach's catalogue, which stand below its table."""
    sources: dict[str, str] = field(default_factory=dict)
    """Files that only a link leads to: shown as they are, on pages below ``source/``."""

    def find(self, path: PurePosixPath) -> str:
        """Return the staged file, and perhaps the place in it, to which a link to this path of the repository leads.

        Raises ``LookupError`` if there is no such file, or if it is a folder that ``FOLDERS`` does not have.
        """
        name = path.as_posix()
        if name in self.names:
            return staged(name, self.names[name])
        if (PROJECT / name).is_file():
            page = self.sources[name] = f"source/{name}"
            return staged(name, page)
        if (about := f"{name}/README.md") in self.names:
            return self.find(PurePosixPath(about))
        if name not in FOLDERS:
            raise LookupError(f"{name} is no file, has no README.md, and is not in FOLDERS of deploy/site/pages.py")
        leads = FOLDERS[name]
        if leads in self.names:
            return self.find(PurePosixPath(leads))
        page, hash, place = leads.partition("#")
        if page.startswith("source/"):
            self.sources[name] = page
        return f"{page}.md{hash}{place}"


def staged(source: str, page: str) -> str:
    """Return the name of the file that Sphinx reads for a page: a notebook stays one."""
    return f"{page}{'.ipynb' if source.endswith('.ipynb') else '.md'}"


def all_pages(reference: Mapping[str, str]) -> Pages:
    """Return the pages that the repository makes, with those of the ``reference``, which have no file of their own."""
    names = {"README.md": FIRST}
    chapters = {f"notebooks/{path.name}": f"course/{path.stem}" for path in sorted(NOTEBOOKS.glob("*.ipynb"))}
    beside = {f"notebooks/{name}.md": f"course/{name}" for name in ("in_a_terminal", "glossary")}
    coach = {"migration_lab/coach/README.md": COACH_INDEX}
    entries = {f"migration_lab/coach/catalogue/{name}.md": f"coach/{name}" for name in ids()}
    rooms = {"notebooks/INSTRUCTORS.md": "instructors", **guides()}
    work = {
        "CONTRIBUTING.md": "contributing",
        "tests/benchmarks/linters/README.md": "linters",
        "CHANGELOG.md": "changelog",
        "LICENSE": "licence",
    }
    parts = [
        Part("The course", [*chapters.values(), *beside.values()]),
        Part("Reference", [*reference, *coach.values()]),
        Part("For instructors", [*rooms.values()]),
        Part("For contributors", [*work.values()]),
    ]
    return Pages(names | chapters | beside | coach | entries | rooms | work, parts, [*entries.values()])


def ids() -> Iterator[str]:
    """Return the ids of the coach's catalogue, in its own order."""
    from migration_lab.coach import catalogue

    yield from catalogue()


def guides() -> dict[str, str]:
    """Return the pages about running the course for others: every text in ``deploy/`` but the part of PyPI's page."""
    every = (path for path in (PROJECT / "deploy").glob("**/*.md") if path.name != "pypi.md")
    found = sorted(every, key=lambda path: (len(path.parts), path.as_posix()))
    there = [path.relative_to(PROJECT).as_posix() for path in found]
    return {name: re.sub(r"/README$", "/index", name.removesuffix(".md")) for name in there}
