"""The coach in a notebook: before a command, on the card of a new script, and on the board."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from migration_lab import lab, magics
from migration_lab.kernel import coaching, effects, session
from migration_lab.project import Project, advising
from tests.coached_chapter import PHONE, add_level, change, chapter, drop_phone, flask
from tests.desk import open_desk, wait

__all__ = ["chapter"]
pytestmark = pytest.mark.usefixtures("chapter")


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
        ("db downgrade -- -2", ("downgrade", "-2")),
        ("db downgrade base", ("downgrade", "base")),
        ("db -d other upgrade", ("upgrade", "head")),
        ("db upgrade -d other +1", ("upgrade", "+1")),
        ("db -d other downgrade -- -2", ("downgrade", "-2")),
        ("db downgrade -1", None),
        ("db -d other downgrade -2", None),
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


def slow_trial(seconds: float) -> None:
    """Let whatever runs scripts take longer than that."""
    change("migrations/env.py", "import logging\n", f"import logging\nimport time\n\ntime.sleep({seconds})\n")


def test_a_trial_that_takes_too_long_holds_nothing_up(capsys, monkeypatch) -> None:
    drop_phone(capsys)
    slow_trial(1.5)
    monkeypatch.setattr(session.current().project, "stable", False)
    monkeypatch.setattr(coaching, "in_a_kernel", lambda: True)
    monkeypatch.setattr(coaching, "SOON", 0.1)
    monkeypatch.setattr(advising, "LONGEST", 1.0)
    shown = flask("db upgrade", capsys)
    assert "warning" not in shown
    assert shown.index(coaching.GIVEN_UP) < shown.index("Running upgrade")
    assert session.current().last.result.ok


def test_in_a_lesson_no_line_says_that_it_is_tried_and_a_busy_machine_has_a_minute(capsys, monkeypatch) -> None:
    drop_phone(capsys)
    slow_trial(0.3)
    monkeypatch.setattr(coaching, "in_a_kernel", lambda: True)
    monkeypatch.setattr(coaching, "SOON", 0.05)
    given: list[float] = []
    within = Project.within
    monkeypatch.setattr(Project, "within", lambda self, seconds: (given.append(seconds), within(self, seconds))[1])
    shown = flask("db upgrade", capsys)
    assert "loses data: 5 values" in shown
    assert str(coaching.TRYING) not in shown
    assert coaching.TRIED not in shown
    assert set(given) == {60}


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_an_interrupted_trial_before_a_command_keeps_it_from_running(capsys, monkeypatch) -> None:
    drop_phone(capsys)
    monkeypatch.setattr("migration_lab.project.advising.rehearse", interrupted)
    with pytest.raises(session.CommandInterrupted, match="before the command began"):
        magics.flask("db upgrade")
    assert "phone" in [column.name for column in lab.tables().schema.table("speaker").columns]


def test_an_interrupted_trial_of_a_draft_still_leaves_its_card_and_its_question(capsys, monkeypatch) -> None:
    monkeypatch.setattr("migration_lab.project.advising.rehearse", interrupted)
    change("models.py", PHONE, PHONE.replace("phone", "mobile"))
    shown = flask('db migrate -m "mobile"', capsys)
    (script,) = Path("migrations/versions").glob("*mobile.py")
    assert script.name in shown
    assert "Was speaker.phone renamed to speaker.mobile?" in shown
    assert "warning" not in shown
    assert "Interrupted" not in shown


def test_an_interrupted_explanation_leaves_the_failure_of_the_command(capsys, monkeypatch) -> None:
    monkeypatch.setattr("migration_lab.project.advising.explain_step", interrupted)
    shown = add_level(capsys)
    assert "flask db upgrade ended with exit code 1" in shown
    assert "S06: " not in shown


def test_a_coach_that_fails_changes_nothing_for_the_command(capsys, monkeypatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("migration_lab.project.advising.explain_step", broken)
    monkeypatch.setattr("migration_lab.project.advising.rehearse", broken)
    drop_phone(capsys)
    assert "Running upgrade" in flask("db upgrade", capsys)


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
