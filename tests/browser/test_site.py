"""The documentation as a site: built once as a contributor builds it, then read by a program and in a browser."""

from __future__ import annotations

import filecmp
import html
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from migration_lab import cli, lab
from migration_lab.coach import catalogue
from tests.execute_notebooks import NOTEBOOKS
from tests.site_links import Read, broken, loaded_from_elsewhere, read_site

PROJECT = Path(__file__).resolve().parents[2]
CHAPTER = "course/03_add_a_column"
READABLE = ("index", CHAPTER, "coach/S06", "reference/lab")
TELEPHONE = {"width": 390, "height": 844}


def build(folder: Path) -> Path:
    command = [sys.executable, "-m", "deploy.site", str(folder)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, encoding="utf-8", errors="replace")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("site") / "site")


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Read]:
    return read_site(site)


def text(site: Path, name: str) -> str:
    return (site / f"{name}.html").read_text(encoding="utf-8")


def test_every_link_leads_to_a_page_and_a_place_that_are_there(site: Path, pages: dict[str, Read]) -> None:
    assert sum(len(page.links) for page in pages.values()) > 1000
    assert broken(site, pages) == []


def test_a_page_loads_nothing_from_another_machine(site: Path, pages: dict[str, Read]) -> None:
    assert loaded_from_elsewhere(site, pages) == []


def test_every_picture_has_words_for_those_who_do_not_see_it(pages: dict[str, Read]) -> None:
    assert {name: page.without_words for name, page in pages.items() if page.without_words} == {}


def test_one_chapter_leads_to_the_next(site: Path) -> None:
    chapters = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
    for chapter, following in pairwise(chapters):
        assert f'<a class="next-page" href="{following}.html">' in text(site, f"course/{chapter}")


def test_a_chapter_shows_all_its_displays_as_they_are_stored(site: Path) -> None:
    shown = text(site, CHAPTER)
    cells = nbformat.read(NOTEBOOKS / "03_add_a_column.ipynb", as_version=4).cells
    outputs = [one for cell in cells if cell.cell_type == "code" for one in cell.outputs]
    displays = [one.data["text/html"] for one in outputs if "text/html" in one.get("data", {})]
    assert displays
    assert [one for one in displays if one.strip() not in shown] == []


def test_an_edit_cell_is_coloured_as_a_diff(site: Path) -> None:
    assert '<span class="gi">+    bio: Mapped[str | None] = mapped_column(Text)</span>' in text(site, CHAPTER)


def test_each_entry_of_the_coach_has_a_page_at_an_address_that_is_its_id(site: Path) -> None:
    for entry in catalogue().values():
        page = text(site, f"coach/{entry.id}")
        assert f"<title>{entry.id}: " in page
    assert '<a class="reference internal" href="S10.html">S10</a>' in text(site, "coach/S06")


def test_the_reference_has_every_function_every_magic_and_every_command(site: Path) -> None:
    functions = text(site, "reference/lab")
    assert [name for name in [*lab.__all__, "last"] if f'id="lab.{name}"' not in functions] == []
    assert [name for name in ("%flask", "%git", "%%edit") if f">{name}<" not in text(site, "reference/magics")] == []
    commands = html.unescape(text(site, "reference/terminal"))
    assert [name for name in cli.SUBCOMMANDS if f"usage: migration-lab {name}" not in commands] == []


def test_a_second_build_is_the_same_byte_for_byte(site: Path, tmp_path: Path) -> None:
    again = build(tmp_path / "again")
    files = sorted(path.relative_to(site) for path in site.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(again) for path in again.rglob("*") if path.is_file())
    assert filecmp.cmpfiles(site, again, files, shallow=False)[1:] == ([], [])


@pytest.mark.browser
def test_the_search_works_without_a_server(site: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{(site / 'index.html').as_uri()}")
    page.get_by_placeholder("Search").fill("backfill")
    page.keyboard.press("Enter")
    found = page.locator("#search-results a").filter(has_text="Add a column")
    expect(found.first).to_be_visible()
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_fit_a_telephone_and_axe_finds_nothing_in_them(site: Path, browser: Browser, theme: str) -> None:
    for name in READABLE:
        page = browser.new_page(viewport=TELEPHONE, color_scheme=theme)
        page.goto((site / f"{name}.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= TELEPHONE["width"], name
        results = Axe().run(page, context="article")
        assert results.violations_count == 0, f"{name}: {results.generate_report()}"
        page.close()
