"""Names and values come from a database, so they are hostile input: `plain` tames them for text. Touches nothing."""

from __future__ import annotations

import unicodedata

# These change the direction of the text after them, so a name could disguise itself or the line it is in.
TURNS_TEXT = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
INVISIBLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def plain(text: str) -> str:
    """Put the text on one line, with line breaks, control characters and changes of direction made visible."""
    return "".join(ESCAPES.get(sign) or _visible(sign) for sign in text)


def _visible(sign: str) -> str:
    if unicodedata.category(sign) in INVISIBLE or sign in TURNS_TEXT:
        return f"\\x{ord(sign):02x}" if ord(sign) < 256 else f"\\u{ord(sign):04x}"
    return sign
