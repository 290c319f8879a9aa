"""Run the benchmarks: ``python -m tests.benchmarks``, or with names: ``python -m tests.benchmarks schema start``.

A benchmark is a file ``bench_NAME.py`` in this folder with a function ``run()`` that yields one tuple for each thing
it measures: what it is, our seconds, theirs, and the goal in one of the forms in ``GOALS``. Ours and theirs are
measured in one run on one machine, and only what they are to one another is judged: seconds alone say little.
"""

from __future__ import annotations

import argparse
import importlib
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

Measured = tuple[str, float, float, str]

GOALS: dict[str, Callable[[float, float, float], bool]] = {
    r"at least (\S+) times faster": lambda ours, theirs, goal: theirs >= goal * ours,
    r"within (\S+) times": lambda ours, theirs, goal: ours <= goal * theirs,
    r"at most (\S+) s more": lambda ours, theirs, goal: ours <= theirs + goal,
    r"no goal": lambda ours, theirs, goal: True,
}
ROW = "{:<64} {:>10} {:>10} {:>8}  {}"


def main(argv: Sequence[str] | None = None) -> int:
    """Run them, print a line for each, and return 0 if every goal was met."""
    known = [path.stem.removeprefix("bench_") for path in sorted(Path(__file__).parent.glob("bench_*.py"))]
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of: {', '.join(known)} (default: all)")
    names = parser.parse_args(argv).names or known
    if unknown := [name for name in names if name not in known]:
        parser.error(f"no benchmark named {', '.join(unknown)}; there are {', '.join(known)}")
    print(ROW.format("what", "ours", "theirs", "ratio", "goal"))
    missed = 0
    for name in names:
        measured: Iterable[Measured] = importlib.import_module(f"tests.benchmarks.bench_{name}").run()
        for what, ours, theirs, goal in measured:
            met = is_met(goal, ours, theirs)
            missed += not met
            print(line(what, ours, theirs, goal, met), flush=True)
    return 1 if missed else 0


def line(what: str, ours: float, theirs: float, goal: str, met: bool) -> str:
    """Return the line of one measurement. The ratio is theirs to ours: 25 means that ours is 25 times faster."""
    ratio = f"{theirs / ours:.1f}" if theirs >= ours else f"1/{ours / theirs:.1f}"
    return ROW.format(what, seconds(ours), seconds(theirs), ratio, goal if met else f"{goal}: MISSED")


def is_met(goal: str, ours: float, theirs: float) -> bool:
    """Tell whether the goal was met. Raises ValueError for one that is in none of the forms."""
    for form, check in GOALS.items():
        if found := re.fullmatch(form, goal):
            return check(ours, theirs, float(found[1]) if found.groups() else 0.0)
    raise ValueError(f"{goal!r} is no goal of the forms {', '.join(GOALS)}")


def seconds(value: float) -> str:
    """Return a time in a unit in which it is easy to read."""
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.1f} ms"


if __name__ == "__main__":
    sys.exit(main())
