"""What ``migration_lab.schema`` hands on, and what it costs to import."""

from __future__ import annotations

import subprocess
import sys

from migration_lab import schema


def test_every_name_is_there_and_in_order() -> None:
    assert all(hasattr(schema, name) for name in schema.__all__)
    assert schema.__all__ == sorted(schema.__all__)
    for name in schema.__all__:
        assert getattr(schema, name).__doc__, name


def test_importing_it_imports_neither_sqlalchemy_nor_ipython() -> None:
    code = "import sys, migration_lab.schema; print(*{'sqlalchemy', 'IPython', 'sqlite3'} & sys.modules.keys())"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == ""
