"""A file that a script reads has a say in what comes of it: a try is made again when it has changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from migration_lab.project import Project
from migration_lab.values.wire import LookAtPlaces, RunFlask
from tests.project import waiting_states as states
from tests.project.small import command, ready

READS = """import csv
    with open({where}, encoding="utf-8") as file:
        for id, phone in csv.reader(file):
            op.execute(f"UPDATE speaker SET phone = {{phone}} WHERE id = {{id}}")"""
UPGRADE = "flask db upgrade"


@pytest.fixture(params=["'migrations/../phones.csv'", "__import__('pathlib').Path('data', 'phones.csv')"])
def where(request: pytest.FixtureRequest) -> str:
    return request.param


def phones(project: Project, where: str) -> Path:
    return project.path / ("data/phones.csv" if "data" in where else "phones.csv")


def test_a_changed_csv_leads_to_a_new_try(waiting: Project, where: str):
    path = phones(waiting, where)
    path.parent.mkdir(exist_ok=True)
    path.write_text("1,no_such_column\n", encoding="utf-8")
    states.waits(READS.format(where=where))(waiting)
    first = waiting.places()
    assert first.next_command is None
    assert "no such column: no_such_column" in first.sentence
    path.write_text("1,'030'\n", encoding="utf-8")
    second = waiting.places()
    assert second.next_command == UPGRADE
    assert "it changes 1 value of speaker.phone" in second.sentence
    path.write_text("1,NULL\n", encoding="utf-8")
    assert "empties 1 value of speaker.phone" in waiting.places().sentence


def test_a_csv_that_was_missing_leads_to_a_new_try_when_it_has_come(waiting: Project):
    states.waits(READS.format(where="'phones.csv'"))(waiting)
    assert "FileNotFoundError" in waiting.places().sentence
    (waiting.path / "phones.csv").write_text("", encoding="utf-8")
    assert waiting.places().next_command == UPGRADE


def test_a_command_that_failed_of_a_csv_is_offered_again_when_that_was_mended(waiting: Project):
    path = waiting.path / "phones.csv"
    path.write_text("1,no_such_column\n", encoding="utf-8")
    another = "__import__('subprocess').run([__import__('sys').executable, '-c', ''])\n    "
    states.waits(another + READS.format(where="'phones.csv'"))(waiting)
    assert not waiting.run("db", "upgrade").result.ok
    assert waiting.places().next_command is None
    path.write_text("1,'030'\n", encoding="utf-8")
    assert waiting.places().next_command == UPGRADE


def test_a_file_that_nothing_reads_leads_to_no_new_try(waiting: Project, monkeypatch):
    states.waits(states.BIO)(waiting)
    waiting.places()
    asked = []
    ask = waiting._looker._ask_for
    monkeypatch.setattr(waiting._looker, "_ask_for", lambda work: asked.append(type(work)) or ask(work))
    (waiting.path / "notes.csv").write_text("1\n", encoding="utf-8")
    waiting.places()
    assert asked == [LookAtPlaces]
    assert not [path for path in waiting._looker._read._seen if path.endswith(".db")]


def test_a_command_reports_the_files_of_the_project_that_it_read(project: Project, runner):
    ready(project)
    (project.path / "in.csv").write_text("1\n", encoding="utf-8")
    command(project, "load", "open('in.csv').close()", "open('out.csv', 'w').close()", f"open({os.devnull!r}).close()")
    outcome, _ = project._sender.ask(RunFlask(("load",)))
    assert [Path(path).name for path in outcome.report.effects.read] == ["in.csv", "alembic.ini"]
