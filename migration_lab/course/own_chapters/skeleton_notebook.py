"""Make a notebook of a text in which each cell begins with a line ``---- id kind``. Pure, but for reading our own text.

The kinds are ``markdown``, ``code``, and ``aside`` for code that is not on the main line.
"""

from __future__ import annotations

import json
import re
from importlib.resources import files
from string import Template
from typing import Any

from migration_lab.course.chapters.chapter import ASIDE

CELL = re.compile(r"^---- (?P<id>[\w-]+) (?P<kind>\w+)\n(?P<text>.*?)(?=^---- |\Z)", re.MULTILINE | re.DOTALL)
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
}


def notebook_text(values: dict[str, str]) -> str:
    """Return the notebook as a file, without outputs."""
    template = (files(__package__) / "skeleton_notebook.txt").read_text(encoding="utf-8")
    cells = [_cell(found, values) for found in CELL.finditer(template)]
    whole = {"cells": cells, "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _cell(found: re.Match[str], values: dict[str, str]) -> dict[str, Any]:
    source = Template(found["text"]).substitute(values).strip("\n").splitlines(keepends=True)
    cell: dict[str, Any] = {"id": found["id"], "metadata": {}, "source": source}
    if found["kind"] == "markdown":
        return {**cell, "cell_type": "markdown"}
    tags = {"tags": [ASIDE]} if found["kind"] == ASIDE else {}
    return {**cell, "cell_type": "code", "metadata": tags, "execution_count": None, "outputs": []}
