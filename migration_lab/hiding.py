"""Passwords in text that comes from outside: out of what is printed, recorded, raised and shown. Pure text work."""

from __future__ import annotations

import re

HIDDEN = "***"
SECRET = r"[\w.-]*(?:password|passwd|passfile|passphrase|pwd|secret|token)[\w.-]*"
QUOTED = r"'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\""
# Up to the last @ of the word: a password that was not encoded may hold an @ or a / itself. In the address of a web
# page what follows the port may be a path with an @, so there it ends before the first slash.
WEB = re.compile(r"(?P<before>\b(?:https?|wss?|ftp)://[^\s:/@'\"]*:)[^\s/@'\"]+(?=@)", re.IGNORECASE)
URL = re.compile(
    r"(?P<before>\b(?!(?:https?|wss?|ftp):)[A-Za-z][\w+.-]*://[^\s:/@'\"]*:)"
    r"(?:(?!://)(?:[^\s'\"]|['\"](?=[^\s'\"]*@)))+(?=@)",
    re.IGNORECASE,
)
QUERY = re.compile(rf"(?P<before>[?&;]{SECRET}=)[^\s&;'\"]+", re.IGNORECASE)
PASS = r"(?:[\w.-]+[_.-])?pass"
NAMED = re.compile(rf"(?P<before>(?P<quote>['\"])(?:{SECRET}|{PASS})(?P=quote)\s*:\s*)(?:{QUOTED})", re.IGNORECASE)
# As a shell has it. SQL and Python write such names small, and no value of theirs is a password for that.
VARIABLE = re.compile(
    rf"(?P<before>\b(?:PGPASSWORD|[A-Z][A-Z\d]*_(?:[A-Z\d]+_)*(?:PASSWORD|PASSWD|PASS|PWD|SECRET|TOKEN))=)(?:{QUOTED}|[^\s'\"]+)"
)
IN_SQL = re.compile(r"(?P<before>\bPASSWORD\s+)'(?:''|[^'\n])+'", re.IGNORECASE)
"""``CREATE ROLE … PASSWORD '…'``."""
DSN = re.compile(
    r"\b(?:host|hostaddr|dbname|database|user|port|sslmode|service)\s*=|\b(?:connect|create_engine)\(", re.IGNORECASE
)
IN_DSN = re.compile(
    rf"(?P<before>(?<![?&;])\b(?:ssl)?(?:password|passwd|passfile|pwd)\s*=\s*)(?:{QUOTED}|[^\s'\",)]+)", re.IGNORECASE
)
WORDS = re.compile(r"://|pass|pwd|secret|token", re.IGNORECASE)


def hide_secrets(text: str) -> str:
    """``postgresql://me:secret@host/db`` becomes ``postgresql://me:***@host/db``, wherever it stands.

    So do the passwords of a URL's query string, of the ``host=… password=…`` that libpq takes, of a dictionary,
    and of a role in SQL.
    """
    if not WORDS.search(text):
        return text
    for pattern in (WEB, URL, QUERY):
        text = pattern.sub(rf"\g<before>{HIDDEN}", text)
    text = NAMED.sub(rf"\g<before>'{HIDDEN}'", text)
    text = IN_SQL.sub(rf"\g<before>'{HIDDEN}'", text)
    text = VARIABLE.sub(rf"\g<before>{HIDDEN}", text)
    if not DSN.search(text):
        return text
    lines = text.split("\n")
    return "\n".join(IN_DSN.sub(rf"\g<before>{HIDDEN}", line) if DSN.search(line) else line for line in lines)


def may_go_on(text: str) -> int:
    """Where in a line that has only begun a secret may have begun, of which the rest is still to come."""
    start = re.search(r"(?:=\s*)?\S*\Z", text)
    assert start is not None
    return start.start() if re.search(r"[:=?&@]", start[0]) else len(text)
