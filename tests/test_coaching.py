"""The coach in a notebook: before a command, on the card of a new script, after a command, and on the board."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from migration_lab import lab, magics
from migration_lab.errors import LabError
from migration_lab.kernel import coaching, effects, session
from migration_lab.project import Project
from migration_lab.widgets import CoachCard, CoachPage
from tests.desk import open_desk, wait

PHONE = "    phone: Mapped[str | None] = mapped_column(String(20))\n"


@pytest.fixture(autouse=True)
def chapter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[session.Session]:
    """Chapter 03 in a workspace of its own, which is the working folder."""
    monkeypatch.setenv("MIGRATION_LAB_WORKSPACE", str(tmp_path / "workspace"))
    monkeypatch.chdir(tmp_path)
    lab.open("03")
    yield session.current()
    session.close()


def change(file: str | Path, old: str, new: str) -> None:
    text = Path(file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    Path(file).write_text(text.replace(old, new), encoding="utf-8")


def flask(line: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Run a command as a cell does, and return all that it showed as text."""
    try:
        magics.flask(line)
    except session.CommandFailed as error:
        return capsys.readouterr().out + str(error)
    return capsys.readouterr().out


def drop_phone(capsys: pytest.CaptureFixture[str]) -> tuple[Path, str]:
    """Draft a script that drops a column with values in it; return it, and what the cell showed."""
    change("models.py", PHONE, "")
    shown = flask('db migrate -m "drop phone"', capsys)
    return next(Path("migrations/versions").glob("*drop_phone.py")), shown


def add_level(capsys: pytest.CaptureFixture[str]) -> str:
    """Let an upgrade fail on a column that the rows have no value for; return what the cell showed."""
    change("models.py", PHONE, f"{PHONE}    level: Mapped[str]\n")
    flask("db migrate -m level", capsys)
    return flask("db upgrade", capsys)


def test_the_card_of_a_new_script_warns_at_its_lines(capsys) -> None:
    script, shown = drop_phone(capsys)
    line = script.read_text(encoding="utf-8").splitlines().index("        batch_op.drop_column('phone')") + 1
    assert re.search(
        r"This script, tried on a copy of the database: \d+ warnings?\n(.*\n)*"
        r"  - loses data: 5 values of speaker\.phone will be gone.*\(A1\)\n"
        rf"    {script.as_posix()}, line {line}: batch_op\.drop_column\('phone'\)\n",
        shown,
    )


def test_before_an_upgrade_it_is_said_what_will_be_lost_and_then_the_upgrade_runs(capsys) -> None:
    drop_phone(capsys)
    shown = flask("db upgrade", capsys)
    assert shown.startswith("flask db upgrade, tried on a copy of the database: 1 warning\n  - loses data: 5 values")
    assert shown.index("loses data") < shown.index("Running upgrade")
    assert "phone" not in [column.name for column in lab.tables().schema.table("speaker").columns]


def test_the_folder_of_the_scripts_may_be_named_and_another_one_is_not_tried(capsys) -> None:
    drop_phone(capsys)
    other = coaching.before(session.current(), ["db", "-d", "other", "upgrade"])
    assert other is None
    assert "loses data: 5 values" in flask("db -d migrations upgrade", capsys)


def test_a_comment_in_the_script_silences_a_warning(capsys) -> None:
    script, _ = drop_phone(capsys)
    change(script, "drop_column('phone')", "drop_column('phone')  # lab: ok A1")
    assert "warning" not in flask("db upgrade", capsys)


def test_the_trial_of_a_draft_is_not_made_again_before_its_upgrade(capsys, monkeypatch) -> None:
    drop_phone(capsys)
    asked: list[object] = []
    looker = session.current().project._looker
    ask = looker._ask_for
    monkeypatch.setattr(looker, "_ask_for", lambda work: (asked.append(work), ask(work))[1])
    flask("db upgrade", capsys)
    assert asked == []


def test_a_command_that_runs_no_script_is_not_tried_first(capsys, monkeypatch) -> None:
    monkeypatch.setattr(Project, "try_out", lambda *_: pytest.fail("it was tried"))
    for line in ("db upgrade", "db current", "db upgrade --sql", 'db revision -m "by hand"'):
        flask(line, capsys)


@pytest.mark.parametrize(
    ("line", "move"),
    [
        ("db upgrade", ("upgrade", "head")),
        ("db upgrade heads", ("upgrade", "heads")),
        ("db upgrade +1", ("upgrade", "+1")),
        ("db downgrade", ("downgrade", "-1")),
        ("db downgrade -2", ("downgrade", "-2")),
        ("db downgrade base", ("downgrade", "base")),
        ("db -d other upgrade", ("upgrade", "head")),
        ("db upgrade -d other +1", ("upgrade", "+1")),
        ("db -d other downgrade -2", ("downgrade", "-2")),
        ("--app shop db upgrade", None),
        ("db upgrade --help", None),
        ("db -x a=b upgrade", None),
        ("db upgrade --sql", None),
        ("db upgrade -x", None),
        ("db upgrade head --sql", None),
        ("db migrate", None),
        ("routes", None),
        ("", None),
    ],
)
def test_what_a_command_will_do_is_read_from_its_words(line: str, move: tuple[str, str] | None) -> None:
    assert coaching.moving(line.split()) == move


def test_a_trial_that_takes_too_long_holds_nothing_up(capsys, monkeypatch) -> None:
    drop_phone(capsys)
    change("migrations/env.py", "import logging\n", "import logging\nimport time\n\ntime.sleep(1.5)\n")
    monkeypatch.setattr(coaching, "LONGEST", 0.2)
    shown = flask("db upgrade", capsys)
    assert "warning" not in shown
    assert session.current().last.result.ok


def test_a_coach_that_fails_changes_nothing_for_the_command(capsys, monkeypatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("migration_lab.project.advising.explain_step", broken)
    monkeypatch.setattr("migration_lab.project.advising.rehearse", broken)
    drop_phone(capsys)
    assert "Running upgrade" in flask("db upgrade", capsys)


def test_after_a_failure_the_coach_speaks_below_the_terminals_own_words(capsys) -> None:
    shown = add_level(capsys)
    assert shown.index("sqlalchemy.exc") < shown.index("S06: ") < shown.index("exit code 1")
    assert "batch_op.add_column(sa.Column('level', sa.String(), nullable=False))" in shown


def test_what_the_coach_said_last_is_shown_again(capsys) -> None:
    add_level(capsys)
    flask("db current", capsys)
    again = lab.explain()
    assert isinstance(again, CoachCard)
    assert str(again).startswith("S06: ")
    assert str(lab.explain(again.advice)) == str(again)


def test_a_step_that_showed_nothing_is_explained_when_it_is_asked_for(capsys) -> None:
    change("models.py", PHONE, f"{PHONE}    level: Mapped[str]\n")
    lab.run("db migrate -m level")
    step = lab.run("db upgrade")
    assert str(lab.explain()).startswith("S06: ")
    assert str(lab.explain(step)).startswith("S06: ")


def test_of_what_the_coach_does_not_know_it_says_nothing(capsys) -> None:
    Path("migrations/env.py").write_text("raise RuntimeError('no such thing')\n", encoding="utf-8")
    shown = flask("db upgrade", capsys)
    assert "What to do now" not in shown
    assert str(lab.explain()) == "There is nothing to explain: the coach has said nothing of a command yet."
    assert str(lab.explain(lab.last)) == "The coach knows nothing certain about flask db upgrade."


def test_an_id_has_its_page_and_an_unknown_one_says_which_there_are() -> None:
    page = lab.explain("s6")
    assert isinstance(page, CoachPage)
    assert str(page).startswith("# S06: ")
    with pytest.raises(LabError, match=r"(?s)no entry 'S99'.*S06 "):
        lab.explain("S99")


def test_links_lead_from_where_the_kernel_has_started(monkeypatch) -> None:
    root = session.current().project.path
    monkeypatch.setattr(coaching, "STARTED_IN", root.parent.parent)
    assert coaching.folder(root) == "workspace/03"
    monkeypatch.setattr(coaching, "STARTED_IN", None)
    assert coaching.folder(root) == root.as_posix()


def test_the_board_warns_with_the_trial_that_its_words_come_from_and_follows_a_saved_script(
    tmp_path, capsys, monkeypatch
) -> None:
    session.close()
    with open_desk(tmp_path / "desk") as desk:
        tried: list[tuple[object, ...]] = []
        rehearse = Project.try_out
        monkeypatch.setattr(Project, "try_out", lambda self, *words: (tried.append(words), rehearse(self, *words))[1])

        def now() -> dict[str, object]:
            return desk.board.state()["_places"]["now"] or {}

        def told() -> list[str]:
            return [one["what"] for one in (now().get("warnings") or {}).get("warnings", ())]

        script, _ = drop_phone(capsys)
        wait(lambda: any("5 values of speaker.phone" in what for what in told()))
        assert now()["warnings"]["title"].startswith("flask db upgrade, tried on a copy of the database: ")
        place = now()["warnings"]["warnings"][0]["place"]
        assert Path(place["path"]).samefile(script)
        assert now()["effect"][0] == ["-", "on a copy: 5 values of speaker.phone lost"]
        tried.clear()
        change(script, "drop_column('phone')", "drop_column('phone')  # lab: ok A1")
        wait(lambda: not any("5 values" in what for what in told()))
        assert tried == [("upgrade", "head")]


def test_the_board_says_first_that_a_command_will_fail() -> None:
    from migration_lab.values.tried import Tried
    from tests.browser.board_page import BEHIND
    from tests.widgets.advice_examples import DROPS, NOT_NULL

    said = effects.expected(BEHIND, Tried(), [NOT_NULL, DROPS])
    assert said == (
        ("!", f"it will fail: {NOT_NULL.what}"),
        ("", "on a copy: no row is touched"),
    )


def test_a_warning_is_explained_when_nothing_else_was_said(capsys) -> None:
    drop_phone(capsys)
    shown = lab.explain()
    assert isinstance(shown, CoachCard)
    assert str(shown).startswith("A1: ")


def test_a_trial_that_fails_for_a_reason_of_its_own_is_told_before_the_upgrade_and_on_the_card(capsys) -> None:
    script, _ = drop_phone(capsys)
    change(script, "def upgrade():\n", "def upgrade():\n    raise RuntimeError('no such moon')\n")
    shown = flask("db upgrade", capsys)
    line = script.read_text(encoding="utf-8").splitlines().index("    raise RuntimeError('no such moon')") + 1
    before = shown[: shown.index("Running upgrade")]
    assert "will fail: " in before
    assert "RuntimeError: no such moon" in before
    assert f"{script.as_posix()}, line {line}: raise RuntimeError('no such moon')" in before
    assert "rehearsal is no entry of the catalogue" in str(lab.explain("rehearsal"))
