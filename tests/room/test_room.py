"""A workshop from its beginning to its end: people join, work, come back, and lose nothing, whatever is killed."""

from __future__ import annotations

import json
import os
import re
import signal
import stat
import subprocess
import zipfile
from pathlib import Path

import pytest
import requests

from migration_lab.lean_server import HUBS_OWN
from tests.room.room_member import Member, NotLetIn
from tests.room.started_room import StartedRoom, wait_for

Two = tuple[Member, Member]
UPGRADE = "from migration_lab import lab\nlab.open('03')\n%flask db upgrade\n%flask db current"


def workspace(room: StartedRoom, name: str) -> Path:
    return room.folder / "homes" / name / "migration-lab" / "notebooks" / "workspace" / "03"


def test_two_people_join_and_each_upgrades_a_database_of_their_own(room: StartedRoom, two: Two) -> None:
    for person in two:
        with person.kernel() as kernel:
            said = kernel.run(UPGRADE)
            assert "(head)" in said, said
            assert (
                kernel.run("import os; print(os.getcwd())").strip().startswith(str(room.folder / "homes" / person.name))
            )
        assert (workspace(room, person.name) / "migrations").is_dir()


def test_jupyterlab_knows_the_course(two: Two) -> None:
    page = two[0].call("GET", "/user/ana/lab").text
    config = page.partition('id="jupyter-config-data"')[2].partition(">")[2].partition("</script>")[0]
    course = json.loads(json.loads(config)["migrationLabCourse"])
    assert course["chapters"][0]["notebook"] == "notebooks/00_start_here.ipynb"


def test_their_servers_import_nothing_that_they_never_use(two: Two, tmp_path: Path) -> None:
    from migration_lab.room.person_spawner import COMMAND

    with two[0].kernel() as kernel:
        server = int(kernel.run("import os; print(os.getppid())"))
    begins = Path(f"/proc/{server}/cmdline").read_text(encoding="utf-8").split("\0")
    assert begins[: len(COMMAND)] == [*COMMAND]
    for_a_hub = {"SERVICE_PREFIX": "/user/ana/", "API_TOKEN": "-", "API_URL": "http://127.0.0.1:1/", "CLIENT_ID": "-"}
    environment = {**os.environ, **{f"JUPYTERHUB_{name}": value for name, value in for_a_hub.items()}}
    asked = [COMMAND[0], "-X", "importtime", *COMMAND[1:], "--help-all"]
    done = subprocess.run(asked, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=True)
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert {
        "jsonschema.validators",
        "httpx._client",
        "jupyter_server.serverapp",
        "jupyterhub.singleuser.extension",
    } <= imported
    assert imported & {"lark", "rich", "alembic", *HUBS_OWN} == set()


def test_one_ends_and_comes_back_to_what_was_there(room: StartedRoom, two: Two) -> None:
    ana = two[0]
    made = {"type": "file", "format": "text", "content": "mine"}
    ana.api("PUT", "contents/notebooks/notes.txt", json=made)
    ana.call("GET", "/hub/logout")
    assert ana.call("GET", "/hub/api/user").status_code == 403
    with pytest.raises(NotLetIn, match="taken"):
        room.member("ana", "another-password")
    with pytest.raises(NotLetIn, match="password is not right"):
        Member(room.address, "ana").join("another-password")
    again = Member(room.address, "ana").join("password-of-ana").open()  # without the code
    assert again.api("GET", "contents/notebooks/notes.txt")["content"] == "mine"
    ana.web = again.web


def test_a_hub_that_is_killed_is_started_again_and_kernels_run_on(room: StartedRoom, two: Two) -> None:
    bo, first = two[1], room.hub()
    with bo.kernel() as kernel:
        kernel.run("x = 41")
        id = kernel.id
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: "started again" in room.said(), "the command notices")

    def is_back() -> bool:
        try:
            return room.hub() != first and bo.call("GET", "/user/bo/api/status").ok
        except requests.ConnectionError:
            return False

    wait_for(is_back, "the hub is back")
    with bo.kernel(id) as kernel:
        assert kernel.run("x + 1") == "42"


def proxies(room: StartedRoom) -> set[int]:
    return {number for number, line in room.processes().items() if "room_proxy" in line}


def test_a_proxy_that_is_killed_is_started_again_each_time(room: StartedRoom, two: Two) -> None:
    def is_back() -> bool:
        try:
            return two[1].call("GET", "/user/bo/api/status").ok
        except requests.ConnectionError:
            return False

    for _ in range(3):
        (before,) = proxies(room)
        os.kill(before, signal.SIGKILL)
        wait_for(lambda before=before: proxies(room) - {before} and is_back(), "the proxy is back")


def test_a_server_that_is_killed_can_be_started_again_and_leaves_no_kernel(room: StartedRoom, two: Two) -> None:
    bo = two[1]
    with bo.kernel() as kernel:
        server, own = (int(one) for one in kernel.run("import os; print(os.getppid(), os.getpid())").split())
    os.kill(server, signal.SIGKILL)
    wait_for(lambda: own not in room.processes(), "its kernel ends")
    wait_for(lambda: not bo.call("GET", "/user/bo/api/status").ok, "the hub notices")
    bo.open()
    with bo.kernel() as kernel:
        assert "(head)" in kernel.run("from migration_lab import lab\nlab.open('03', resume=True)\n%flask db current")


def test_the_work_is_exported_with_the_progress_and_a_list(room: StartedRoom, two: Two, tmp_path: Path) -> None:
    (room.folder / "homes" / "ana" / "to-the-passwords").symlink_to(room.folder / "hub")
    done = room.run("--export", str(tmp_path / "work.zip"))
    assert (done.returncode, done.stderr) == (0, "")
    assert stat.S_IMODE((tmp_path / "work.zip").stat().st_mode) == 0o600
    with zipfile.ZipFile(tmp_path / "work.zip") as archive:
        names = archive.namelist()
        assert archive.testzip() is None
        assert archive.read("people/ana/migration-lab/notebooks/notes.txt") == b"mine"
        listed = archive.read("contents.txt").decode()
        assert json.loads(archive.read("progress/ana.json"))["name"] == "ana"
    assert "people/bo/migration-lab/notebooks/workspace/03/models.py" in names
    assert [name for name in names if name != "contents.txt" and f"{name}  " not in listed] == []
    assert not [name for name in names if "hub" in name or "passwords" in name or name.endswith("00_start_here.ipynb")]


def test_an_update_leaves_work_alone(room: StartedRoom, two: Two) -> None:
    first = room.folder / "homes" / "bo" / "migration-lab" / "notebooks" / "00_start_here.ipynb"
    first.write_text(first.read_text(encoding="utf-8").replace("Start here", "My own"), encoding="utf-8")
    done = room.run("--update")
    assert (done.returncode, done.stderr) == (0, "")
    assert {line.partition(":")[0] for line in done.stdout.splitlines()} == {"ana", "bo"}
    assert "My own" in first.read_text(encoding="utf-8")


def test_a_new_password_is_written_to_a_file_and_nowhere_else(room: StartedRoom, two: Two) -> None:
    done = room.run("--new-password", "Bo")
    file = Path(done.stdout.split()[-1])
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    word = file.read_text().split()[-1]
    assert word not in done.stdout + room.log()
    with pytest.raises(NotLetIn):
        room.member("bo")
    Member(room.address, "bo").join(word)
    assert room.run("--new-password", "nobody-here").returncode == 2


def test_whoever_is_in_can_change_their_password(room: StartedRoom, two: Two) -> None:
    def change(password: str) -> str:
        path = "/hub/auth/change-password"
        form = {
            "password": password,
            "_xsrf": re.search(r'name="_xsrf" value="([^"]+)"', ana.call("GET", path).text)[1],
        }
        answer = ana.call("POST", path, data=form)
        assert answer.ok
        return re.search(r'role="alert">([^<]*)<', answer.text)[1]

    ana = Member(room.address, "ana").join("password-of-ana")
    assert change("short") == change("long" * 19) == "A password has 8 characters or more, and at most 72."
    assert "successfully" in change("a-new-password-of-ana")
    with pytest.raises(NotLetIn):
        room.member("ana")
    assert "successfully" in change("password-of-ana")
    room.member("ana", "password-of-ana")


def test_ended_it_leaves_no_process_and_started_again_it_has_all_work_and_accounts(room: StartedRoom, two: Two) -> None:
    with two[0].kernel() as kernel:
        kernel.run("import subprocess; left = subprocess.Popen(['sleep', '1000'])")
    before = room.log().count("Proxy stopped")
    for proxy in proxies(room):
        os.kill(proxy, signal.SIGKILL)
    wait_for(lambda: room.log().count("Proxy stopped") > before, "the hub notices, and starts another")
    room.end()
    wait_for(lambda: not [one for one in room.processes().values() if "sleep" not in one], "all processes end")
    assert room.process.returncode == 0, room.said()
    assert "The work of 2 people" in room.said()
    room.start()
    ana = room.member("ana").open()
    assert ana.api("GET", "contents/notebooks/notes.txt")["content"] == "mine"
    with ana.kernel() as kernel:
        assert "(head)" in kernel.run("import os; os.chdir('workspace/03')\n!flask db current 2>&1")
