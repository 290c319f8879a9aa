"""A learner decides whether the instructor sees their progress: nothing leaves before, and all of it goes after."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from migration_lab import lab
from migration_lab.course.location import WORKSPACE_VARIABLE
from migration_lab.course.records.exported import as_text, exported
from migration_lab.course.records.learner_progress import learner_progress
from migration_lab.course.records.progress_words import lines
from migration_lab.course.records.sharing import ROOM_VARIABLE, shared_export, shared_name, sharing_file
from migration_lab.course.tries import note_hint
from migration_lab.errors import LabError
from migration_lab.server_extension.room_link import RoomLink, sent_in
from tests.live_class.class_service import ask

ADA = "token-of-ada"


@pytest.fixture(autouse=True)
def room(service: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A learner's server in a room, and a folder of their own."""
    monkeypatch.setenv(ROOM_VARIABLE, service)
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))
    return service


@pytest.fixture
def link(room: str) -> Iterator[RoomLink]:
    made = RoomLink(room, ADA)
    yield made
    lab.stop_sharing()
    asyncio.run(made.tell())


def kept(folder: Path) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in folder.glob("progress/*.json")]


def test_nothing_is_written_or_sent_before_the_learner_says_yes(link: RoomLink, folder: Path) -> None:
    note_hint("01.1", 1)
    asyncio.run(link.tell())
    assert (shared_export(), kept(folder), sharing_file().exists()) == (None, [], False)


def test_what_is_shared_is_what_an_export_has_and_follows_every_change(link: RoomLink, folder: Path) -> None:
    lab.share_progress(" Ada   Lovelace ")
    asyncio.run(link.tell())
    note_hint("01.1", 2)
    asyncio.run(link.tell())
    record = json.loads((sharing_file().parent / "progress.json").read_text(encoding="utf-8"))
    assert kept(folder) == [as_text(exported(record, "Ada Lovelace"))]
    assert "hints" in kept(folder)[0]


def test_it_is_deleted_when_the_learner_stops(link: RoomLink, folder: Path) -> None:
    lab.share_progress("Ada")
    asyncio.run(link.tell())
    assert len(kept(folder)) == 1
    lab.stop_sharing()
    asyncio.run(link.tell())
    assert (kept(folder), sharing_file().exists()) == ([], False)


def test_without_a_name_it_is_that_of_the_account(link: RoomLink, folder: Path) -> None:
    lab.share_progress()
    asyncio.run(link.tell())
    (text,) = kept(folder)
    assert json.loads(text)["name"] == "ada"


def test_progress_says_whether_it_is_seen_and_how_to_change_that() -> None:
    def said() -> str:
        return [*lines(learner_progress())][-1]

    assert said() == 'The instructor does not see your progress. `lab.share_progress("your name")` shows it.'
    lab.share_progress("Ada")
    assert said() == "The instructor sees your progress, under the name Ada. `lab.stop_sharing()` ends that."
    lab.stop_sharing()
    assert said().startswith("The instructor does not see")


def test_outside_a_room_there_is_nobody_to_share_with(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ROOM_VARIABLE)
    with pytest.raises(LabError, match="not in a room"):
        lab.share_progress("Ada")
    assert not sharing_file().exists()
    assert not any("instructor" in line for line in lines(learner_progress()))


def test_a_name_that_is_too_long_changes_nothing() -> None:
    with pytest.raises(LabError, match="at most 60"):
        lab.share_progress("x" * 61)
    assert shared_name() is None


@pytest.mark.parametrize("text", ["", "[]", "null", '{"name": 3}', "{" * 5000])
def test_a_damaged_answer_is_a_no(text: str) -> None:
    sharing_file().write_text(text, encoding="utf-8")
    assert shared_export() is None


def test_a_page_that_does_not_answer_stops_nothing(link: RoomLink, caplog: pytest.LogCaptureFixture) -> None:
    lost = RoomLink("http://127.0.0.1:9/", ADA)
    for _ in range(3):
        asyncio.run(lost.tell())
    assert [record.getMessage() for record in caplog.records] == [
        "The room's page does not answer: ConnectionRefusedError"
    ]
    assert ADA not in caplog.text


@pytest.mark.parametrize("sent", [None, 3, [], {"id": 1}, {"text": "x" * 500}, {"id": "a", "text": None}])
def test_what_is_not_as_it_should_be_is_not_shown(sent: object) -> None:
    assert sent_in({"sent": sent}) is None


def test_the_learner_hears_what_is_sent(link: RoomLink, room: str) -> None:
    ask("POST", f"{room}sent", "token-of-teacher", "what=chapter:03&text=")
    asyncio.run(link.tell())
    ask("DELETE", f"{room}sent", "token-of-teacher")
    assert link.sent is not None
    assert (link.sent["opens"], link.sent["target"]) == ("chapter", "03")


def test_a_server_outside_a_room_follows_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from migration_lab import server_extension

    monkeypatch.delenv(ROOM_VARIABLE)
    server = SimpleNamespace(root_dir=str(tmp_path))  # it has nothing that could be asked for more
    server_extension._load_jupyter_server_extension(server)
    assert ROOM_VARIABLE not in os.environ


def test_whose_jupyterlab_is_not_open_is_not_there(link: RoomLink, room: str) -> None:
    def there() -> bool:
        return "<dd>1</dd><dt>here now</dt>" in ask("GET", f"{room}parts", "token-of-teacher").json["now"]

    asyncio.run(link.tell())
    assert not there()
    link.asked("")
    asyncio.run(link.tell())
    assert there()
