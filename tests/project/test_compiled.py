"""What the warm process has compiled is taken for the very same source, and for nothing else."""

from __future__ import annotations

import importlib.util
import os
import sys
import time
from collections.abc import Callable
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

from migration_lab.child import compiled as module
from migration_lab.child.compiled import Compiled
from migration_lab.values.wire import Outcome

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
Flask = Callable[..., tuple[Outcome, str]]


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Compiled:
    """What is kept, in use in this very process."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setattr(SourceFileLoader, "source_to_code", SourceFileLoader.source_to_code)
    compiled = Compiled()
    compiled.use()
    return compiled


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("loaded", path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def learn(compiled: Compiled) -> list[str]:
    """Let the warm process do what it does between two commands; gives the names of the files."""
    compiled.hear()
    names = [Path(path).name for path in compiled.waiting]
    while compiled.waiting:
        compiled.compile_one()
    return names


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "grüße.py"
    path.write_text("def number():\n    return 1\n", encoding="utf-8")
    return path


def test_what_was_compiled_once_is_not_compiled_again(kept: Compiled, path: Path) -> None:
    first = load(path)
    assert learn(kept) == ["grüße.py"]
    second, third = load(path), load(path)
    assert learn(kept) == []
    assert second.number.__code__ is third.number.__code__
    assert first.number.__code__ == second.number.__code__


def test_an_edit_within_a_second_that_keeps_the_size_is_seen(kept: Compiled, path: Path) -> None:
    load(path)
    learn(kept)
    stat = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("1", "2"), encoding="utf-8")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert load(path).number() == 2
    assert learn(kept) == ["grüße.py"]
    assert load(path).number() == 2


def test_the_same_source_elsewhere_says_where_it_is(kept: Compiled, path: Path, tmp_path: Path) -> None:
    load(path)
    learn(kept)
    other = tmp_path / "other.py"
    other.write_bytes(path.read_bytes())
    assert load(other).number.__code__.co_filename == str(other)


def test_what_python_warns_of_is_warned_of_each_time(kept: Compiled, path: Path) -> None:
    path.write_text("x = 1 is 1\n", encoding="utf-8")
    for _ in range(2):
        with pytest.warns(SyntaxWarning, match='"is" with'):
            load(path)
        learn(kept)


def test_no_code_is_run_and_no_error_raised_where_nobody_has_asked(kept: Compiled, path: Path) -> None:
    path.write_text("raise SystemExit\n", encoding="utf-8")
    with pytest.raises(SystemExit):
        load(path)
    assert learn(kept) == ["grüße.py"]
    with pytest.raises(SystemExit):
        load(path)
    assert learn(kept) == []
    module.tell(kept._ring, str(path.with_name("gone.py")))
    assert learn(kept) == ["gone.py"]


def test_a_traceback_has_no_frame_of_it(kept: Compiled, path: Path) -> None:
    path.write_text("def (:\n", encoding="utf-8")
    sys.path.insert(0, str(path.parent))
    try:
        with pytest.raises(SyntaxError) as caught:
            importlib.import_module(path.stem)
    finally:
        sys.path.remove(str(path.parent))
    assert module.__file__ not in [str(entry.frame.code.path) for entry in caught.traceback]


def test_more_source_than_is_kept_makes_room_for_itself(
    kept: Compiled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 300)
    paths = [tmp_path / f"m{number}.py" for number in range(5)]
    for number, path in enumerate(paths):
        path.write_text(f"x = {number}  # {'-' * 90}\n", encoding="utf-8")
        assert load(path).x == number
        learn(kept)
    assert 0 < kept._size <= 300
    assert [load(path).x for path in paths] == [*range(5)]


def test_commands_print_the_same_whether_or_not_their_sources_are_kept(flask: Flask, folder: Path) -> None:
    models = (folder / "models.py").read_text(encoding="utf-8")
    (folder / "models.py").write_text(f"print('loaded')\n{models}", encoding="utf-8")
    first = flask("routes")[1]
    time.sleep(0.3)  # the warm process compiles meanwhile
    assert flask("routes")[1] == first
    (folder / "models.py").write_text("def (:\n", encoding="utf-8")
    broken = flask("routes")[1]
    time.sleep(0.3)
    assert flask("routes")[1] == broken
    assert "SyntaxError" in broken
    assert "importlib" not in broken
    (folder / "models.py").write_text(f"print(1 is 1)\n{models}", encoding="utf-8")
    for _ in range(2):
        assert "SyntaxWarning" in flask("routes")[1]
        time.sleep(0.3)
