"""A package that is installed with a small course in it, for tests of what happens to a learner's copy."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

FIRST, SECOND = "notebooks/00_start_here.ipynb", "notebooks/01_build_an_app.ipynb"
QUESTIONS, APP = "notebooks/questions/01.toml", "sample_app/app.py"

Install = Callable[..., None]
"""Installs a version of the package: its number, and the text of each file of its course."""


def notebook(*sources: str, outputs: tuple[str, ...] = ()) -> str:
    """A notebook with these code cells; ``outputs`` are what the first of them have printed."""
    cells = []
    for number, source in enumerate(sources):
        printed = outputs[number : number + 1]
        shown = [{"output_type": "stream", "name": "stdout", "text": [text]} for text in printed]
        cells.append(
            {
                "cell_type": "code",
                "id": f"cell-{number}",
                "source": source.splitlines(keepends=True),
                "metadata": {"trusted": True} if printed else {},
                "execution_count": len(printed) or None,
                "outputs": shown,
            }
        )
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1) + "\n"


COURSE = {
    FIRST: notebook("print('welcome')"),
    SECOND: notebook("x = 1", "print(x)"),
    QUESTIONS: "# questions\n",
    APP: "app = 1\n",
}


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Lets the package that is installed be one of that version, with that course."""

    def one(version: str, course: dict[str, str] = COURSE) -> None:
        package = tmp_path / f"site-{version}" / "migration_lab"
        for path, text in course.items():
            file = package / "course_files" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        recorded = package / "course" / "chapters" / "main_line.json"
        recorded.parent.mkdir(parents=True, exist_ok=True)
        recorded.write_text(f'{{"of": "{version}"}}', encoding="utf-8")
        monkeypatch.setattr("migration_lab.__file__", str(package / "__init__.py"))
        monkeypatch.setattr("migration_lab.course.copies.manifest.version", lambda name: version)

    return one
