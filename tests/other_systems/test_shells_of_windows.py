"""What we print for somebody to copy is one word for the shell that Windows has, whatever is in it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from migration_lab import installing, shell_words
from migration_lab.terminal.formats.linter_lines import to_do
from migration_lab.values.advice import Do


@pytest.fixture(autouse=True)
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shell_words, "os", SimpleNamespace(name="nt"))


@pytest.mark.parametrize(
    ("package", "program", "in_a_cell", "in_a_terminal"),
    [
        (
            "psycopg[binary]",
            "C:\\ours\\.venv\\Scripts\\python.exe",
            '!C:\\ours\\.venv\\Scripts\\python.exe -m pip install "psycopg[binary]"',
            'C:\\ours\\.venv\\Scripts\\python.exe -m pip install "psycopg[binary]"',
        ),
        (
            "alembic==1.8",
            "C:\\Program Files\\Python\\python.exe",
            '!"C:\\Program Files\\Python\\python.exe" -m pip install "alembic==1.8"',
            '& "C:\\Program Files\\Python\\python.exe" -m pip install "alembic==1.8"',
        ),
    ],
)
def test_what_to_type_to_install_something_has_double_quotes(
    monkeypatch: pytest.MonkeyPatch, package: str, program: str, in_a_cell: str, in_a_terminal: str
) -> None:
    """``%pip`` and ``!`` give the line to ``cmd``, which knows no others; PowerShell needs ``&`` before the first."""
    monkeypatch.setattr(installing, "has_pip", lambda python: True)
    assert installing.install_command(package, program) == in_a_cell
    with installing.in_terminal():
        assert installing.install_command(package, program) == in_a_terminal


WORDS = [
    ("C:\\ours\\.venv", "C:\\ours\\.venv"),
    ("C:\\Tom & Ann\\app", '"C:\\Tom & Ann\\app"'),
    ("C:\\my files\\", '"C:\\my files\\\\"'),
    ("100% (new)", '"100% (new)"'),
    ("it's", '"it\'s"'),
    ("$HOME is 5", "'$HOME is 5'"),
    ("it's `$x`", "'it''s `$x`'"),
    ("Ann\u2019s \u201cbest\u201d", "'Ann\u2019\u2019s \u201cbest\u201d'"),
    ("", '""'),
]


@pytest.mark.parametrize(("text", "word"), WORDS)
def test_a_word_has_the_quotes_that_its_shell_needs(text: str, word: str) -> None:
    assert shell_words.shell_word(text) == word


@pytest.mark.parametrize(
    ("command", "here"),
    [
        ("flask db migrate -m 'add bio to speaker'", 'flask db migrate -m "add bio to speaker"'),
        ("flask db migrate -m 'it'\"'\"'s new'", 'flask db migrate -m "it\'s new"'),
        ("git log -- 'migrations/versions/*_a.py'", 'git log -- "migrations/versions/*_a.py"'),
        ("flask db upgrade", "flask db upgrade"),
        ("psql -c \"SELECT 'a'\"", "psql -c \"SELECT 'a'\""),
    ],
)
def test_a_step_of_a_review_is_written_for_the_terminal_that_shows_it(command: str, here: str) -> None:
    """``cmd`` would take what is in single quotes for several words."""
    assert [line.strip() for line in to_do(Do("Type:", run=command), "1. ")] == ["1. Type:", here]
