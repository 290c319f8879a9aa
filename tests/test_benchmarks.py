"""How the benchmarks are judged. What they measure is no test: a busy machine fails none."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from tests.benchmarks.__main__ import is_met, line

FILES = sorted((Path(__file__).parent / "benchmarks").glob("bench_*.py"))


@pytest.mark.parametrize(
    ("goal", "ours", "theirs", "met"),
    [
        ("at least 25 times faster", 0.04, 1.0, True),
        ("at least 25 times faster", 0.05, 1.0, False),
        ("within 3 times", 0.03, 0.01, True),
        ("within 3 times", 0.04, 0.01, False),
        ("at most 0.5 s more", 1.5, 1.0, True),
        ("at most 0.5 s more", 1.6, 1.0, False),
        ("no goal", 9.0, 1.0, True),
    ],
)
def test_a_goal_is_met_or_missed(goal: str, ours: float, theirs: float, met: bool) -> None:
    assert is_met(goal, ours, theirs) is met


def test_a_goal_in_other_words_is_an_error() -> None:
    with pytest.raises(ValueError, match="'quick enough' is no goal"):
        is_met("quick enough", 1.0, 1.0)


def test_a_line_says_who_is_faster_and_what_was_missed() -> None:
    assert line("this", 0.05, 2.0, "at least 25 times faster", True).split()[1:6] == ["50.0", "ms", "2.00", "s", "40.0"]
    assert line("that", 2.0, 0.5, "within 3 times", False).split()[5:] == ["1/4.0", "within", "3", "times:", "MISSED"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_benchmark_has_a_run_to_call_and_says_what_it_is(path: Path) -> None:
    module = importlib.import_module(f"tests.benchmarks.{path.stem}")
    assert callable(module.run)
    assert module.__doc__
