"""The words for a question that something asks, though there is no keyboard to answer it with. Touches nothing."""

from __future__ import annotations

NO_KEYBOARD = "and there is no keyboard here to answer it"


def question(words: str) -> str:
    """``a question ('Really?')``."""
    return f"a question ('{words}')" if words else "a question"
