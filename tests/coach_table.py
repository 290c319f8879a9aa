"""Write the table of all that the coach knows: ``python -m tests.coach_table``.

It is made from the catalogue, the exercises and the tests: nobody edits it. ``--check`` writes nothing, and its exit
code is 1 if something would change. On which databases an entry is tested is read from its tests: they are marked with
``pytest.mark.entry``, and the fixtures that they take say it.
"""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from migration_lab.coach import Entry, catalogue
from migration_lab.coach.entries import CATALOGUE
from migration_lab.course.exercises.exercise import exercises

TESTS = Path(__file__).with_name("coach")
PAGE = CATALOGUE.with_name("README.md")
DATABASES = {"sqlite": "S", "postgresql": "P", "scenario": "SP"}
"""On which databases a test runs, by the fixture that it takes."""
BEGINNING = """\
# What the coach knows

Each id has a page: `migration-lab explain S06` shows it in a terminal, `lab.explain("S06")` in a notebook, and it is a
file in [catalogue/](catalogue). S01 to S30 are ways of getting stuck; the others are ways in which a migration does
damage. *Explained* says that the coach recognises it when a command has ended, *foretold* that it warns before a script
runs, from a trial run on a copy, and *standing* that the board and `review` name it where models, scripts and database
are compared. *Tested* says on which databases the problem is made to happen in the tests: S is SQLite, P is PostgreSQL.
A *style* question is only asked on request. *Chapter* is the one that teaches it, and *exercises* are those that
practise it; where no chapter stands, only the page does.

`python -m tests.coach_table` writes this file; do not edit it.

| id | problem | kind | explained | foretold | standing | tested | chapter | exercises |
|--|--|--|--|--|--|--|--|--|
"""


def table() -> str:
    """Return the page as it has to be."""
    told, tested, practised = in_the_standing(), databases_tested(), exercises_of()
    return BEGINNING + "".join(
        row(entry, entry.id in told, tested.get(entry.id, ""), practised.get(entry.id, ()))
        for entry in catalogue().values()
    )


def exercises_of() -> dict[str, list[str]]:
    """Return by id the exercises that practise it."""
    found: dict[str, list[str]] = {}
    for exercise in exercises():
        for id in exercise.entries:
            found.setdefault(id, []).append(exercise.id)
    return found


def row(entry: Entry, standing: bool, tested: str, practised: Sequence[str]) -> str:
    kind = f"{entry.severity}, style" if entry.style and entry.severity != "style" else entry.severity
    title = entry.title.replace("|", r"\|")
    marks = ("yes" if one else "" for one in (entry.signs or entry.failure, entry.hazard, standing))
    taught = entry.chapter, ", ".join(practised)
    return f"| {' | '.join([f'[{entry.id}](catalogue/{entry.id}.md)', title, kind, *marks, tested, *taught])} |\n"


def in_the_standing() -> set[str]:
    """Return the ids that the sentences about the three places name."""
    files = CATALOGUE.glob("standing/*.toml")
    return {id for file in files for id in named(tomllib.loads(file.read_text(encoding="utf-8")))}


def named(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("entry"), str):
            yield value["entry"]
        for one in value.values():
            yield from named(one)
    elif isinstance(value, list):
        for one in value:
            yield from named(one)


def databases_tested(folder: Path = TESTS) -> dict[str, str]:
    """Return by id on which databases its tests run."""
    found: dict[str, set[str]] = {}
    for file in sorted(folder.glob("test_*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        whole = [id for node in tree.body if is_pytestmark(node) for id in marked(node)]
        for test in (
            one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) and one.name.startswith("test_")
        ):
            databases = {letter for one in test.args.args for letter in DATABASES.get(one.arg, "")}
            for id in (*whole, *(id for mark in test.decorator_list for id in marked(mark))):
                found.setdefault(id, set()).update(databases)
    return {id: " ".join(letter for letter in "SP" if letter in letters) for id, letters in found.items()}


def is_pytestmark(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "pytestmark" for t in node.targets)


def marked(node: ast.AST) -> Iterator[str]:
    """Yield the ids in each ``pytest.mark.entry(…)`` below a node."""
    for one in ast.walk(node):
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute) and one.func.attr == "entry":
            yield from (str(word.value) for word in one.args if isinstance(word, ast.Constant))


def main(argv: Sequence[str]) -> int:
    if not set(argv) <= {"--check"}:
        print(__doc__)
        return 2
    wanted = table()
    if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == wanted:
        return 0
    if argv:
        print(f"{PAGE.name} would change")
        return 1
    PAGE.write_text(wanted, encoding="utf-8")
    print(f"wrote {PAGE}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
