"""The instructor's page in a real room: who may see it and send, whose progress is whose, what a token is good for."""

from __future__ import annotations

import json
from typing import Any

import pytest

from migration_lab.course.records.exported import ExportedProgress, as_text
from migration_lab.course.records.sharing import ROOM_VARIABLE, TOKEN_VARIABLE
from migration_lab.room.class_page_access import PAGE_PATH
from migration_lab.room.person_names import INSTRUCTOR
from tests.room.room_member import Member
from tests.room.started_room import StartedRoom, wait_for

Two = tuple[Member, Member]
SHARE = "from migration_lab import lab\nprint(lab.share_progress('Ana of the first row'))"
STOP = "from migration_lab import lab\nprint(lab.stop_sharing())"
NAMES = (ROOM_VARIABLE, TOKEN_VARIABLE, "JUPYTERHUB_API_TOKEN")
VARIABLES = f"import os, json; print(json.dumps([os.environ[name] for name in {NAMES}]))"


@pytest.fixture(scope="module")
def teacher(room: StartedRoom) -> Member:
    password = (room.folder / "hub" / "instructor.txt").read_text(encoding="utf-8").split()[-1]
    teacher = Member(room.address, INSTRUCTOR).join(password)
    assert teacher.web.get(room.address + PAGE_PATH, timeout=90).status_code == 200
    return teacher


def seen(teacher: Member) -> str:
    return " ".join(teacher.call("GET", f"{PAGE_PATH}parts").json().values())


def heard(person: Member) -> Any:
    return person.call("GET", f"/user/{person.name}/migration-lab/room").json()


def test_only_the_instructor_sees_the_page_and_sends(room: StartedRoom, two: Two, teacher: Member) -> None:
    for person in two:
        assert person.web.get(room.address + PAGE_PATH, timeout=90).status_code == 403
        for method, name in (("GET", "parts"), ("POST", "sent"), ("DELETE", "sent")):
            assert person.call(method, PAGE_PATH + name).status_code == 403
    assert teacher.call("POST", f"{PAGE_PATH}sent", data={"what": "chapter:03", "text": "Now"}).status_code == 200
    for person in two:
        wait_for(lambda person=person: heard(person)["sent"], "it is heard")
        assert heard(person)["sent"]["target"] == "03"
    assert teacher.web.post(f"{room.address}{PAGE_PATH}sent", data={"text": "forged"}, timeout=90).status_code == 403
    teacher.call("DELETE", f"{PAGE_PATH}sent")
    wait_for(lambda: heard(two[0])["sent"] is None, "it is taken back")


def test_a_learner_decides_in_a_cell_and_takes_it_back(room: StartedRoom, two: Two, teacher: Member) -> None:
    ana, bo = two
    folder = room.folder / "hub" / "class" / "progress"
    assert [*folder.glob("*.json")] == []
    assert "<dd>2</dd><dt>here now</dt>" in seen(teacher)
    with ana.kernel() as kernel:
        kernel.run(SHARE)
        wait_for(lambda: "Ana of the first row" in seen(teacher), "the instructor sees it")
        assert (heard(ana)["name"], heard(bo)["name"]) == ("Ana of the first row", None)
        assert len([*folder.glob("*.json")]) == 1
        kernel.run(STOP)
    wait_for(lambda: "Ana of the first row" not in seen(teacher), "it is deleted")
    assert [*folder.glob("*.json")] == []


def test_the_token_of_a_server_is_good_for_ones_own_progress_alone(
    room: StartedRoom, two: Two, teacher: Member
) -> None:
    ana = two[0]
    with ana.kernel() as kernel:
        page, token, of_server = json.loads(kernel.run(VARIABLES))
    assert room.folder.as_posix() not in page
    with_token = {"Authorization": f"token {token}"}
    stranger = Member(room.address, "nobody").web  # without any cookie
    text = as_text(ExportedProgress({}, {}, "Bo"))
    assert stranger.put(f"{page}progress", text, headers=with_token, timeout=90).status_code == 200
    assert "Bo" in seen(teacher)  # under a name that is not hers, and in her own row: it is gone with her next word
    wait_for(lambda: "Bo" not in seen(teacher), "the page deletes what she does not share")
    others = [f"{page}parts", f"{room.address}/hub/api/users", f"{room.address}/user/bo/api/status"]
    for address in [*others, f"{room.address}/user/ana/api/status"]:
        assert stranger.get(address, headers=with_token, timeout=90).status_code == 403, address
    for wrong in (of_server, token[:-1], ""):
        answer = stranger.put(f"{page}progress", text, headers={"Authorization": f"token {wrong}"}, timeout=90)
        assert answer.status_code == 403
    assert token not in room.log() + room.said()
