"""The forms of a review: each holds what was found, whatever the names in it are."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from migration_lab.terminal.findings import Review
from migration_lab.terminal.formats import FORMATS, format_named
from migration_lab.terminal.formats.annotations import workflow_commands
from migration_lab.terminal.formats.json_report import json_report
from migration_lab.terminal.formats.linter_lines import linter_lines
from migration_lab.terminal.formats.sarif import sarif
from migration_lab.terminal.subcommands import parser
from migration_lab.values.advice import Advice, Do
from tests.coach.scenario import Scenario
from tests.terminal.conftest import Command

HOSTILE = "5% \"of\" 'it'\r\n::error::owned, a:b \x1b[31m\u2028\u202e<b>"
FILE = "migrations/versions/1_it's 100%, a:b\n::warning::x é.py"
STEPS = f"1. say {HOSTILE} flask db upgrade\n2. then\nSELECT 1;\nSELECT 2"


def advice(**changes: Any) -> Advice:
    given: dict[str, Any] = {
        "id": "A1",
        "title": f"title {HOSTILE}",
        "severity": "loses",
        "what": f"what {HOSTILE}",
        "why": f"why {HOSTILE}",
        "now": (Do(f"say {HOSTILE}", run="flask db upgrade"), Do("then", sql="SELECT 1;\nSELECT 2")),
        "file": FILE,
        "line": 7,
        "source": f"source {HOSTILE}",
        "revision": "abc",
        "docs": "https://alembic.sqlalchemy.org/en/latest/ops.html",
        "chapter": "04",
    }
    return Advice(**given | changes)


def test_what_to_type_stands_in_a_step_once(tmp_path: Path) -> None:
    steps = (Do("Run flask db upgrade.", run="flask db upgrade"), Do("Look.", run="flask db check", sql="SELECT 1"))
    review = Review(tmp_path, (advice(now=steps),))
    (_, _, message) = read_command(workflow_commands(review, tmp_path).strip())
    assert message.splitlines()[-2:] == ["1. Run flask db upgrade.", "2. Look. flask db check SELECT 1"]
    assert [line.strip() for line in linter_lines(review, tmp_path).splitlines() if "flask db" in line] == [
        "1. Run flask db upgrade.",
        "flask db check",
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_each_form_can_be_asked_for_by_its_name(name: str, tmp_path: Path) -> None:
    assert parser().parse_args(["review", "--format", name]).format == name
    assert "no such app" in format_named(name)(Review(tmp_path, could_not="no such app"), tmp_path)


@pytest.fixture
def review(tmp_path: Path) -> Review:
    plain = Advice("rehearsal", "A script fails", "fails", "It fails.", "", revision="def")
    style = advice(id="Z9", severity="style", docs="", chapter="", line=0)
    return Review(tmp_path, (plain, advice(), style), ("abc", "def"), "pending", f"SQLite, {HOSTILE}")


def test_text_has_a_line_for_each_finding_and_nothing_that_a_terminal_or_a_workflow_obeys(review: Review) -> None:
    text = linter_lines(review, review.folder)
    lines = text.splitlines()
    assert [line.split(": ")[1].split()[0] for line in lines if re.search(r": (A1|Z9|rehearsal) \w+: ", line)] == [
        "rehearsal",
        "A1",
        "Z9",
    ]
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e]", text)
    assert not any(line.lstrip().startswith("::") for line in lines)
    assert lines[-1].startswith("3 findings (1 fails, 1 loses, 1 style) in 2 scripts (pending; ")
    assert lines[-1].endswith("Exit code 1.")


def test_json_has_these_keys_and_every_value_as_it_is(review: Review) -> None:
    found = json.loads(json_report(review, review.folder))
    assert list(found) == [
        "version",
        "project",
        "database",
        "which",
        "reviewed",
        "rows_known",
        "notes",
        "could_not_look",
        "findings",
        "counts",
        "exit_code",
    ]
    assert (found["version"], found["exit_code"], found["could_not_look"]) == (1, 1, None)
    assert found["counts"] == {"fails": 1, "loses": 1, "blocks": 0, "risk": 0, "style": 1}
    plain, full, _ = found["findings"]
    assert full == {
        "id": "A1",
        "severity": "loses",
        "title": f"title {HOSTILE}",
        "what": f"what {HOSTILE}",
        "why": f"why {HOSTILE}",
        "now": [{"say": f"say {HOSTILE}", "run": "flask db upgrade"}, {"say": "then", "sql": "SELECT 1;\nSELECT 2"}],
        "file": FILE,
        "line": 7,
        "source": f"source {HOSTILE}",
        "revision": "abc",
        "docs": "https://alembic.sqlalchemy.org/en/latest/ops.html",
        "chapter": "04",
    }
    assert {name for name, value in plain.items() if value is None} == {"file", "line", "source", "docs", "chapter"}


def test_each_annotation_is_one_line_that_reads_back_as_what_was_meant(review: Review) -> None:
    lines = workflow_commands(review, review.folder).split("\n")
    assert lines.pop() == ""
    read = [read_command(line) for line in lines]
    assert [kind for kind, _, _ in read] == ["error", "error", "notice"]
    _, properties, message = read[1]
    assert properties == {"file": FILE, "line": "7", "title": f"A1: title {HOSTILE}"}
    assert message == f"what {HOSTILE}\nwhy {HOSTILE}\n{STEPS}"


def read_command(line: str) -> tuple[str, dict[str, str], str]:
    """Read a command as GitHub's runner does."""
    found = re.fullmatch(r"::(\w+) (.*?)::(.*)", line)
    assert found, line
    pairs = (pair.split("=", 1) for pair in found[2].split(","))
    properties = {name: back(value, {"%3A": ":", "%2C": ","}) for name, value in pairs}
    return found[1], properties, back(found[3], {})


def back(text: str, more: dict[str, str]) -> str:
    codes = {"%0D": "\r", "%0A": "\n", **more, "%25": "%"}
    return re.sub(r"%[0-9A-F]{2}", lambda one: codes[one[0]], text)


def test_sarif_has_a_rule_with_its_page_for_each_id_and_a_place_for_each_result(review: Review) -> None:
    log = json.loads(sarif(review, review.folder))
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "migration-lab"
    assert [rule["id"] for rule in driver["rules"]] == ["rehearsal", "A1", "Z9"]
    assert driver["rules"][1]["help"]["markdown"].startswith("# A1: ")
    assert driver["rules"][1]["helpUri"].startswith("https://")
    results = run["results"]
    assert [driver["rules"][one["ruleIndex"]]["id"] for one in results] == [one["ruleId"] for one in results]
    assert [one["level"] for one in results] == ["error", "error", "note"]
    assert results[1]["message"]["text"] == f"what {HOSTILE}\n{STEPS}"
    places = [one["locations"][0]["physicalLocation"] for one in results]
    assert places[0]["artifactLocation"] == {"uri": "migrations/env.py"}
    assert [one["region"]["startLine"] for one in places] == [1, 7, 1]
    place = results[1]["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 7}
    uri = place["artifactLocation"]["uri"]
    assert re.fullmatch(r"[\w%/.~-]+", uri)
    assert unquote(uri) == FILE
    assert run["invocations"] == [{"executionSuccessful": True, "exitCode": 1}]


def test_a_project_beside_the_folder_has_uris_relative_to_its_own(review: Review, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (run,) = json.loads(sarif(review, elsewhere))["runs"]
    artifact = run["results"][1]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert (artifact["uriBaseId"], unquote(artifact["uri"])) == ("PROJECT", FILE)
    assert run["originalUriBaseIds"]["PROJECT"]["uri"] == f"{tmp_path.as_uri()}/"


def test_why_the_lab_could_not_look_is_in_every_form(tmp_path: Path) -> None:
    review = Review(tmp_path, could_not="The app does not load.", file="models.py", line=3)
    assert linter_lines(review, tmp_path) == "Could not look: The app does not load.\nExit code 2.\n"
    assert json.loads(json_report(review, tmp_path))["could_not_look"] == "The app does not load."
    kind, properties, message = read_command(workflow_commands(review, tmp_path).strip())
    assert (kind, properties["file"], properties["line"]) == ("error", "models.py", "3")
    assert message == "The app does not load."
    (invocation,) = json.loads(sarif(review, tmp_path))["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    (told,) = invocation["toolExecutionNotifications"]
    assert told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "models.py"


def test_a_hostile_project_is_reviewed_and_its_names_arrive_whole(lab: Command, scenario: Scenario) -> None:
    name = "ph%one\n::error::'x\" \x1b[2J, a:b"
    scenario.revision(f"op.add_column('speaker', sa.Column({name!r}, sa.String(), server_default='kept'))")
    scenario.ok("db upgrade")
    body = f"with op.batch_alter_table('speaker') as batch_op:\n    batch_op.drop_column({name!r})"
    scenario.revision(body, message="50%, it's a:b")
    found = json.loads(lab("review", "--format", "json", folder=scenario.path).out)
    (one,) = [one for one in found["findings"] if one["id"] == "A1"]
    assert f"speaker.{name}" in one["what"]
    text = lab("review", folder=scenario.path).out
    assert not any(line.lstrip().startswith("::") for line in text.splitlines())
    assert "\x1b" not in text
    github = lab("review", "--format", "github", folder=scenario.path).out
    commands = [read_command(line) for line in github.splitlines()]
    assert any(name in message for _, _, message in commands)


def test_a_file_gets_the_report_and_the_terminal_the_summary(lab: Command, sqlite: Scenario, tmp_path: Path) -> None:
    output = tmp_path / "review.sarif"
    printed = lab("review", sqlite.path, "--format", "sarif", "--output", output)
    assert json.loads(output.read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert printed.out.startswith("No findings in 0 scripts")


def test_a_file_that_cannot_be_written_is_exit_code_2(lab: Command, sqlite: Scenario, tmp_path: Path) -> None:
    printed = lab("review", sqlite.path, "--output", tmp_path / "nowhere" / "x")
    assert printed.code == 2
    assert "could not be written" in printed.err
