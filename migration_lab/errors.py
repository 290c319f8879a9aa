"""The one base class of the errors that migration-lab raises on purpose."""

from __future__ import annotations

import os

from migration_lab.hiding import hide_secrets

LONGEST_PATH = 247
"""The most characters that Windows takes for a folder, unless somebody has told it to take more; for a file, 259."""


def windows_hint(error: OSError) -> str:
    """Return what Windows leaves unsaid of such an error, to be added to its own words; elsewhere nothing."""
    path = error.filename2 or error.filename
    if os.name != "nt" or not isinstance(path, str):
        return ""
    if (length := len(os.path.abspath(path))) > LONGEST_PATH:  # noqa: PTH100
        return f": the path has {length} characters, too many for Windows; choose a folder with a shorter one"
    return f": another program may have {path} open" if isinstance(error, PermissionError) else ""


def printable(text: str) -> str:
    """Replace each byte that is not UTF-8, such as of a file's name, by ``\\xe9``: a notebook cannot hold it."""
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:  # half a character, which is no byte of a name either
        return text.encode("utf-8", "backslashreplace").decode()


class LabError(Exception):
    """Something that the reader can put right: the message says what is wrong, with which input, and what to do now.

    In a notebook only that message is shown, without a traceback; the original error stays in ``__cause__``. No
    message ever shows a password.
    """

    def __init__(self, *args: object) -> None:
        super().__init__(*(hide_secrets(printable(each)) if isinstance(each, str) else each for each in args))

    def _render_traceback_(self) -> list[str]:
        """Tell IPython to show the message instead of the frames that led to it."""
        return [f"{type(self).__name__}: {self}"]
