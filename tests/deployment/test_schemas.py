"""The files that other tools read are what those tools' own schemas ask for."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.deployment import outside_schemas

PROJECT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((PROJECT / ".github" / "workflows").glob("*.y*ml"))
COMPOSE = PROJECT / "deploy" / "compose.yaml"
HOW = "Its content has changed: check it again, with python -m tests.deployment.outside_schemas FOLDER"


def checked(schema: str, *files: Path) -> subprocess.CompletedProcess[str]:
    """Check files against a schema that check-jsonschema brings."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *map(str, files)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace")


def test_every_workflow_is_one_for_github() -> None:
    assert WORKFLOWS
    done = checked("vendor.github-workflows", *WORKFLOWS)
    assert done.returncode == 0, done.stdout


def test_the_compose_file_is_one_for_compose() -> None:
    done = checked("vendor.compose-spec", COMPOSE)
    assert done.returncode == 0, done.stdout


def test_a_compose_file_with_a_slip_is_none(tmp_path: Path) -> None:
    slip = tmp_path / "compose.yaml"
    slip.write_text(COMPOSE.read_text(encoding="utf-8").replace("read_only:", "readonly:"), encoding="utf-8")
    assert checked("vendor.compose-spec", slip).returncode == 1


@pytest.mark.parametrize("name", [outside_schemas.VALUES, outside_schemas.DEV_CONTAINER])
def test_what_was_checked_elsewhere_is_what_is_here(name: str) -> None:
    recorded = json.loads(outside_schemas.RECORD.read_text(encoding="utf-8"))
    assert recorded["chart"] == outside_schemas.CHART
    assert recorded["schemas"].keys() == outside_schemas.SOURCES.keys()
    assert recorded["passed"][name] == outside_schemas.fingerprint(PROJECT / name), HOW


@pytest.fixture
def schemas(tmp_path: Path) -> Path:
    """A small chart, and a small schema of dev containers."""
    texts = {
        "Chart.yaml": "appVersion: 1.2.3",
        "values.yaml": "debug: {enabled: false}\nsingleuser: {cmd: start, uid: 1}",
        "values.schema.yaml": "required: [debug]\nproperties: {singleuser: {properties: {uid: {type: integer}}}}",
        "devContainer.base.schema.json": '{"properties": {"name": {"type": "string"}}}',
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_our_values_are_checked_together_with_the_charts_own(schemas: Path) -> None:
    assert outside_schemas.check(schemas) == []  # `debug` is the chart's


def test_what_does_not_fit_is_named_and_not_recorded(
    schemas: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(outside_schemas, "RECORD", record := schemas / "checked.json")
    schema = schemas / "values.schema.yaml"
    good = schema.read_text(encoding="utf-8")
    schema.write_text(good.replace("integer", "string"), encoding="utf-8")
    assert outside_schemas.main(str(schemas)) == 1
    assert "$.singleuser.uid: 1000 is not of type 'string'" in capsys.readouterr().err
    assert not record.exists()
    schema.write_text(good, encoding="utf-8")
    assert outside_schemas.main(str(schemas)) == 0
    assert json.loads(record.read_text(encoding="utf-8"))["hub"] == "1.2.3"


def test_it_says_what_to_download(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert outside_schemas.main(str(tmp_path)) == 2
    said = capsys.readouterr().err
    assert [name for name in outside_schemas.SOURCES if f"/{name}" not in said] == []


def test_values_are_merged_as_helm_does() -> None:
    defaults = {"a": {"b": 1, "c": [1, 2]}, "d": 1}
    assert outside_schemas.merge(defaults, {"a": {"c": [3]}, "d": None}) == {"a": {"b": 1, "c": [3]}}


def test_a_comment_does_not_change_a_fingerprint_and_a_value_does(tmp_path: Path) -> None:
    file = tmp_path / "values.yaml"
    found = []
    for text in ("a: 1\nb: 2", "# said\nb: 2\na: 1", "a: 1\nb: 3"):
        file.write_text(text, encoding="utf-8")
        found.append(outside_schemas.fingerprint(file))
    assert found[0] == found[1] != found[2]
