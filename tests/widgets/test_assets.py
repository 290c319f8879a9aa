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
JAVASCRIPT = FOLDER / "js"
SVG = "http://www.w3.org/2000/svg"
"""A name, and no address that anything is fetched from."""
NOT_OURS = {"node_modules", "tests"}
SOURCES, STYLES = (
    [path for path in JAVASCRIPT.rglob(f"*.{kind}") if NOT_OURS.isdisjoint(path.parts[len(JAVASCRIPT.parts) :])]
    for kind in ("js", "css")
)
STEMS = sorted(path.stem for path in JAVASCRIPT.glob("*.js"))


def test_the_names_handed_on_are_these():
    assert migration_lab.widgets.__all__ == [
        "Board",
        "Card",
        "ClinicView",
        "CoachCard",
        "CoachPage",
        "CourseMap",
        "Diagram",
        "EditView",
        "GoalNotes",
        "GoalView",
        "HistoryView",
        "Message",
        "OtherwiseView",
        "OutcomeView",
        "PlacesView",
        "PredictionView",
        "ProgressView",
        "RecapView",
        "RenameQuestions",
        "ResponseView",
        "RowsView",
        "SqlView",
        "TablesView",
        "WarningsView",
    ]
    assert all(hasattr(migration_lab.widgets, name) for name in migration_lab.widgets.__all__)


@pytest.mark.parametrize("stem", STEMS)
def test_a_widget_is_four_files_of_one_stem(stem):
    assert (FOLDER / f"{stem}.py").is_file()
    assert (JAVASCRIPT / f"{stem}.css").is_file()
    assert Path(__file__).with_name(f"test_{stem}.py").is_file()


def test_a_script_and_a_style_are_built_for_each_widget_and_for_nothing_else():
    built = {path.name for path in (FOLDER / "static").iterdir()}
    assert built == {f"{stem}.{kind}" for stem in STEMS for kind in ("js", "css")}


@pytest.mark.parametrize("stem", STEMS)
def test_a_widget_is_one_module_that_needs_no_network(stem):
    traits = Board.traits if stem == Board.stem else ("_state",)
    widget = live.widget_class(stem, traits)
    assert len(re.findall(r"as default\b|export default\b", widget._esm)) == 1
    text = (widget._esm + widget._css).replace(SVG, "")
    assert not re.search(r"\bimport\b|https?:", text)
    assert all(widget.class_traits()[trait].metadata["sync"] is True for trait in traits)


@pytest.mark.parametrize("path", [*SOURCES, *STYLES], ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_file_can_be_read_at_one_sitting(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_script_puts_text_into_the_page_and_never_markup(path):
    risky = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|setHTML|srcdoc"
    assert not re.search(risky, path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("stem", STEMS)
def test_every_style_of_the_sources_is_in_what_is_built(stem):
    rules = (JAVASCRIPT / f"{stem}.css").read_text(encoding="utf-8")
    for name in re.findall(r'@import "(.+)";', rules):
        assert (JAVASCRIPT / name).is_file()
        assert f"/* {name.removeprefix('./')} */" in live.asset(f"{stem}.css")


def test_importing_the_displays_imports_no_widget_library():
    heavy = "{'ipywidgets', 'anywidget', 'IPython', 'traitlets', 'sqlalchemy'}"
    program = (
        "import sys; from migration_lab.widgets import Card, Message; print(Message('x').html());"
        f"print(sorted({heavy} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_widget_keeps_what_draws_it_alive():
    view = migration_lab.widgets.TablesView(migration_lab.schema.Schema("sqlite", ()))
    assert view.widget.drawn_from is view
