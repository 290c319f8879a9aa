"""What ``migration-lab`` adds to JupyterLab is there under a plain ``jupyter lab`` too, where it serves a course."""

from __future__ import annotations

import json
import os
import re
import urllib.request
from pathlib import Path
from types import SimpleNamespace

import pytest

from migration_lab.course.chapters.saving import keep_language
from migration_lab.course.location import COURSE_VARIABLE
from migration_lab.server_extension import _load_jupyter_server_extension
from migration_lab.server_extension.known_course import MAP, STARTUP
from tests.lab_server import SECONDS, TOKEN, lab_server

PROJECT = Path(__file__).resolve().parents[1]


class Server(SimpleNamespace):
    """As much of Jupyter's server as the extension touches."""

    def __init__(self, root: Path) -> None:
        self.hooks: list[object] = []
        contents = SimpleNamespace(register_pre_save_hook=self.hooks.append)
        super().__init__(root_dir=str(root), contents_manager=contents, web_app=SimpleNamespace(settings={}))

    @property
    def page(self) -> dict[str, str]:
        return self.web_app.settings.get("page_config_data", {})


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Undo what the extension changes in the environment."""
    for name in ("PATH", COURSE_VARIABLE):
        monkeypatch.setenv(name, os.environ.get(name, ""))
    monkeypatch.setenv("PYTHONSTARTUP", "")
    monkeypatch.delenv("PYTHONSTARTUP")


def test_a_plain_jupyter_lab_knows_the_map_of_the_course(tmp_path: Path) -> None:
    plain = ["jupyterlab", "--allow-root", f"--ServerApp.root_dir={PROJECT}"]
    with lab_server(tmp_path, module=plain) as address:
        page = urllib.request.urlopen(f"{address}?token={TOKEN}", timeout=SECONDS).read().decode()
    config = re.search(r'<script id="jupyter-config-data" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert json.loads(json.loads(config[1])[MAP])["chapters"][0]["notebook"] == "notebooks/00_start_here.ipynb"


def test_its_kernels_know_the_lab_and_chapters_are_kept_as_they_are() -> None:
    server = Server(PROJECT)
    _load_jupyter_server_extension(server)
    assert json.loads(server.page[MAP])["chapters"]
    assert server.hooks == [keep_language]
    assert os.environ["PYTHONSTARTUP"] == str(STARTUP)


def test_a_second_time_changes_nothing() -> None:
    server = Server(PROJECT)
    for _ in range(2):
        _load_jupyter_server_extension(server)
    assert len(server.hooks) == 1


def test_a_learner_s_own_start_up_file_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONSTARTUP", "mine.py")
    _load_jupyter_server_extension(Server(PROJECT))
    assert os.environ["PYTHONSTARTUP"] == "mine.py"


def test_a_course_of_somebody_s_own_is_known_too(tmp_path: Path) -> None:
    (tmp_path / "sample_app").mkdir()
    (tmp_path / "notebooks").mkdir()
    cells = [{"cell_type": "markdown", "source": "# 01 · Add a tag\n\nIt takes 5 minutes.", "metadata": {}}]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "notebooks" / "01_add_a_tag.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    server = Server(tmp_path)
    _load_jupyter_server_extension(server)
    assert [one["title"] for one in json.loads(server.page[MAP])["chapters"]] == ["Add a tag"]


@pytest.mark.parametrize("others", ["", "notebooks/01_look_at_sales.ipynb"])
def test_it_does_nothing_where_another_folder_is_served(tmp_path: Path, others: str) -> None:
    if others:
        (tmp_path / others).parent.mkdir()
        (tmp_path / others).write_text("{}", encoding="utf-8")
    server = Server(tmp_path)
    _load_jupyter_server_extension(server)
    assert (server.page, server.hooks, os.environ.get("PYTHONSTARTUP")) == ({}, [], None)
