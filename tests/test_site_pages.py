"""How texts of the repository become pages: links, pictures, cells."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from pygments.token import Generic, Name

from deploy.site.cell_lexer import CellLexer
from deploy.site.links import rewrite, rewrite_html
from deploy.site.pages import COACH_INDEX, all_pages
from deploy.site.pictures_in_text import both_themes
from tests.site_links import broken, loaded_from_elsewhere, read_site

PICTURE = """\
<picture>
  <source media="(prefers-reduced-motion: reduce) and (prefers-color-scheme: dark)" srcset="a/still-dark.webp">
  <source media="(prefers-reduced-motion: reduce)" srcset="a/still-light.webp">
  <source media="(prefers-color-scheme: dark)" srcset="a/film-dark.webp">
  <img alt="A migration" src="a/film-light.webp">
</picture>"""


def test_a_link_to_a_file_leads_to_its_page() -> None:
    pages = all_pages({})
    said = "[the list](../migration_lab/coach/README.md#what-the-coach-knows) and [03](03_add_a_column.ipynb)"
    assert rewrite(said, "notebooks/INSTRUCTORS.md", "instructors", pages.find) == (
        f"[the list]({COACH_INDEX}.md#what-the-coach-knows) and [03](course/03_add_a_column.ipynb)"
    )


def test_a_link_to_a_file_without_a_page_makes_one() -> None:
    pages = all_pages({})
    assert rewrite("[it](pyproject.toml)", "README.md", "index", pages.find) == "[it](source/pyproject.toml.md)"
    assert pages.sources == {"pyproject.toml": "source/pyproject.toml"}


def test_a_link_in_a_display_leads_to_the_page_too() -> None:
    said = '<a href="03_add_a_column.ipynb">03</a> <a href="https://example.org/">there</a>'
    assert rewrite_html(said, "notebooks/00_start_here.ipynb", "course/00_start_here", all_pages({}).find) == (
        '<a href="03_add_a_column.html">03</a> <a href="https://example.org/">there</a>'
    )


def test_what_only_looks_like_a_link_stays_as_it_is() -> None:
    said = "`[a](b.md)`, [there](https://example.org/b.md), [here](#below)\n\n    [a](b.md)\n"
    assert rewrite(said, "README.md", "index", all_pages({}).find) == said


@pytest.mark.parametrize("link", ["no_such_file.md", "tests/browser", "../outside.md"])
def test_a_link_that_leads_nowhere_is_refused_by_its_name(link: str) -> None:
    with pytest.raises(LookupError, match=f"README.md has a link to {link}"):
        rewrite(f"[it]({link})", "README.md", "index", all_pages({}).find)


def test_a_picture_becomes_one_for_each_theme_and_keeps_the_still_one() -> None:
    light, dark = both_themes(PICTURE, "course/page").splitlines()
    for theme, html in {"light": light, "dark": dark}.items():
        assert f'class="only-{theme}"' in html
        assert f'src="../_static/film-{theme}.webp"' in html
        assert f'media="(prefers-reduced-motion: reduce)" srcset="../_static/still-{theme}.webp"' in html
        assert html.count("webp") == 2


def test_a_cell_is_coloured_by_what_it_is() -> None:
    def tokens(cell: str) -> set[tuple[object, str]]:
        return {*CellLexer().get_tokens(cell)}

    assert (Generic.Inserted, "+b") in {(kind, text.strip()) for kind, text in tokens("%%edit models.py\n a\n+b\n")}
    assert (Name.Decorator, "%flask db upgrade\n") in tokens("%flask db upgrade\n")
    for cell in ("%%writefile data/x.csv\na,b\n", "%%writefile no_extension\na\n", "!ls\nx = 1\n", "%%html\n<p>\n"):
        assert "".join(text for _, text in CellLexer().get_tokens(cell)) == cell


def test_the_check_of_the_links_finds_what_is_broken(tmp_path: Path) -> None:
    there = '<a href="b.html#x">ok</a><p id="x"></p>'
    (tmp_path / "b.html").write_text(there, encoding="utf-8")
    said = (
        '<a href="b.html#y"></a><a href="c.html"></a><img src="d.png"><script src="https://cdn.example/x.js"></script>'
    )
    (tmp_path / "a.html").write_text(said, encoding="utf-8")
    (tmp_path / "a.css").write_text("@import 'https://fonts.example/a.css'; a { background: url(b.png) }")
    pages = read_site(tmp_path)
    assert broken(tmp_path, pages) == ["a.html: b.html#y", "a.html: c.html", "a.html: d.png"]
    assert loaded_from_elsewhere(tmp_path, pages) == [
        "a.html: https://cdn.example/x.js",
        "a.css: https://fonts.example/a.css",
    ]
    assert pages["a.html"].without_words == ["d.png"]


def test_every_text_of_the_repository_that_is_for_readers_has_a_page() -> None:
    project = Path(__file__).resolve().parents[1]
    texts = [*project.glob("*.md"), *project.glob("notebooks/*.md"), *project.glob("deploy/**/*.md")]
    names = all_pages({}).names
    assert {path.relative_to(project).as_posix() for path in texts} - names.keys() == {
        "deploy/pypi.md"
    }  # a part of PyPI's page only
    assert PurePosixPath("README.md").as_posix() in names
