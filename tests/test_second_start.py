"""``migration-lab`` says so if the course is open already, and if a word that it does not know is no command."""

from __future__ import annotations

from pathlib import Path

import pytest

from migration_lab import cli
from migration_lab.launch.mistyped import refuse_mistyped
from migration_lab.launch.second_start import OPEN_ALREADY, open_already
from tests.lab_server import TOKEN, lab_server
from tests.test_wheel import PROJECT


@pytest.fixture
def launched(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What JupyterLab would be started with."""
    calls: list[list[str]] = []
    monkeypatch.setattr("jupyterlab.labapp.LabApp.launch_instance", calls.append)
    return calls


def test_a_second_start_says_where_the_first_one_runs_but_not_its_token(
    tmp_path: Path,
    launched: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "JUPYTER_RUNTIME_DIR"))
    assert open_already(PROJECT) == []
    with lab_server(tmp_path) as address:
        first = address.partition("lab/")[0]
        assert open_already(PROJECT) == [first]
        assert open_already(tmp_path) == []
        assert cli.main([]) == 0
    printed = capsys.readouterr().out
    assert OPEN_ALREADY.format(first) in printed
    assert TOKEN not in printed
    assert launched == [[]]


@pytest.mark.parametrize(
    ("word", "said"), [("reveiw", "Did you mean migration-lab review?"), ("qqq", "migration-lab --help lists")]
)
def test_a_word_that_is_no_command_is_not_opened(
    word: str, said: str, launched: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([word]) == 1
    printed = capsys.readouterr().err
    assert printed.startswith(f"migration-lab: There is no command {word}")
    assert said in printed
    assert launched == []


def test_a_command_of_jupyterlabs_and_a_folder_that_is_there_go_on_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "reveiw").mkdir()
    monkeypatch.chdir(tmp_path)
    for words in ([], ["reveiw"], ["workspaces", "list"], ["--debug"], ["notebooks/x.ipynb"]):
        refuse_mistyped(words, cli.SUBCOMMANDS)
