"""Say what of a revision script has changed since it ran: not its formatting, its comments or its docstrings.

Touches nothing.
"""

from __future__ import annotations

import ast
import hashlib
from dataclasses import dataclass
from typing import Any, Literal

Part = Literal["upgrade", "downgrade", "both", "shared"]
"""``shared`` is what both functions may use: other functions and names of the script."""
IDENTIFIERS = {"revision", "down_revision", "branch_labels", "depends_on"}
"""Where a script stands in the history: a merge or a new parent changes that, and nothing of what the script does."""


@dataclass(frozen=True, slots=True)
class ScriptPrint:
    """Digests of the parts of one script."""

    upgrade: str
    downgrade: str
    shared: str

    def changed(self, now: ScriptPrint) -> Part | None:
        """Return which part is another one now; ``None`` if none is."""
        if self.shared != now.shared:
            return "shared"
        up, down = self.upgrade != now.upgrade, self.downgrade != now.downgrade
        return "both" if up and down else "upgrade" if up else "downgrade" if down else None


@dataclass(frozen=True, slots=True)
class EditedScript:
    """A script that is not what a database ran."""

    revision: str
    path: str
    """Relative to the project, with ``/``."""
    part: Part
    line: int = 0
    """Where that part begins; 0 where it is not one place."""

    @property
    def what(self) -> str:
        """What of it has been edited: ``upgrade()``."""
        names = {"both": "upgrade() and downgrade()", "shared": "what the functions use"}
        return names.get(self.part, f"{self.part}()")

    @property
    def have(self) -> str:
        return "have" if self.part == "both" else "has"

    @property
    def matters(self) -> bool:
        """Whether another database would get something else from it; a mended downgrade changes nothing there."""
        return self.part != "downgrade"


def print_of(text: str) -> ScriptPrint | None:
    """Return the digests of a script; ``None`` if it is no Python, or nested too deep to be looked at."""
    parsed = parse(text)
    try:
        return None if parsed is None else print_of_parsed(parsed)
    except RecursionError:
        return None


def print_of_parsed(parsed: ast.Module) -> ScriptPrint:
    parts: dict[str, list[str]] = {"upgrade": [], "downgrade": [], "shared": []}
    for statement in parsed.body:
        name = statement.name if isinstance(statement, ast.FunctionDef) else ""
        if name.startswith(("upgrade", "downgrade")):  # with several databases there is one of each for each of them
            parts["downgrade" if name.startswith("downgrade") else "upgrade"].append(dumped(statement))
        elif not (is_docstring(statement) or is_import(statement) or is_identifier(statement)):
            parts["shared"].append(dumped(statement))
    return ScriptPrint(**{name: hashed(dumps) for name, dumps in parts.items()})


def line_of(text: str, part: Part) -> int:
    """Return the line at which that function begins; 0 if it is not one function."""
    name = "downgrade" if part == "downgrade" else "upgrade"
    parsed = None if part == "shared" else parse(text)
    functions = (one for one in (parsed.body if parsed else ()) if isinstance(one, ast.FunctionDef))
    return next((one.lineno for one in functions if one.name == name), 0)


def parse(text: str) -> ast.Module | None:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return None


def dumped(statement: ast.stmt) -> str:
    """Return the statement without places, and without the docstrings in it."""
    for one in ast.walk(statement):
        body: Any = getattr(one, "body", None)
        if isinstance(one, ast.FunctionDef | ast.ClassDef) and body and is_docstring(body[0]):
            one.body = body[1:] or [ast.Pass()]
    return ast.dump(statement)


def is_docstring(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


def is_import(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Import | ast.ImportFrom)


def is_identifier(statement: ast.stmt) -> bool:
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    return all(isinstance(one, ast.Name) and one.id in IDENTIFIERS for one in targets)


def hashed(dumps: list[str]) -> str:
    return hashlib.sha256("\n".join(dumps).encode()).hexdigest()
