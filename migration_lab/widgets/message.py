"""A short notice: a title, a few lines and, if there is something to type, the command."""

from __future__ import annotations

from collections.abc import Iterable

from migration_lab.widgets.html import code, paragraph, with_code
from migration_lab.widgets.live import Display
from migration_lab.widgets.words import block

KINDS = {"info": "", "warning": "Warning: "}
WITHOUT_BOARD = "mlab-without-board"


class Message(Display):
    """A notice, with ``lines`` as one text or many; text between backticks is code.

    ``without_board`` is in the HTML only, and our extension hides it where a board stands beside the notebook. Raises
    ``ValueError`` for a kind other than ``info`` and ``warning``.
    """

    def __init__(
        self,
        title: str,
        lines: str | Iterable[str] = (),
        *,
        command: str | None = None,
        kind: str = "info",
        without_board: str = "",
    ) -> None:
        if kind not in KINDS:
            raise ValueError(f"kind has to be one of {', '.join(KINDS)}, not {kind!r}")
        self.title = block(title)
        many = [lines] if isinstance(lines, str) else lines
        self.lines = tuple(line for text in many for line in block(text).splitlines())
        self.command = command and block(command)
        self.kind = kind
        self.without_board = without_board

    def __str__(self) -> str:
        command = [f"    {self.command}"] if self.command else []
        return "\n".join((KINDS[self.kind] + self.title, *(f"  {line}".rstrip() for line in self.lines), *command))

    def html(self) -> str:
        parts = [paragraph(f"<strong>{KINDS[self.kind]}{with_code(self.title)}</strong>")]
        if self.lines:
            parts.append(paragraph("<br>\n".join(map(with_code, self.lines))))
        if self.command:
            parts.append(f"<pre>{code(self.command)}</pre>")
        if self.without_board:
            parts.append(f'<p class="{WITHOUT_BOARD}">{with_code(self.without_board)}</p>')
        return "\n".join(parts)
