"""What Bo runs in a cell against Ana's account; the names of the attacks that succeeded are printed as JSON."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

FOLDER, UID, PORT = Path("@FOLDER@"), int("@UID@"), int("@PORT@")
HOME, TEMPORARY = FOLDER / "homes" / "ana", Path(os.environ["TMPDIR"]).parent / "ana"
succeeded: list[str] = []
tried: list[str] = []


def attempt(what: str, attack: Callable[[], object]) -> None:
    tried.append(what)
    with suppress(OSError, subprocess.SubprocessError, MemoryError, ValueError):
        attack()
        succeeded.append(what)


def fetch(port: int, path: str) -> None:
    """Ask something with the token that Bo's own server has."""
    token = {"Authorization": f"token {os.environ['JUPYTERHUB_API_TOKEN']}"}
    urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=token), timeout=20)


def connect(path: str) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        one.connect(path)


def run(*command: str) -> None:
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, capture_output=True, timeout=20)


for folder in (FOLDER / "homes", HOME, FOLDER / "hub", FOLDER / "exported", TEMPORARY.parent, TEMPORARY):
    attempt(f"list {folder}", lambda: [*folder.iterdir()])  # noqa: B023
for file in ("secret.txt", ".jupyterlab.log", "migration-lab/notebooks/workspace/03/instance/conference.db"):
    attempt(f"read {file}", lambda: (HOME / file).read_bytes())  # noqa: B023
    attempt(f"write {file}", lambda: (HOME / file).open("ab"))  # noqa: B023
for file in ("cookie_secret", "jupyterhub.sqlite", "room.json", "instructor.txt", "room.log", "proxy.pid"):
    attempt(f"read the hub's {file}", lambda: (FOLDER / "hub" / file).read_bytes())  # noqa: B023
attempt("put another home in the place of Ana's", lambda: HOME.rename(HOME.with_name("ana2")))
attempt("make the home of somebody who may come", lambda: (FOLDER / "homes" / "zoe").mkdir())
attempt("make the temporary folder of somebody who may come", lambda: (TEMPORARY.parent / "zoe").mkdir())
for line in Path("/proc/net/unix").read_text().splitlines():
    path = line.split()[-1]
    if path.startswith((str(HOME), str(TEMPORARY))):
        attempt(f"connect to {path}", lambda: connect(path))  # noqa: B023
hers = []
for place in Path("/proc").glob("[0-9]*"):
    with suppress(OSError):
        hers += [int(place.name)] if place.stat().st_uid == UID else []
for process in hers:
    attempt(f"end process {process}", lambda: os.kill(process, signal.SIGTERM))  # noqa: B023
    for what in ("environ", "mem"):
        attempt(f"read {what} of {process}", lambda: Path(f"/proc/{process}/{what}").open("rb").close())  # noqa: B023
    for what in ("cwd", "root", "fd/0"):
        attempt(f"follow {what} of {process}", lambda: Path(f"/proc/{process}/{what}").readlink())  # noqa: B023
attempt("become Ana", lambda: os.setuid(UID))
attempt("become root", lambda: os.setuid(0))
attempt("become root by sudo", lambda: run("sudo", "-n", "true"))
attempt("become Ana by su", lambda: run("su", "-c", "true", "@ACCOUNT@"))
attempt("give Bo's process more", lambda: __import__("resource").setrlimit(7, (-1, -1)))
attempt("take 3 GB", lambda: bytearray(3 * 1024**3))
for path in ("/api/routes", "/api/routes/user/ana"):
    attempt(f"ask the proxy for {path}", lambda: fetch(PORT + 1, path))  # noqa: B023
for path in ("/hub/api/users", "/hub/api/users/ana", "/hub/api/proxy", "/hub/api/services"):
    attempt(f"ask the hub for {path}", lambda: fetch(PORT + 2, path))  # noqa: B023
for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
    words = line.split()
    if words[3] == "0A" and int(words[7]) == UID:  # Ana listens there
        port = int(words[1].partition(":")[2], 16)
        attempt(f"ask Ana's port {port}", lambda: fetch(port, "/user/ana/api/kernels"))  # noqa: B023
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 20) as one:
            one.sendall(b"\0" * 100_000)
print(json.dumps({"tried": tried, "succeeded": succeeded, "hers": hers, "groups": os.getgroups(), "uid": os.getuid()}))
