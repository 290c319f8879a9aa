"""The server asks nobody on the network: a workshop may have none, and waiting for an answer kept it from ending."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from tests.lab_server import SECONDS, TOKEN, lab_server

RECORDER = """\
import os, sys

def record(event, arguments):
    host = os.fsdecode(arguments[0] or "") if event == "socket.getaddrinfo" else ""
    if host not in ("", "127.0.0.1", "::1", "localhost"):
        with open(os.environ["LOOKED_UP"], "a") as file:
            file.write(f"{host}\\n")
        raise OSError("there is no network in this test")

sys.addaudithook(record)
"""
PAGES = ("/lab", "/lab/api/extensions?refresh=1")
"""The second is what JupyterLab asks its server for when its list of extensions is opened."""


def looked_up(folder: Path, *options: str) -> set[str]:
    """Return the hosts whose addresses the server looks up while somebody loads ``PAGES``."""
    (folder / "sitecustomize.py").write_text(RECORDER, encoding="utf-8")
    names = folder / "names"
    names.touch()
    with lab_server(folder, *options, PYTHONPATH=str(folder), LOOKED_UP=str(names)) as address:
        for page in PAGES:
            asked = Request(address.partition("/lab")[0] + page, headers={"Authorization": f"token {TOKEN}"})
            with urlopen(asked, timeout=SECONDS) as answer:
                found = answer.read()
    assert "migration-lab" in {one["name"] for one in json.loads(found)}
    return set(names.read_text(encoding="utf-8").split())


@pytest.mark.parametrize(("options", "hosts"), [((), set()), (("--LabApp.extension_manager=pypi",), {"pypi.org"})])
def test_it_looks_up_no_address_unless_the_user_wants_it(
    tmp_path: Path, options: tuple[str, ...], hosts: set[str]
) -> None:
    assert looked_up(tmp_path, *options) == hosts
