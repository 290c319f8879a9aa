"""``migration-lab collect`` as it is typed, and the page that it writes."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from migration_lab.course.exercises.exercise import exercises
from migration_lab.course.predictions.prediction import predictions
from migration_lab.terminal.class_page.class_page import style
from tests.course.learners import HOSTILE, write_room
from tests.terminal.conftest import Command

VOID = {"meta", "br", "img", "link"}


class Page(HTMLParser):
    """The elements of a page, which must all be closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What thirty learners have exported."""
    write_room(tmp_path / "exported", 30)
    return tmp_path / "exported"


def test_it_writes_one_page_beside_the_files_and_says_where(lab: Command, folder: Path) -> None:
    printed = lab("collect", folder)
    assert (printed.code, printed.err) == (0, "")
    assert printed.out.splitlines() == [
        f"{folder / 'class.html'}: 30 learners.",
        f"Open it in a browser: {(folder / 'class.html').as_uri()}",
    ]
    assert sorted(path.name for path in folder.glob("*.html")) == ["class.html"]


def test_the_same_files_give_the_same_bytes(lab: Command, folder: Path, tmp_path: Path) -> None:
    for name in ("one.html", "two.html"):
        assert lab("collect", folder, "-o", tmp_path / name).code == 0
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_the_page_needs_nothing_and_a_hostile_name_is_only_text(lab: Command, folder: Path) -> None:
    lab("collect", folder)
    text = (folder / "class.html").read_text(encoding="utf-8")
    page = Page(text)
    assert page.open == []
    assert not page.tags & {"script", "img", "link", "iframe", "form"}
    assert not {name for name in page.attributes if name.startswith("on") or name in ("src", "href")}
    assert "default-src 'none'" in text
    assert "url(" not in style()
    assert "@import" not in style()
    assert HOSTILE not in text
    assert "&lt;img src=x onerror=alert(1)&gt;" in text


def test_every_learner_and_everything_that_went_wrong_is_on_it(lab: Command, folder: Path) -> None:
    lab("collect", folder)
    text = (folder / "class.html").read_text(encoding="utf-8")
    files = [json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")]
    assert text.count('<th scope="row" class="who">') == 30
    wrong = {id for one in files for id, said in one["predictions"].items() if said["right"] is False}
    begun = {id for one in files for id in one["exercises"]}
    assert wrong <= {one.id for one in predictions()}
    assert begun <= {one.id for one in exercises()}
    assert [id for id in wrong | begun if f'<p class="id">{id}</p>' not in text] == []
    assert text.count('<li><p class="share">') == 3


def test_bad_files_are_listed_and_the_others_are_shown(lab: Command, folder: Path) -> None:
    (folder / "<b>.json").write_text("{")
    printed = lab("collect", folder)
    assert printed.code == 0
    assert "Left out: <b>.json is damaged, or no exported progress: it is not JSON." in printed.out
    text = (folder / "class.html").read_text(encoding="utf-8")
    assert "<li><code>&lt;b&gt;.json</code>: &lt;b&gt;.json is damaged" in text


def test_a_folder_without_any_progress_is_exit_code_2_and_no_page(lab: Command, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{}")
    printed = lab("collect", tmp_path)
    assert (printed.code, printed.out) == (2, "")
    assert printed.err == f"migration-lab collect: No file in {tmp_path} is exported progress. There are: x.json.\n"
    assert not (tmp_path / "class.html").exists()
    assert lab("collect", tmp_path / "none").code == 2


def test_one_learner_who_has_done_nothing_is_a_room_too(lab: Command, tmp_path: Path) -> None:
    empty = {"format": "migration-lab progress", "version": 1, "exercises": {}, "predictions": {}}
    (tmp_path / "one.json").write_text(json.dumps(empty))
    assert lab("collect", tmp_path).code == 0
    text = (tmp_path / "class.html").read_text(encoding="utf-8")
    assert Page(text).open == []
    assert "Nobody got a prediction wrong, and nobody is stuck at an exercise." in text
    assert "<dd>none</dd>" in text


def test_every_class_of_the_page_has_a_style(lab: Command, folder: Path) -> None:
    lab("collect", folder)
    text = (folder / "class.html").read_text(encoding="utf-8")
    used = {name for names in re.findall(r'class="([^"]+)"', text) for name in names.split()}
    assert [name for name in used if f".{name}" not in style()] == []
