"""Turn rows of PostgreSQL's catalogue into values, for what is not a table. Touches no database."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from migration_lab.schema.model import Check, by_content, by_name
from migration_lab.schema.objects import Domain, Extension, Function, Statistics

KINDS_AND_PARTS = re.compile(r"(?:\((?P<kinds>[a-z, ]+)\) )?ON (?P<parts>.*)", re.DOTALL)


def objects(rows: Iterable[Any], default: str | None) -> dict[str, tuple[Any, ...]]:
    """Return the fields of a ``Schema`` for ``postgresql_catalogue.OBJECTS``; ``default`` is the default schema."""
    found: dict[str, list[Any]] = defaultdict(list)

    def qualified(schema: str, name: str) -> str:
        return name if schema == default else f"{schema}.{name}"

    for kind, schema, name, texts, names, details in rows:
        if kind == "extension":
            (version,) = texts
            found["extensions"].append(Extension(name, version, None if schema == default else schema))
        elif kind == "domain":
            rules = zip(names, details, strict=True)
            found["domains"].append(domain(qualified(schema, name), rules, *texts))
        elif kind == "statistics":
            home, table, *more = texts
            found["statistics"].append(statistics(qualified(schema, name), qualified(home, table), *more))
        else:
            language, returns, sql = texts
            found["functions"].append(Function(qualified(schema, name), kind, language, returns, sql.rstrip()))
    return {field: by_name(values) for field, values in found.items()}


def domain(
    name: str,
    rules: Iterable[tuple[str, str]],
    type_: str,
    nullable: str,
    default: str | None,
    collation: str | None,
) -> Domain:
    checks = []
    for rule, detail in rules:
        valid, _, sql = detail.partition(" ")
        checks.append(Check(sql, rule, () if valid == "true" else ("NOT VALID",)))
    return Domain(name, type_, nullable == "true", default, by_content(checks), collation)


def statistics(name: str, table: str, target: str | None, sql: str, end: str) -> Statistics:
    found = KINDS_AND_PARTS.fullmatch(sql.removesuffix(end))
    kinds = tuple(found["kinds"].split(", ")) if found and found["kinds"] else ()
    parts = found["parts"] if found else sql
    return Statistics(name, table, parts, kinds, None if target in (None, "-1") else int(target))
