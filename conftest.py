"""Give the notebooks' kernels a workspace and an environment of their own, so that no learner's work is touched.

It stands here and not in ``tests/`` because ``pytest notebooks`` never loads what is in there.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from tests.notebook_environment import notebook_environment

pytest_plugins = ["tests.stored_notebooks"]

FOLDER = pytest.StashKey[Path]()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One more than there are processors, since browsers, servers and kernels are often waited for."""
    return (os.cpu_count() or 1) + 1


def pytest_configure(config: pytest.Config) -> None:
    """Prepare it before a kernel can start: once per process, that is once per worker of pytest-xdist."""
    folder = config.stash[FOLDER] = Path(tempfile.mkdtemp(prefix="migration-lab-"))
    os.environ.update(environment := notebook_environment(folder))
    for name in os.environ.keys() - environment.keys():
        del os.environ[name]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Take it away again."""
    shutil.rmtree(config.stash[FOLDER], ignore_errors=True)
