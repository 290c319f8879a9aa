"""Why something could not be done, as a code and facts: the coach has the words for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reason:
    code: str
    """The name of a sentence in ``coach/catalogue/standing/untried.toml``."""
    facts: Mapping[str, str | int] = field(default_factory=dict)
