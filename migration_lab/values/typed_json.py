"""Dataclasses as JSON text, and back, held strictly to their types. Touches nothing.

A field may be text, a number, a truth value, ``None``, a ``Literal``, a tuple, a mapping with names as keys, or another
dataclass; where it may be one of several dataclasses, ``kind`` says which. What has its default is left out. A field
whose metadata come from ``carried`` travels as ``pickled`` has it: for values that are large.
"""

from __future__ import annotations

import json
import sys
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

from migration_lab.errors import LabError
from migration_lab.values.pickled import packed, unpacked

T = TypeVar("T")
CARRIED = "carried"
KIND = "kind"


class Malformed(LabError):
    """What came between the lab and a command's process is none of the messages that they know."""

    def __init__(self, kind: type, why: str) -> None:
        super().__init__(
            f"The lab and the process of a command do not understand each other: in a {kind.__name__}, {why}. "
            "Has migration-lab been updated meanwhile? Restart the kernel, and run the cell again."
        )


@dataclass(frozen=True, slots=True)
class Form:
    """How values of one type are written as what JSON knows, and read; reading raises ``ValueError``."""

    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


def encode(value: Any) -> str:
    """The dataclass as JSON text, in ASCII."""
    kind: Any = type(value)
    return json.dumps(form_of(kind).write(value))


def decode(kind: type[T], text: str | bytes) -> T:
    """What ``encode`` wrote. Raises ``Malformed`` for anything else: an unknown key is an error as well."""
    form: Form = form_of(kind)  # type: ignore[arg-type]
    try:
        value: T = form.read(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise Malformed(kind, str(error) or type(error).__name__) from error
    return value


PLAIN = {str, int, bool, type(None)}


def carried(path: str) -> dict[str, str]:
    """The metadata of a field whose values are pickled; ``path`` names their class: ``package.module.Class``."""
    return {CARRIED: path}


@cache
def form_of(hint: Any) -> Form:
    """The form of that type. Raises ``TypeError`` for one that cannot travel."""
    if is_dataclass(hint):
        return Form(*of_dataclass(hint))
    if hint in PLAIN:
        return Form(same, checked(lambda value: type(value) is hint, getattr(hint, "__name__", "")))
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Literal:
        return Form(same, checked(parts.__contains__, "one of " + ", ".join(map(repr, parts))))
    if origin is tuple:
        return of_tuple(parts)
    if origin in (dict, Mapping) or getattr(origin, "__name__", "") == "Mapping":
        return of_mapping(form_of(parts[1]))
    if origin in (Union, types.UnionType):
        return of_union(parts)
    raise TypeError(f"{hint} cannot travel.")


def same(value: Any) -> Any:
    return value


def checked(fits: Callable[[Any], object], what: str) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if not fits(value):
            raise ValueError(f"{what} is wanted where {shortened(value)} stands")
        return value

    return read


def shortened(value: Any) -> str:
    words = repr(value)
    return words if len(words) <= 60 else words[:59] + "…"


def of_tuple(parts: tuple[Any, ...]) -> Form:
    a_list = checked(lambda value: type(value) is list, "a list")
    if parts[1:] == (...,):
        one = form_of(parts[0])
        return Form(
            lambda value: [one.write(each) for each in value],
            lambda value: tuple([one.read(each) for each in a_list(value)]),
        )
    forms = [form_of(part) for part in parts]
    exact = checked(lambda value: type(value) is list and len(value) == len(forms), f"a list of {len(forms)}")
    return Form(
        lambda value: [form.write(each) for form, each in zip(forms, value, strict=True)],
        lambda value: tuple([form.read(each) for form, each in zip(forms, exact(value), strict=True)]),
    )


def of_mapping(one: Form) -> Form:
    an_object = checked(lambda value: type(value) is dict, "an object")
    return Form(
        lambda value: {key: one.write(each) for key, each in value.items()},
        lambda value: {key: one.read(each) for key, each in an_object(value).items()},
    )


def of_union(parts: tuple[Any, ...]) -> Form:
    """``X | None``, one of several plain types, or one of several dataclasses, perhaps with ``None``."""
    if set(parts) <= PLAIN and len(parts) > 2:
        names = ", ".join(part.__name__ for part in parts)
        return Form(same, checked(lambda value: type(value) in parts, f"one of {names}"))
    classes = {part.__name__: part for part in parts if part is not type(None)}
    optional = type(None) in parts
    if len(classes) == 1:
        [only] = map(form_of, classes.values())
        return Form(
            lambda value: None if value is None else only.write(value),
            lambda value: None if value is None and optional else only.read(value),
        )
    known = checked(lambda value: type(value) is dict and value.get(KIND) in classes, "one of " + ", ".join(classes))

    def write(value: Any) -> Any:
        if value is None:
            return None
        name = type(value).__name__
        return {KIND: name, **form_of(classes[name]).write(value)}

    def read(value: Any) -> Any:
        if value is None and optional:
            return None
        rest = dict(known(value))
        return form_of(classes[rest.pop(KIND)]).read(rest)

    return Form(write, read)


def of_dataclass(kind: Any) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    """How to write and read it; what its fields are is found out at the first time, since it may hold its own like."""

    @cache
    def parts() -> dict[str, tuple[Form, Any]]:
        home = vars(sys.modules[kind.__module__])
        return {each.name: (form_of_field(each, home), default_of(each)) for each in fields(kind)}

    def write(value: Any) -> Any:
        found = {}
        for name, (form, default) in parts().items():
            one = getattr(value, name)
            if default is MISSING or one != default:
                found[name] = form.write(one)
        return found

    def read(data: Any) -> Any:
        if type(data) is not dict:
            raise ValueError(f"a {kind.__name__} is wanted where {shortened(data)} stands")
        if unknown := sorted(data.keys() - parts().keys()):
            raise ValueError(f"{kind.__name__} has no {', '.join(unknown)}")
        found = {}
        for name, (form, default) in parts().items():
            if name in data:
                found[name] = form.read(data[name])
            elif default is MISSING:
                raise ValueError(f"{kind.__name__} lacks its {name}")
        return kind(**found)

    return write, read


def form_of_field(field: Any, home: dict[str, Any]) -> Form:
    if path := field.metadata.get(CARRIED):
        return of_pickled(path)
    return form_of(eval(field.type, home) if isinstance(field.type, str) else field.type)


def of_pickled(path: str) -> Form:
    def read(value: Any) -> Any:
        if value is None:
            return None
        found = unpacked(value)
        if f"{type(found).__module__}.{type(found).__qualname__}" != path:
            raise ValueError(f"a {path.rpartition('.')[2]} is wanted where {shortened(found)} stands")
        return found

    return Form(lambda value: None if value is None else packed(value), read)


def default_of(field: Any) -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()
