"""Draw numbers and values at random, the same ones for the same text: on every system and in every Python.

Python promises that only of ``random()`` and of a whole number as the seed, so nothing else of ``random`` is used.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from random import Random
from typing import TypeVar

Value = TypeVar("Value")


class Draw:
    def __init__(self, text: str) -> None:
        self._random = Random(int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big"))

    def number(self, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``, both included."""
        return low + int(self._random.random() * (high - low + 1))

    def one(self, of: Sequence[Value]) -> Value:
        return of[self.number(0, len(of) - 1)]

    def some(self, of: Sequence[Value], many: int) -> list[Value]:
        """Return ``many`` different ones of them, in an order that is drawn too."""
        left = list(of)
        return [left.pop(self.number(0, len(left) - 1)) for _ in range(many)]
