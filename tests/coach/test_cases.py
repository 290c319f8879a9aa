"""Every case that a function of the coach names is in the entry whose function it is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from migration_lab import coach
from migration_lab.coach import Entry, catalogue

FOLDER = Path(coach.__file__).parent
GIVE = {"Hazard": 2, "Match": 1}
"""What a function returns, and at which place among what is passed the case stands."""
OWN = {place for entry in catalogue().values() for place in (entry.hazard, entry.failure)}
TOLD = [entry for entry in catalogue().values() if entry.hazard or entry.failure]


def read(folder: str, module: str) -> ast.Module:
    return ast.parse(FOLDER.joinpath(folder, f"{module}.py").read_text(encoding="utf-8"))


def cases_of(folder: str, module: str, function: str, seen: set[tuple[str, str]]) -> Iterator[str]:
    """Yield the cases that a function names, or one that it calls, wherever that is in the folder."""
    if (module, function) in seen or not FOLDER.joinpath(folder, f"{module}.py").is_file():
        return
    seen.add((module, function))
    tree = read(folder, module)
    home = {name.name: one.module.rpartition(".")[2] for one in imports(tree, folder) for name in one.names}
    found = [one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == function]
    for node in (each for one in found for each in ast.walk(one)):
        if isinstance(node, ast.Name) and f"{home.get(node.id, module)}.{node.id}" not in OWN:
            yield from cases_of(folder, home.get(node.id, module), node.id, seen)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GIVE:
            yield from texts(case_in(node, GIVE[node.func.id]), tree, folder)
    for node in (each for one in found for each in ast.walk(one)):
        if isinstance(node, ast.keyword) and node.arg == "case":
            yield from texts(node.value, tree, folder)


def imports(tree: ast.Module, folder: str) -> Iterator[ast.ImportFrom]:
    for one in tree.body:
        if isinstance(one, ast.ImportFrom) and (one.module or "").startswith(f"migration_lab.coach.{folder}."):
            yield one


def case_in(call: ast.Call, at: int) -> ast.expr | None:
    return next(
        (one.value for one in call.keywords if one.arg == "case"), call.args[at] if len(call.args) > at else None
    )


def texts(value: ast.expr | None, tree: ast.Module, folder: str) -> Iterator[str]:
    """Yield the texts that an expression may be; a name is looked up where it is set, a function where it returns."""
    match value:
        case ast.Constant(str(case)):
            yield case
        case ast.IfExp(body=one, orelse=other):
            yield from (*texts(one, tree, folder), *texts(other, tree, folder))
        case ast.BinOp(left=one):
            yield from texts(one, tree, folder)
        case ast.Dict(values=values):
            for one in values:
                yield from texts(one, tree, folder)
        case ast.Subscript(value=one):
            yield from texts(one, tree, folder)
        case ast.Call(func=ast.Attribute(value=one, attr="get"), args=[_, *other]):
            for each in (one, *other):
                yield from texts(each, tree, folder)
        case ast.Call(func=ast.Name(name)) | ast.Name(name):
            yield from texts_called(name, tree, folder)


def texts_called(name: str, tree: ast.Module, folder: str) -> Iterator[str]:
    for module in (one.module for one in imports(tree, folder) if name in {each.name for each in one.names}):
        other = read(folder, str(module).rpartition(".")[2])
        yield from texts_called(name, other, folder)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            for one in ast.walk(node):
                yield from texts(one.value if isinstance(one, ast.Return) else None, tree, folder)
        elif isinstance(node, ast.Assign) and any(isinstance(one, ast.Name) and one.id == name for one in node.targets):
            yield from texts(node.value, tree, folder)


@pytest.mark.parametrize("entry", TOLD, ids=lambda entry: entry.id)
def test_every_case_that_a_function_names_is_in_its_entry(entry: Entry) -> None:
    named: set[str] = set()
    for folder, place in (("hazards", entry.hazard), ("failures", entry.failure)):
        module, _, function = place.rpartition(".")
        named |= {*cases_of(folder, module, function, set())} if place else set()
    assert named - {""} <= {*(entry.cases or ())}


def test_the_cases_are_read_wherever_they_are_written() -> None:
    places = (("type_changes", "values_do_not_survive"), ("what_is_dropped", "drop_column"))
    found = {function: {*cases_of("hazards", module, function, set())} - {""} for module, function in places}
    assert found["values_do_not_survive"] == {"unfit", "cast", "changed", "rounded", "cut"}
    assert found["drop_column"] == {"downgrade"}
