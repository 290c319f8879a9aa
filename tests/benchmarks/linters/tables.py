"""Count what each linter says, and write it as tables in Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

ANY = {"rows", "values"}
"""Pairs that are about rows or values that are lost, whatever the entry is called."""
FAMILIES = {
    "A": "A: what is dropped, or not brought back",
    "B": "B: an app or rows that do not fit",
    "C": "C: rows that break a new rule",
    "D": "D: locks, and what no transaction allows",
    "E": "E: enums",
    "F": "F: keys and indexes",
    "G": "G: transactions",
    "": "rows and values lost by SQL",
}
BEGIN, END = "<!-- begin of what the program writes -->\n", "<!-- end of what the program writes -->"


class Tally:
    """How often each of ``names`` found something, by family."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self.pairs: Counter[str] = Counter()
        self.same: int = 0
        """How many pairs are one script in front of two databases."""
        self.found: Counter[tuple[str, str]] = Counter()
        self.false: Counter[tuple[str, str]] = Counter()
        self.false_same: Counter[str] = Counter()

    def add(self, name: str, pair: Mapping[str, Any], kind: str, hit: bool) -> None:
        family, same = "" if pair["hazard"] in ANY else pair["hazard"][0], pair["damage"] == pair["twin"]
        if kind == "damage":
            self.found[name, family] += hit
            if name == self.names[0]:
                self.pairs[family] += 1
                self.same += same
        else:
            self.false[name, family] += hit
            self.false_same[name] += hit and same

    def tables(self, versions: Mapping[str, str]) -> str:
        return "\n".join([*self.families(versions), "", *self.twins(), ""])

    def families(self, versions: Mapping[str, str]) -> Iterator[str]:
        heads = [f"{name} {versions.get(name) or versions.get(f'{name}-cli') or version(name)}" for name in self.names]
        yield f"| found / missed / false | pairs | {' | '.join(heads)} |"
        yield "|--|--|" + "--|" * len(heads)
        for family, words in FAMILIES.items():
            if self.pairs[family]:
                cells = [self.cell(name, [family]) for name in self.names]
                yield f"| {words} | {self.pairs[family]} | {' | '.join(cells)} |"
        cells = [self.cell(name, list(FAMILIES)) for name in self.names]
        yield f"| **in all** | {self.pairs.total()} | {' | '.join(cells)} |"

    def cell(self, name: str, families: Sequence[str]) -> str:
        found, false = (sum(kind[name, one] for one in families) for kind in (self.found, self.false))
        return f"{found} / {sum(self.pairs[one] for one in families) - found} / {false}"

    def twins(self) -> Iterator[str]:
        differ = self.pairs.total() - self.same
        yield f"| false | {' | '.join(self.names)} |"
        yield "|--|" + "--|" * len(self.names)
        cells = (sum(self.false[name, one] for one in FAMILIES) - self.false_same[name] for name in self.names)
        yield f"| of {differ} twins that are another script | {' | '.join(map(str, cells))} |"
        same = " | ".join(str(self.false_same[name]) for name in self.names)
        yield f"| of {self.same} twins that are the same script on another database | {same} |"


def put_into(page: Path, tables: str) -> None:
    """Replace what stands between the two marks."""
    before, rest = page.read_text(encoding="utf-8").split(BEGIN)
    page.write_text(before + BEGIN + tables + END + rest.split(END)[1], encoding="utf-8")
