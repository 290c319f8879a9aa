"""What a command line asks for is read as Click reads it: what is refused, what only looks, what makes a revision."""

from __future__ import annotations

import shlex

import pytest

from migration_lab.child.stable import with_revision_id
from migration_lab.project.commands.refusals import CommandRefused, only_looks, refuse_changes, refuse_endless
from migration_lab.values.command_line import read_command_line
from migration_lab.values.revision_ids import revision_id

ENDLESS = ["run", "--app app run", "-A app run -p 3", "--app=app run", "--debug shell", "-e .env run", "-- run"]
ENDLESS += ["db edit", "db -d m edit", "db -x a=b edit head", "db --directory=m edit"]
ENDING = [
    "run --help",
    "--help run",
    "db edit --help",
    "db --help edit",
    "db -d edit current",
    "db -x run heads",
    "seed",
]
LOOKS = ["", "--help", "--version", "db", "db check", "db current -v", "db heads", "db -d other current", "db show 1"]
LOOKS += ["-A app db history -r a:b", "db branches", "db list-templates", "db upgrade --sql", "db downgrade --sql 2:1"]
LOOKS += ["db stamp --sql head", "db migrate --help", "db --help upgrade", "db -x --help check", "routes --help"]
CHANGES = ["db migrate -m --help", "db upgrade -- --help", "db upgrade", "db stamp head", "db upgrade --tag --sql"]
CHANGES += ["db revision -m current", "db merge heads", "db init", "--app db seed", "seed", "seed --help", "routes"]
CHANGES += ["db -d current upgrade", "db migrate --sql", "db -x check upgrade", "--app --help db upgrade"]


@pytest.mark.parametrize("line", ENDLESS)
def test_a_command_that_would_not_end_is_refused_wherever_its_name_stands(line):
    with pytest.raises(CommandRefused, match=r"flask (run|shell|db edit) cannot run in a cell"):
        refuse_endless(shlex.split(line))


@pytest.mark.parametrize("line", ENDING)
def test_a_word_that_is_no_command_refuses_nothing(line):
    refuse_endless(shlex.split(line))


@pytest.mark.parametrize("line", LOOKS)
def test_what_changes_nothing_is_known_to_look_only(line):
    assert only_looks(shlex.split(line))
    refuse_changes(shlex.split(line))


@pytest.mark.parametrize("line", CHANGES)
def test_what_may_change_something_is_taken_for_that(line):
    assert not only_looks(shlex.split(line))


def test_what_click_refuses_and_what_an_app_may_bring_is_not_known():
    assert not read_command_line(["db", "upgrade", "--nix"]).known
    assert not read_command_line(["seed", "--now"]).known
    assert read_command_line(["seed"]).command == ("seed",)


@pytest.mark.parametrize(
    ("line", "before", "after"),
    [
        ("db migrate -m one", "db migrate", "-m one"),
        ("-A app db -d migrations migrate", "-A app db -d migrations migrate", ""),
        ("db merge -- a b", "db merge", "-- a b"),
        ("db revision --message=--rev-id", "db revision", "--message=--rev-id"),
    ],
)
def test_a_new_revision_is_named_wherever_the_command_stands(line, before, after, monkeypatch, tmp_path):
    (tmp_path / "migrations" / "versions").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    words = with_revision_id(shlex.split(line))
    at = words.index("--rev-id", len(shlex.split(before)))
    assert (words[:at], words[at + 2 :]) == (shlex.split(before), shlex.split(after))


SCRIPT = "from models_of_the_app import Speaker\n\nrevision: str = {!r}\ndown_revision = {!r}\n"


def test_a_revision_after_scripts_that_import_the_app_has_the_same_name_as_after_others(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    versions = tmp_path / "migrations" / "versions"
    versions.mkdir(parents=True)
    for id, parent in (("one", None), ("two", "one"), ("three", ("two",))):
        (versions / f"{id}.py").write_text(SCRIPT.format(id, parent), encoding="utf-8")
    assert with_revision_id(["db", "migrate", "-m", "more"])[2:4] == ["--rev-id", revision_id(("three",), "more")]
    (versions / "broken.py").write_text("revision = (", encoding="utf-8")
    assert with_revision_id(["db", "migrate"]) == ["db", "migrate"]


@pytest.mark.parametrize("line", ["db migrate --rev-id=mine", "db migrate --help", "db migrate --nix", "migrate"])
def test_no_other_command_is_given_a_name(line, monkeypatch, tmp_path):
    (tmp_path / "migrations" / "versions").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert with_revision_id(shlex.split(line)) == shlex.split(line)
