"""The styles of the widgets: each rule begins with its widget's own class, so that none reaches into another one."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.widgets.test_assets import JAVASCRIPT, SOURCES, STEMS

EXTENSION = JAVASCRIPT / "jupyterlab"
OURS = re.compile(r"""(body)?\.mlab-|\.jp-LauncherCard\[data-category="migration-lab"\]""")
SHARED = "mlab"
"""The class of every display: with it begins each rule of ``parts/``."""
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
THEME = re.compile(r"(?:body)?(?::not\()?\[data-jp-theme-light[^\]]*\]\)? ")
PANEL = re.compile(r"\.jupyterlab-sidecar\b")
"""JupyterLab's own panel around the docked board. Only the one that has a board in it may be styled."""
OF_KEYFRAMES = re.compile(r"from|to|[\d.]+%")


def selectors(style: str) -> Iterator[str]:
    """Every selector of the style, also those inside of @media and @container; of a list, each one."""
    for head in re.findall(r"([^{};]+)\{", COMMENT.sub("", style)):
        if not head.strip().startswith("@"):
            for one in re.split(r",(?![^(]*\))", head):
                if not OF_KEYFRAMES.fullmatch(one.strip()):
                    yield " ".join(one.split())


def names(style: str) -> list[str]:
    """The names that the style gives to the whole page: of its @keyframes, containers and layers."""
    style = COMMENT.sub("", style)
    return re.findall(r"@(?:keyframes|property|layer|font-face)\s+([\w-]+)", style)


def own_style(stem: str) -> str:
    """The widget's own style, without the parts that it shares with others."""
    text = (JAVASCRIPT / f"{stem}.css").read_text(encoding="utf-8")
    files = re.findall(r'@import "\./(?!parts/)([^"]+)"', text)
    more = [(JAVASCRIPT / file).read_text(encoding="utf-8") for file in files]
    return "\n".join([re.sub(r"@import [^;]+;", "", text), *more])


def root(stem: str) -> str:
    """The class with which the widget's style begins."""
    return re.match(r"\.([\w-]+)", next(selectors(own_style(stem))))[1]


def begins_with(selector: str, class_name: str) -> bool:
    bare = THEME.sub("", selector)
    if PANEL.match(bare):
        return bare.endswith(f" .{class_name}") or f":has(.{class_name})" in bare
    return re.match(rf"\.{re.escape(class_name)}(?![\w-])", bare) is not None


@pytest.mark.parametrize("stem", STEMS)
def test_each_rule_of_a_widget_begins_with_its_own_class(stem):
    found = list(selectors(own_style(stem)))
    assert found
    assert [one for one in found if not begins_with(one, root(stem))] == []
    assert root(stem) != SHARED


def test_no_two_widgets_have_the_same_class():
    assert len({root(stem) for stem in STEMS}) == len(STEMS) > 1


@pytest.mark.parametrize("stem", STEMS)
def test_only_the_widget_itself_takes_its_class(stem):
    taken = re.compile(rf"""["' ]{re.escape(root(stem))}["' ]""")
    takes = [path.relative_to(JAVASCRIPT).as_posix() for path in SOURCES if taken.search(path.read_text("utf-8"))]
    assert takes == [f"{stem}.js"]


@pytest.mark.parametrize("path", sorted(JAVASCRIPT.glob("parts/*.css")), ids=lambda path: path.stem)
def test_each_rule_of_the_shared_parts_begins_with_the_class_of_all_displays(path):
    found = list(selectors(path.read_text(encoding="utf-8")))
    assert found
    assert [one for one in found if not begins_with(one, SHARED)] == []


def test_every_style_belongs_to_a_widget_to_the_extension_to_the_shared_parts_or_to_the_instructors_page():
    page = JAVASCRIPT / "live_class" / "live_page.css"  # which is no part of JupyterLab's
    entries = [*(JAVASCRIPT / f"{stem}.css" for stem in STEMS), EXTENSION / "style.css", page]
    imported = {
        (entry.parent / file).resolve()
        for entry in entries
        for file in re.findall(r'@import "(\.[^"]+)"', entry.read_text(encoding="utf-8"))
    }
    there = {path.resolve() for path in JAVASCRIPT.glob("**/*.css") if "node_modules" not in path.parts}
    assert there == imported | {entry.resolve() for entry in entries}


@pytest.mark.parametrize("path", sorted(EXTENSION.glob("*.css")), ids=lambda path: path.stem)
def test_each_rule_of_the_extension_names_what_is_ours(path):
    found = list(selectors(path.read_text(encoding="utf-8")))
    assert found
    assert [one for one in found if not re.match(OURS, one)] == []


@pytest.mark.parametrize("stem", STEMS)
def test_what_a_style_names_for_the_whole_page_is_ours(stem):
    assert [one for one in names(own_style(stem)) if not one.startswith("mlab")] == []


def test_a_rule_that_reaches_out_is_found():
    assert not begins_with(".jp-Cell .mlab-board", "mlab-board")
    assert not begins_with(".jupyterlab-sidecar", "mlab-board")
    assert not begins_with(".mlab-boards", "mlab-board")
    assert not begins_with("caption", "mlab-board")
    assert begins_with('[data-jp-theme-light="false"] .mlab-board td', "mlab-board")
    assert list(selectors("@media (x) { a b, c:is(d, e) { x: y } }\n@keyframes f { from { x: y } }")) == [
        "a b",
        "c:is(d, e)",
    ]
