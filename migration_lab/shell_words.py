"""Write one word of a command so that the shell that the reader has takes it as one word. Touches nothing.

On Windows that is PowerShell, and where the text allows it ``cmd`` too, by which a cell's ``!`` and ``%pip`` run: both
know double quotes. In these, ``cmd`` puts the value of a variable in place of ``%NAME%``, and nothing prevents it.
"""

from __future__ import annotations

import os
import re
import shlex

PLAIN = re.compile(r"[\w.:\\/+-]+", re.ASCII)
"""What needs no quotes in ``cmd`` and in PowerShell."""
SPECIAL = re.compile('["`$\u201c\u201d\u201e]')
"""What means something in double quotes to PowerShell; it takes the typographic ones for quotes too."""
SINGLE = re.compile("(['\u2018\u2019\u201a\u201b])")
QUOTED = re.compile(r"""(?<!\S)'[^']*'(?:"'"'[^']*')*(?!\S)""")
"""A word that ``shlex.quote`` has put in quotes."""


def shell_word(text: str) -> str:
    """Return the text as one word of a command line."""
    if os.name != "nt":
        return shlex.quote(text)
    if PLAIN.fullmatch(text):
        return text
    if SPECIAL.search(text):
        return powershell_word(text)
    last = text[len(text.rstrip("\\")) :]
    return f'"{text}{last}"'  # before a quote, programs read two backslashes as one


def powershell_word(text: str) -> str:
    """Return it as only PowerShell takes it: there nothing in single quotes means anything, but for such a quote."""
    doubled = SINGLE.sub(r"\1\1", text)
    return f"'{doubled}'"


def program_word(program: str) -> str:
    """Return the name of a program as the first word of a line in a terminal: PowerShell runs what is quoted after
    ``&`` only."""
    written = shell_word(program)
    return f"& {written}" if os.name == "nt" and written != program else written


def for_this_shell(command: str) -> str:
    """Return a ``flask`` or ``git`` command whose words have POSIX quotes as a terminal of this system takes it.

    A cell takes POSIX quotes everywhere, since there the lab reads the line.
    """
    if os.name != "nt" or not command.startswith(("flask ", "git ")):
        return command
    return QUOTED.sub(lambda found: shell_word(shlex.split(found[0])[0]), command)
