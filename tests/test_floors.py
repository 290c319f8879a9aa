"""The house stands: a floor imports only from those below it, and no two things in it have one name."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1] / "migration_lab"
MODULES = sorted(path for path in HOUSE.rglob("*.py") if not path.name.startswith("__"))


def lint(folder: Path, settings: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    words = ["--config", settings, "--no-cache"]
    return subprocess.run([*command, *words], cwd=folder, capture_output=True, encoding="utf-8", errors="replace")


def test_a_floor_imports_only_from_those_below_it() -> None:
    done = lint(HOUSE.parent, "pyproject.toml")
    assert done.returncode == 0, done.stdout


def test_an_import_from_above_would_be_found(tmp_path: Path) -> None:
    for name, text in {"__init__": "", "below": "import house.above", "above": ""}.items():
        (tmp_path / "house").mkdir(exist_ok=True)
        (tmp_path / "house" / f"{name}.py").write_text(text, encoding="utf-8")
    rule = "[importlinter:contract:floors]\nname=floors\ntype=layers\nlayers=\n    house.above\n    house.below\n"
    (tmp_path / ".importlinter").write_text(f"[importlinter]\nroot_package=house\n\n{rule}", encoding="utf-8")
    done = lint(tmp_path, ".importlinter")
    assert done.returncode == 1
    assert "house.below -> house.above" in done.stdout


def test_no_two_modules_have_one_name() -> None:
    twice = {name for name, many in Counter(path.stem for path in MODULES).items() if many > 1}
    assert twice == set()


def test_no_two_public_classes_have_one_name() -> None:
    classes = Counter(
        one.name
        for path in MODULES
        for one in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(one, ast.ClassDef) and not one.name.startswith("_")
    )
    assert {name for name, many in classes.items() if many > 1} == set()
