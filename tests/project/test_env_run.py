"""An env.py that tells others of what it has done: the lab has done nothing, and sees the project all the same."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest

from migration_lab.project import open_project
from tests.project.other_shapes import blog, upgraded

HOOK = """
import urllib.request
urllib.request.urlopen("http://127.0.0.1:{port}/migrated", timeout=5)
"""
LOST = "        with context.begin_transaction():\n            context.run_migrations()\n"


@pytest.fixture
def service() -> Iterator[tuple[int, list[bytes]]]:
    """A web service: its port, and what it was asked for."""
    asked: list[bytes] = []

    def serve() -> None:
        while True:
            try:
                line, _ = listening.accept()
            except OSError:
                return
            with line:
                asked.append(line.recv(1 << 12))
                line.sendall(b"HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=serve, daemon=True).start()
        yield listening.getsockname()[1], asked
        listening.shutdown(socket.SHUT_RDWR)


def test_a_web_hook_of_env_py_is_not_told_of_a_look(tmp_path, runner, service):
    port, asked = service
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    env = folder / "schema_history" / "env.py"
    env.write_text(env.read_text(encoding="utf-8") + HOOK.format(port=port), encoding="utf-8")
    project = open_project(folder, app="blog", runner=runner)
    places = project.places()
    assert places.sentence.startswith("In step: models, scripts and database agree"), str(places)
    assert project.try_out("downgrade", "base").untried is None
    assert asked == []


@pytest.mark.postgres
def test_one_within_the_transaction_undoes_it_so_nothing_is_said_of_the_scripts(
    tmp_path, runner, service, postgres_url, monkeypatch
):
    port, asked = service
    monkeypatch.setenv("BLOG_URL", postgres_url.render_as_string(hide_password=False))
    folder = upgraded(blog(tmp_path / "blog", url='os.environ["BLOG_URL"]'), "blog")
    env = folder / "schema_history" / "env.py"
    source = env.read_text(encoding="utf-8")
    assert LOST in source
    hook = HOOK.format(port=port).strip().replace("\n", "\n            ")
    env.write_text(source.replace(LOST, f"{LOST}            {hook}\n"), encoding="utf-8")
    places = open_project(folder, app="blog", runner=runner).places()
    assert "What the scripts make is not known" in str(places)
    assert places.in_step
    assert asked == []
