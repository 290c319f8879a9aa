"""The package of displays: what it hands on, what it costs to import, and what its scripts may not do."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import migration_lab.widgets
from migration_lab.widgets import Board, live

FOLDER = Path(migration_lab.widgets.__file__).parent
SVG = "http://www.w3.org/2000/svg"
"""A name, and no address that anything is fetched from."""
SCRIPTS = sorted(FOLDER.rglob("*.js"))
STEMS = sorted({path.stem for path in FOLDER.glob("*.js")} - set(live.SHARED))


def test_the_names_handed_on_are_these():
    assert migration_lab.widgets.__all__ == [
        "Board",
        "Card",
        "Diagram",
        "GoalView",
        "HistoryView",
        "Message",
        "PlacesView",
        "ResponseView",
        "RowsView",
        "SqlView",
        "TablesView",
    ]
    assert all(hasattr(migration_lab.widgets, name) for name in migration_lab.widgets.__all__)


@pytest.mark.parametrize("stem", STEMS)
def test_a_widget_is_four_files_of_one_stem(stem):
    assert (FOLDER / f"{stem}.py").is_file()
    assert (FOLDER / f"{stem}.css").is_file()
    assert Path(__file__).with_name(f"test_{stem}.py").is_file()


@pytest.mark.parametrize("stem", STEMS)
def test_a_widget_is_one_module_that_needs_no_network(stem):
    parts, traits = (Board.parts, Board.traits) if stem == Board.stem else ((), ("_state",))
    widget = live.widget_class(stem, parts, traits)
    assert widget._esm.count("export default") == 1
    text = (widget._esm + widget._css).replace(SVG, "")
    assert not re.search(r"\bimport\b|https?:", text)
    assert all(widget.class_traits()[trait].metadata["sync"] is True for trait in traits)


def test_the_board_is_made_of_all_its_pages():
    assert {FOLDER / f"{part}.js" for part in Board.parts} == set((FOLDER / "pages").glob("*.js"))
    styles = {path.with_suffix(".js") for path in (FOLDER / "pages").glob("*.css")}
    assert styles
    assert styles <= {FOLDER / f"{part}.js" for part in Board.parts}
    css = live.widget_class(Board.stem, Board.parts, Board.traits)._css
    assert all(path.read_text(encoding="utf-8") in css for path in FOLDER.rglob("pages/*.css"))


@pytest.mark.parametrize("path", [*SCRIPTS, *sorted(FOLDER.rglob("*.css"))], ids=lambda path: path.name)
def test_a_file_can_be_read_at_one_sitting(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_puts_text_into_the_page_and_never_markup(path):
    risky = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|setHTML|srcdoc"
    assert not re.search(risky, path.read_text(encoding="utf-8"))


def test_importing_the_displays_imports_no_widget_library():
    heavy = "{'ipywidgets', 'anywidget', 'IPython', 'traitlets', 'sqlalchemy'}"
    program = (
        "import sys; from migration_lab.widgets import Card, Message; print(Message('x').html());"
        f"print(sorted({heavy} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_widget_keeps_what_draws_it_alive():
    view = migration_lab.widgets.RowsView("t", migration_lab.project.result.Rows(0, (), ()))
    assert view.widget.drawn_from is view
