"""What Jupyter's server saves of a chapter: what somebody has changed, and not what the kernel says of itself."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from migration_lab.course.chapters.saving import keep_language

SHORT = {"name": "python", "mimetype": "text/x-python"}
LONG = {**SHORT, "version": "3.99.0", "codemirror_mode": {"name": "ipython", "version": 3}}


def saved(folder: Path, name: str, now: dict[str, Any], **model: Any) -> Any:
    content = {"cells": [], "metadata": {"language_info": now}}
    asked = {"type": "notebook", "content": content, **model}
    keep_language(model=asked, path=f"/{name}", contents_manager=SimpleNamespace(root_dir=str(folder)), more=1)
    return content["metadata"]["language_info"]


@pytest.mark.parametrize(
    ("name", "there", "kept"),
    [
        ("03_add_a_column.ipynb", json.dumps({"metadata": {"language_info": SHORT}}), SHORT),
        ("mine.ipynb", json.dumps({"metadata": {"language_info": SHORT}}), LONG),
        ("03_add_a_column.ipynb", json.dumps({"metadata": {"language_info": {"name": "julia"}}}), LONG),
        ("03_add_a_column.ipynb", json.dumps({"metadata": {}}), LONG),
        ("03_add_a_column.ipynb", "no notebook", LONG),
        ("03_add_a_column.ipynb", None, LONG),
    ],
)
def test_a_chapter_keeps_what_its_file_says_of_the_language(
    tmp_path: Path, name: str, there: str | None, kept: object
) -> None:
    if there is not None:
        (tmp_path / name).write_text(there, encoding="utf-8")
    assert saved(tmp_path, name, LONG) == kept


def test_what_is_no_notebook_is_saved_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "03_x.ipynb").write_text(json.dumps({"metadata": {"language_info": SHORT}}), encoding="utf-8")
    assert saved(tmp_path, "03_x.ipynb", LONG, type="file") == LONG
