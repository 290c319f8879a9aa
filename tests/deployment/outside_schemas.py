"""Check our files against schemas that are not ours to copy, and record what has passed.

    python -m tests.deployment.outside_schemas FOLDER

The chart's schema and that of dev containers come in no package, so they are not there where the tests run. Whoever
changes one of these files downloads them to a folder (``SOURCES`` says from where) and runs this. ``checked.json`` then
says which content has passed which schema, and a test compares it with the files as they are.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import yaml
from jsonschema.validators import validator_for

PROJECT = Path(__file__).resolve().parents[2]
RECORD = Path(__file__).with_name("checked.json")
CHART = "4.4.0"
OF_THE_CHART = f"https://raw.githubusercontent.com/jupyterhub/zero-to-jupyterhub-k8s/{CHART}/jupyterhub/"
OF_DEV_CONTAINERS = (
    "https://raw.githubusercontent.com/devcontainers/spec/c95ffeed1d059abfe9ffbe79762dc2fa4e7c2421/schemas/"
)
SOURCES = {
    "Chart.yaml": OF_THE_CHART,
    "values.yaml": OF_THE_CHART,
    "values.schema.yaml": OF_THE_CHART,
    "devContainer.base.schema.json": OF_DEV_CONTAINERS,
}
VALUES = "deploy/zero-to-jupyterhub.yaml"
DEV_CONTAINER = ".devcontainer/devcontainer.json"


def read(path: Path) -> Any:
    """Return what a YAML or a JSON file says."""
    text = path.read_text(encoding="utf-8")
    return json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)


def fingerprint(path: Path) -> str:
    """Return a hash of what the file says: comments, and the order of keys, do not count."""
    return hashlib.sha256(json.dumps(read(path), sort_keys=True).encode()).hexdigest()


def merge(defaults: Any, ours: Any) -> Any:
    """Return the values as Helm puts them together: maps key by key, all else is replaced; null takes a key away."""
    if not isinstance(defaults, dict) or not isinstance(ours, dict):
        return ours
    merged = defaults | {key: merge(defaults.get(key), value) for key, value in ours.items()}
    return {key: value for key, value in merged.items() if not (key in ours and ours[key] is None)}


def errors(schema: Any, instance: Any) -> list[str]:
    """Return what is wrong with ``instance``, each with its place."""
    validator = validator_for(schema)(schema)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(instance)]


def check(schemas: Path, project: Path = PROJECT) -> list[str]:
    """Return what is wrong in our files, by the schemas in that folder."""
    values = merge(read(schemas / "values.yaml"), read(project / VALUES))
    return [
        *errors(read(schemas / "values.schema.yaml"), values),
        *errors(read(schemas / "devContainer.base.schema.json"), read(project / DEV_CONTAINER)),
    ]


def record(schemas: Path, project: Path = PROJECT) -> dict[str, Any]:
    return {
        "chart": CHART,
        "hub": read(schemas / "Chart.yaml")["appVersion"],
        "schemas": {name: fingerprint(schemas / name) for name in SOURCES},
        "passed": {name: fingerprint(project / name) for name in (VALUES, DEV_CONTAINER)},
    }


def main(folder: str) -> int:
    schemas = Path(folder)
    if missing := [source + name for name, source in SOURCES.items() if not (schemas / name).is_file()]:
        print("Download these to", schemas, *missing, sep="\n  ", file=sys.stderr)
        return 2
    if wrong := check(schemas):
        print(*wrong, sep="\n", file=sys.stderr)
        return 1
    RECORD.write_text(json.dumps(record(schemas), indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
