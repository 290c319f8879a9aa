"""The widgets' JavaScript: its types hold, its own tests pass, and what the notebooks load is built from it."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from migration_lab.backends.row_pages import RowPage, Wanted
from migration_lab.project import Places, Revision, RevisionGraph
from migration_lab.schema.renames import NOTHING_RENAMED
from migration_lab.values.statement import Statement
from migration_lab.widgets import (
    Board,
    Card,
    CoachCard,
    HistoryView,
    OutcomeView,
    PredictionView,
    RenameQuestions,
    RowsView,
    TablesView,
    WarningsView,
)
from migration_lab.widgets.board import moment_state, tables_between
from migration_lab.widgets.row_page_state import row_page_state
from migration_lab.widgets.sides import table_sides
from tests.npm import JAVASCRIPT, NoNpm, npm
from tests.widgets import examples
from tests.widgets.advice_examples import DROPS, NOT_NULL, lines
from tests.widgets.examples import PEOPLE
from tests.widgets.prediction_examples import BIO, ERROR, TYPED
from tests.widgets.test_motion_state import recorded
from tests.widgets.test_rename_question import QUESTION

pytestmark = pytest.mark.npm

STATIC = JAVASCRIPT.parent / "static"
EXTENSION = JAVASCRIPT.parents[1] / "jupyter" / "labextensions" / "migration-lab" / "static"
CLASS_PAGE = JAVASCRIPT.parents[1] / "live_class" / "static"


@pytest.fixture(autouse=True, scope="module")
def tools() -> None:
    """Skips without npm and what it brings."""
    try:
        npm("--version", capture_output=True)
    except NoNpm as error:
        pytest.skip(str(error))


def run(*words: str) -> subprocess.CompletedProcess[str]:
    done = npm("run", "--silent", *words, capture_output=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def built(folder: Path) -> dict[str, bytes]:
    """The files of a folder; git on Windows may give a file other ends of lines than it was built with."""
    return {path.name: path.read_bytes().replace(b"\r\n", b"\n") for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("script", "there"), [("build", STATIC), ("build:jupyterlab", EXTENSION), ("build:class", CLASS_PAGE)], ids=str
)
def test_what_is_loaded_is_built_from_these_modules(script: str, there: Path, tmp_path: Path) -> None:
    run(script, "--ignore-scripts", "--", f"--outdir={tmp_path}")  # the script that would run after it, into its folder
    wrong = {name for name, text in built(tmp_path).items() if built(there).get(name) != text}
    assert wrong == set(), "python -m tests.npm run build"
    assert built(tmp_path).keys() == built(there).keys()


def test_the_build_has_every_widget() -> None:
    scripts = json.loads((JAVASCRIPT / "package.json").read_text(encoding="utf-8"))["scripts"]
    entries = set(re.findall(r"\b\w+\.(?:js|css)\b", scripts["build"]))
    assert entries == {path.name for pattern in ("*.js", "*.css") for path in JAVASCRIPT.glob(pattern)}


def test_what_npm_brings_is_pinned_to_the_patch() -> None:
    wanted = json.loads((JAVASCRIPT / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())


def test_without_a_registry_it_is_said_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "package.json").write_bytes((JAVASCRIPT / "package.json").read_bytes())
    nowhere = {"registry": "http://127.0.0.1:9", "cache": str(tmp_path / "cache"), "fetch_retries": "0"}
    for name, value in nowhere.items():
        monkeypatch.setenv(f"npm_config_{name}", value)
    with pytest.raises(NoNpm, match=r"(?s)need npm's registry, once:.*127\.0\.0\.1"):
        npm("--version", cwd=tmp_path)


def test_the_types_hold() -> None:
    run("check")


def test_the_unit_tests_pass() -> None:
    files = {path.name for path in JAVASCRIPT.glob("tests/*.test.js")}
    told = run("test", "--", "--test-reporter=tap").stdout
    assert re.search(r"^# fail 0$", told, re.MULTILINE)
    assert int(re.search(r"^# pass (\d+)$", told, re.MULTILINE)[1]) >= len(files) > 0


def states() -> Iterator[tuple[str, object]]:
    """What Python sends, with the type that the JavaScript expects."""
    before = examples.schema(examples.VERSIONS, examples.SPEAKER)
    after = examples.schema(examples.VERSIONS, examples.with_columns(examples.SPEAKER, examples.BIO), examples.TALK)
    ran = (Statement("UPDATE speaker SET bio = ?", "('x')"), Statement("SELECT x", failed=True))
    for step in (examples.added_bio(), examples.first_upgrade(), examples.hostile(), examples.renamed("abc")):
        yield "CardState", Card(step).state()
    frames, moved = recorded(
        ["ALTER TABLE talk ADD COLUMN kind TEXT", "UPDATE talk SET kind = title", "DROP TABLE talk"]
    )
    step = examples.added_bio()
    step = replace(step, result=replace(step.result, sql=tuple(moved)), frames=tuple(frames))
    yield "CardState", Card(step).state()
    tables = TablesView(before)
    tables.update(after)
    yield "TablesState", tables.state()
    yield "CardState", Card(examples.added_bio(), folded=True).state()
    yield "RowsState", RowsView("speaker", examples.speakers("id", bio=(None, "x", "y"))).state()
    yield "RowsState", RowsView("speaker", examples.speakers("id", bio=PEOPLE), examples.added_bio()).state()
    sides = asdict(table_sides(before.table("speaker"), after.table("speaker")))
    yield (
        "GoalState",
        {
            "title": "",
            "done": False,
            "how_far": [""],
            "missing": [""],
            "notes": [""],
            "ways": [["", ""]],
            "tables": [sides],
            "words": {"+": "to add"},
        },
    )
    yield "RenameState", RenameQuestions([QUESTION]).state()
    for asked in (PredictionView(BIO, ERROR), PredictionView(TYPED, None)):
        yield "PredictionState", asked.state()
    yield "OutcomeState", OutcomeView(BIO, ERROR).state()
    yield "Moment", {**moment_state(before, after, "", ran), "losses": [], "beware": ""}
    step = {"id": "b2", "message": "add", "way": "upgrade", "known": True, "changes": ["x"], "loses": ""}
    compared = tables_between(before, after, NOTHING_RENAMED)
    yield "Comparison", {"tables": compared, "words": "1 upgrade.", "steps": [step]}
    row_page = RowPage(("id", "minutes", "speaker_id"), ((1, 30, 2), (2, 30, None)), 0, 2, True)
    yield "RowPage", asdict(row_page_state(row_page, Wanted(), after, examples.TALK))
    graph = RevisionGraph(
        (Revision("b2", "add", ("a1",), is_pending=True), Revision("a1", "create", is_current=True)), current=("a1",)
    )
    yield "HistoryState", HistoryView(graph).state()
    warnings = WarningsView("flask db upgrade", [NOT_NULL, DROPS], lines)
    yield "AdviceState", CoachCard(NOT_NULL, lines).state()
    yield "WarningsState", warnings.state()
    yield "CardState", Card(examples.added_bio(), warnings=warnings).state()
    board = Board()
    board.show_places(Places("drift", "No.", False, heads=("b2",), current=("a1",)), warnings=warnings)
    board.show_tables(before)
    board.show_change(before, after)
    board.show_sql([examples.added_bio()])
    for name, trait in (("PlacesState", "_places"), ("BoardTables", "_tables"), ("SqlOfCommand[]", "_sql")):
        yield name, board.state()[trait]["now"]
    yield "Status", board.state()["_status"]


def check(folder: Path, given: Iterator[tuple[str, object]]) -> subprocess.CompletedProcess[str]:
    """Let the checker hold these values to the types in ``states.js``."""
    types = (JAVASCRIPT / "parts" / "states.js").as_posix()
    lines = [
        f'/** @type {{import("{types}").{name}}} */\nexport const state{at} = {json.dumps(value)};'
        for at, (name, value) in enumerate(given)
    ]
    (folder / "given.js").write_text("\n".join(lines), encoding="utf-8")
    extends = (JAVASCRIPT / "tsconfig.json").as_posix()
    config = {"extends": extends, "include": [], "files": ["given.js"], "compilerOptions": {"types": []}}
    (folder / "tsconfig.json").write_text(json.dumps(config), encoding="utf-8")
    return npm("run", "--silent", "check", "--", "--project", str(folder), capture_output=True)


def test_what_python_sends_is_what_the_types_say(tmp_path: Path) -> None:
    done = check(tmp_path, states())
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("change", "said"), [({"note": None}, "Type 'null'"), ({"unknown": 1}, "unknown")])
def test_a_field_of_another_type_or_name_is_found(tmp_path: Path, change: dict[str, object], said: str) -> None:
    statement = {"sql": "", "times": 1, "parameters": [], "bookkeeping": False, "note": "", "seconds": None}
    assert check(tmp_path, iter([("Sql", statement)])).returncode == 0
    done = check(tmp_path, iter([("Sql", {**statement, **change})]))
    assert done.returncode != 0
    assert said in done.stdout
