"""The steps of an exercise's answers: read from TOML, shown as a solution, carried out by the tests."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from migration_lab.course.chapters.chapter import Run, Write, inside
from migration_lab.course.chapters.edited_file import edit_file
from migration_lab.course.chapters.edits import Edit
from migration_lab.course.chapters.main_line import write_file
from migration_lab.errors import LabError
from migration_lab.project.commands.git_command import run_git

if TYPE_CHECKING:
    from migration_lab.project.project import Project


@dataclass(frozen=True, slots=True)
class SqlStep:
    """Change the database by hand."""

    sql: str


@dataclass(frozen=True, slots=True)
class DeleteStep:
    """Delete one file."""

    path: str
    """Relative to the project, with ``/``; may be a pattern that one file matches."""


@dataclass(frozen=True, slots=True)
class GitStep:
    """Run ``git`` in the project's folder, as ``%git`` does."""

    args: tuple[str, ...]
    """The words after ``git``."""
    fails: bool = False


AnswerStep = Write | Edit | DeleteStep | Run | GitStep | SqlStep
KEYS: dict[str, dict[str, type]] = {
    "write": {"text": str},
    "edit": {"old": str, "new": str},
    "delete": {},
    "flask": {},
    "git": {},
    "sql": {},
}
COMMANDS = ("flask", "git")
"""Their steps are lists of words."""
FAILS = "fails"
"""May be said of a command that has to fail."""


def read_step(entry: Any) -> AnswerStep:
    """Read a step from its entry in the TOML file. Raises ``LabError`` that says what is wrong with it."""
    kinds = [kind for kind in KEYS if isinstance(entry, dict) and kind in entry]
    if len(kinds) != 1:
        raise LabError(f"a step needs one of the keys {', '.join(KEYS)}: {entry!r}")
    (kind,) = kinds
    words = entry[kind]
    command = kind in COMMANDS
    if command and not (isinstance(words, list) and words and all(isinstance(word, str) for word in words)):
        raise LabError(f"{kind} should be the list of words after `{kind}`: {words!r}")
    expected = ({} if command else {kind: str}) | KEYS[kind]
    for key, type_ in expected.items():
        if not isinstance(entry.get(key), type_):
            raise LabError(f"the step {kind} needs {key} as text: {entry!r}")
    fails = entry.get(FAILS, False) if command else False
    if not isinstance(fails, bool):
        raise LabError(f"fails should be true or false: {fails!r}")
    if unknown := entry.keys() - expected.keys() - ({kind, FAILS} if command else {kind}):
        raise LabError(f"the step {kind} has no key {', '.join(sorted(unknown))}")
    match kind:
        case "write":
            return Write(inside(words), entry["text"])
        case "edit":
            return Edit(inside(words), entry["old"], entry["new"])
        case "delete":
            return DeleteStep(inside(words))
        case "flask":
            return Run(tuple(words), fails)
        case "git":
            return GitStep(tuple(words), fails)
    return SqlStep(words)


def apply_steps(steps: Iterable[AnswerStep], project: Project, *, may_fail: bool = False) -> None:
    """Carry out these steps in the project, for real.

    Raises ``LabError`` when a text to replace does not occur exactly once, when a file to delete is not there and,
    unless ``may_fail``, when a command ends otherwise than its step says.
    """
    for step in steps:
        match step:
            case Write():
                write_file(step, project.path)
            case Edit():
                if not edit_file(project.path, [step]).changed:
                    raise LabError(f"{step.path} is so already, so this step changes nothing:\n{step.new}")
            case DeleteStep():
                _delete(step, project)
            case Run():
                result = project.run(*step.args).result
                _insist(step, result.command, result.exit_code, result.output, may_fail=may_fail)
            case GitStep():
                git = run_git(step.args, project.path, stable=True)
                _insist(step, f"git {shlex.join(git.words)}", git.exit_code, git.output, may_fail=may_fail)
            case SqlStep():
                project.database.backend.execute_script(project.database.url, step.sql)


def _insist(step: Run | GitStep, command: str, exit_code: int, output: str, *, may_fail: bool) -> None:
    """Raise ``LabError`` if a command ended otherwise than its step says."""
    if (exit_code != 0) is not step.fails and not may_fail:
        raise LabError(f"`{command}` {'did not fail' if step.fails else 'failed'}:\n{output}")


def _delete(step: DeleteStep, project: Project) -> None:
    found = [path for path in project.path.glob(step.path) if path.is_file()]
    if len(found) != 1:
        raise LabError(f"{step.path} should be one file, and {len(found)} are there.")
    found[0].unlink()


def as_markdown(steps: Iterable[AnswerStep]) -> str:
    """Describe the steps for a reader: what to write in which file, and the lines to run."""
    return "\n\n".join(_part(kind, list(group)) for kind, group in groupby(steps, _kind))


def as_text(steps: Iterable[AnswerStep]) -> str:
    """Describe the steps like ``as_markdown``, in plain text: what is in a file, or to run, is indented."""
    lines, fence = [], ""
    for line in as_markdown(steps).splitlines():
        if line.startswith(fence or "```") and (not fence or line == fence):
            fence = "" if fence else "`" * (len(line) - len(line.lstrip("`")))
        else:
            lines.append(f"    {line}".rstrip() if fence else line.replace("`", ""))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


def _kind(step: AnswerStep) -> type:
    """Return what sort of step it is; commands that follow each other are shown in one block."""
    return Run if isinstance(step, GitStep) else type(step)


def _part(kind: type, steps: list[Any]) -> str:
    if kind is Run:
        return "Run:\n\n" + _block("", "\n".join(map(_line, steps)))
    return "\n\n".join(map(_one, steps))


def _line(step: Run | GitStep) -> str:
    return f"%{'git' if isinstance(step, GitStep) else 'flask'} {shlex.join(step.args)}"


def _one(step: AnswerStep) -> str:
    if isinstance(step, Write):
        return f"Write `{step.path}`:\n\n" + _block(_language(step.path), step.text)
    if isinstance(step, Edit):
        language = _language(step.path)
        old, new = _block(language, step.old), _block(language, step.new)
        if step.new.strip():
            return f"In `{step.path}`, change\n\n{old}\n\nto\n\n{new}"
        return f"In `{step.path}`, delete\n\n{old}"
    if isinstance(step, DeleteStep):
        return f"Delete the file `{step.path}`."
    assert isinstance(step, SqlStep)
    return "Run this SQL:\n\n" + _block("sql", step.sql)


def _language(path: str) -> str:
    return {"py": "python", "html": "html", "toml": "toml"}.get(path.rpartition(".")[2], "")


def _block(language: str, text: str) -> str:
    fence = "````" if "```" in text else "```"
    return f"{fence}{language}\n{text.strip(chr(10))}\n{fence}"
