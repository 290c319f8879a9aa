"""What a lesson shows of a terminal's output: short paths, no passwords, tracebacks down to the reader's own lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from migration_lab.hiding import hide_secrets
from migration_lab.project.commands.terminal import Terminal


def shown(root: Path, *chunks: str) -> str:
    terminal = Terminal(root)
    parts = [terminal.feed(chunk) for chunk in chunks] + [terminal.close()]
    assert "".join(parts) == terminal.output
    return terminal.output


def test_paths_in_the_workspace_become_relative(tmp_path):
    assert shown(tmp_path, f"Generating {tmp_path}/migrations/env.py ...  done\n") == (
        "Generating migrations/env.py ...  done\n"
    )
    assert shown(tmp_path, f"in {tmp_path}\n") == "in .\n"
    assert shown(tmp_path, f"sqlite:///{tmp_path}/instance/x.db\n") == "sqlite:///instance/x.db\n"


def test_a_path_that_only_begins_like_the_workspace_is_left_alone(tmp_path):
    line = f"{tmp_path}-old/models.py\n"
    assert shown(tmp_path, line) == line


def test_backslashes_of_windows_become_slashes(tmp_path):
    assert shown(tmp_path, f"Generating {tmp_path}\\migrations\\env.py ...\n") == "Generating migrations/env.py ...\n"


def test_the_address_of_an_object_is_left_out_and_the_rest_of_the_line_is_shown(tmp_path):
    line = "Dialect impl <alembic.ddl.sqlite.SQLiteImpl object at 0x7fd865cf4fd0> detected a default at 0x12\n"
    assert shown(tmp_path, line) == "Dialect impl <alembic.ddl.sqlite.SQLiteImpl object> detected a default at 0x12\n"


def test_chunks_may_break_anywhere(tmp_path):
    text = f"one {tmp_path}/models.py two\nthree\n"
    for place in range(len(text)):
        assert shown(tmp_path, text[:place], text[place:]) == "one models.py two\nthree\n"


def test_a_begun_line_is_shown_after_a_pause(tmp_path):
    terminal = Terminal(tmp_path)
    assert terminal.feed(f"Generating {tmp_path}/env.py ...") == ""
    assert terminal.pause() == "Generating env.py ..."
    assert terminal.feed("  done\nnext") == "  done\n"
    assert terminal.close() == "next"


def test_frames_outside_the_workspace_are_folded_into_their_packages(tmp_path):
    text = f"""\
Traceback (most recent call last):
  File "/usr/lib/python3.13/site-packages/flask/cli.py", line 1, in main
    self.main()
    ~~~~~~~~~^^
  File "/usr/lib/python3.13/site-packages/click/core.py", line 2, in invoke
    return run()
  File "/usr/lib/python3.13/importlib/__init__.py", line 3, in import_module
    return _gcd_import()
  File "{tmp_path}/models.py", line 4, in <module>
    speaker = Speaker(nix)
                      ^^^
  File "/usr/lib/python3.13/site-packages/sqlalchemy/orm.py", line 5, in __init__
    raise
NameError: name 'nix' is not defined
after
"""
    assert (
        shown(tmp_path, text)
        == """\
Traceback (most recent call last):
  … in flask, click …
  File "models.py", line 4, in <module>
    speaker = Speaker(nix)
  … in sqlalchemy …
NameError: name 'nix' is not defined
after
"""
    )


CAUSE = """\
Traceback (most recent call last):
  File "{place}", line 1, in execute
    run()
OperationalError: no such table

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "{root}/models.py", line 4, in <module>
    ask()
LabError: asked in vain
"""


def test_a_warning_from_outside_the_workspace_names_the_package_and_no_path(tmp_path):
    terminal = Terminal(tmp_path)
    text = (
        "/opt/lib/site-packages/alembic/batch.py:298: UserWarning: Unnamed CHECK left out\n"
        "  util.warn(\n"
        "/opt/elsewhere/record.py:80: SAWarning: Skipped an index\n"
        "  return flush()\n"
        "  not a line of code any more\n"
    )
    shown = terminal.feed(text) + terminal.close()
    assert shown == (
        "alembic: UserWarning: Unnamed CHECK left out\nSAWarning: Skipped an index\n  not a line of code any more\n"
    )
    assert terminal.full_output == text


def test_a_warning_from_the_workspace_keeps_its_file_and_line(tmp_path):
    terminal = Terminal(tmp_path)
    text = f"{tmp_path}/models.py:3: DeprecationWarning: old\n  import old\n"
    assert terminal.feed(text) + terminal.close() == "models.py:3: DeprecationWarning: old\n  import old\n"


def test_a_cause_in_other_peoples_code_is_left_out(tmp_path):
    text = CAUSE.format(place="/x/site-packages/sqlalchemy/engine.py", root=tmp_path)
    expected = CAUSE.partition("exception:\n\n")[2].format(root="").replace("/models.py", "models.py")
    assert shown(tmp_path, text) == expected
    assert shown(tmp_path, *text) == expected


def test_a_cause_in_the_readers_own_code_is_shown(tmp_path):
    text = CAUSE.format(place=f"{tmp_path}/app.py", root=tmp_path)
    assert shown(tmp_path, text) == CAUSE.format(place="app.py", root="").replace("/models.py", "models.py")


def test_a_traceback_without_a_line_of_the_readers_is_shown_all_the_same(tmp_path):
    alone = CAUSE.partition("\n\n")[0].format(place="/x/site-packages/sqlalchemy/engine.py") + "\n"
    folded = "Traceback (most recent call last):\n  … in sqlalchemy …\nOperationalError: no such table\n"
    assert shown(tmp_path, alone) == folded
    assert shown(tmp_path, alone + "\nand on\n") == folded + "\nand on\n"


def test_all_of_it_is_kept(tmp_path):
    terminal = Terminal(tmp_path)
    text = f'Traceback (most recent call last):\n  File "{tmp_path}/a.py", line 1, in b\n    nix\n    ^^^\nNameError\n'
    terminal.feed(text)
    terminal.close()
    assert terminal.full_output == text


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("postgresql://me:secret@host/db", "postgresql://me:***@host/db"),
        ("postgresql+psycopg://me:p%40ss@host:5432/db?x=1", "postgresql+psycopg://me:***@host:5432/db?x=1"),
        ("redis://:secret@host", "redis://:***@host"),
        ("postgresql://me:p@ss/w:rd@host/db", "postgresql://me:***@host/db"),
        ("postgresql://me:it's@host/db", "postgresql://me:***@host/db"),
        (
            "('postgresql://me:a@h/x', 'postgresql://you:b@h/y')",
            "('postgresql://me:***@h/x', 'postgresql://you:***@h/y')",
        ),
        ("postgresql:///db?host=h&password=se@cret&user=me", "postgresql:///db?host=h&password=***&user=me"),
        ("postgresql://h/db?sslpassword=x&passfile=/etc/pw", "postgresql://h/db?sslpassword=***&passfile=***"),
        ("dsn host=h password=secret user=me", "dsn host=h password=*** user=me"),
        ("password='it is' host=h", "password=*** host=h"),
        ("{'host': 'h', 'password': 'secret'}", "{'host': 'h', 'password': '***'}"),
        ("{'DB_PASS': 'secret', 'pass': 'secret'}", "{'DB_PASS': '***', 'pass': '***'}"),
        ("PGPASSWORD=secret psql -h host", "PGPASSWORD=*** psql -h host"),
        ('export DB_PASS="se cret"', "export DB_PASS=***"),
        ("return psycopg.connect(password='secret')", "return psycopg.connect(password=***)"),
        ("{'compass': 'north', 'passed': 'yes'}", "{'compass': 'north', 'passed': 'yes'}"),
        ("SECRET_WORD=x and password=x", "SECRET_WORD=x and password=x"),
        ("at http://host:5000/talks/me@home", "at http://host:5000/talks/me@home"),
        ("http://me:secret@host/", "http://me:***@host/"),
        ("ADD COLUMN password VARCHAR(80) NOT NULL", "ADD COLUMN password VARCHAR(80) NOT NULL"),
        ("at http://host:5000/talks and sqlite:///x.db", "at http://host:5000/talks and sqlite:///x.db"),
    ],
)
def test_a_password_is_never_shown(tmp_path, text, hidden):
    assert hide_secrets(text) == hidden
    assert shown(tmp_path, text + "\n") == hidden + "\n"


@pytest.mark.parametrize(
    "text",
    [
        "in postgresql://me:se-cret@host/db now",
        "in postgresql:///db?password=se-cret&user=me now",
        "with host=h password=se-cret user=me now",
        "with host=h password = se-cret user=me now",
    ],
)
def test_a_password_that_is_printed_in_pieces_is_not_shown_either(tmp_path, text):
    for place in range(len(text)):
        for other in range(place, len(text)):
            terminal = Terminal(tmp_path)
            said = ""
            for piece in (text[:place], text[place:other], text[other:] + "\n"):
                said += terminal.feed(piece) + terminal.pause()
            said += terminal.close()
            assert said == terminal.output == hide_secrets(text) + "\n"
            assert "se-cret" not in terminal.full_output


def test_a_question_is_shown_at_once(tmp_path):
    terminal = Terminal(tmp_path)
    terminal.feed("Are you sure? [y/N]: ")
    assert terminal.pause() == "Are you sure? [y/N]: "
