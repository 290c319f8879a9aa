"""Bo attacks Ana, and a stranger the room, by what can be sent to it. The list is in deploy/room.md too."""

from __future__ import annotations

import http.client
import re
import stat

import pytest
import requests
import websocket

from tests.room.room_member import SECONDS, Member, NotLetIn
from tests.room.started_room import StartedRoom

Two = tuple[Member, Member]
HOSTILE = (
    "../ana",
    "ana/../bo",
    "a\N{CYRILLIC SMALL LETTER A}na",
    "\N{FULLWIDTH LATIN SMALL LETTER A}na",
    "an\N{ZERO WIDTH SPACE}a",
    "ana\N{RIGHT-TO-LEFT OVERRIDE}",
    "x" * 21,
    "x" * 100_000,
    "-rf",
    "1",
    "",
    ".",
    "a%2f..%2fana",
    "<script>alert(1)</script>",
    "ana;id",
    "instructor",
)


def refused(room: StartedRoom, who: Member, path: str, origin: str) -> None:
    """See that no websocket is opened there, with all cookies that this browser has."""
    address = f"ws://127.0.0.1:{room.port}{path}"
    with pytest.raises(websocket.WebSocketBadStatusException, match="403"):
        websocket.create_connection(address, cookie=cookies_of(who), origin=origin, timeout=SECONDS)


def cookies_of(who: Member) -> str:
    return "; ".join(f"{one.name}={one.value}" for one in who.web.cookies)


def join_until_full(room: StartedRoom) -> None:
    for name in ("d", "e", "f", "g", "h", "i", "j"):
        room.member(name)


def test_another_persons_server_is_closed_to_a_cookie(room: StartedRoom, two: Two) -> None:
    ana, bo = two
    with ana.kernel() as kernel:
        for path in ("api/contents", "api/kernels", f"api/kernels/{kernel.id}", "files/notebooks/clinic.ipynb"):
            assert bo.call("GET", f"/user/ana/{path}", allow_redirects=False).status_code in (302, 403), path
        assert not bo.call("GET", "/user/ana/lab").ok
        for method, path in (("POST", "kernels"), ("DELETE", f"kernels/{kernel.id}"), ("PUT", "contents/x.txt")):
            assert bo.call(method, f"/user/ana/api/{path}", json={}).status_code == 403, path
        refused(room, bo, f"/user/ana/api/kernels/{kernel.id}/channels", room.address)
        assert kernel.run("'still here'") == "'still here'"


def test_a_token_opens_only_what_its_owner_may(room: StartedRoom, two: Two) -> None:
    made = two[1].call("POST", "/hub/api/users/bo/tokens", json={"note": "mine"})
    token = made.json()["token"]

    def ask(method: str, path: str, **options: object) -> int:
        headers = {"Authorization": f"token {token}"}
        return requests.request(method, room.address + path, headers=headers, timeout=SECONDS, **options).status_code

    assert ask("GET", "/user/bo/api/status") == 200
    assert ask("GET", "/user/ana/api/status") == 403
    closed = (
        ("GET", "/hub/api/users"),
        ("GET", "/hub/api/users/ana"),
        ("PATCH", "/hub/api/users/bo"),
        ("POST", "/hub/api/users/ana/tokens"),
        ("POST", "/hub/api/users/ana/server"),
        ("DELETE", "/hub/api/users/ana/server"),
        ("DELETE", "/hub/api/users/ana"),
        ("GET", "/hub/api/proxy"),
        ("POST", "/hub/api/shutdown"),
        ("GET", "/hub/api/services"),
        ("POST", "/hub/api/groups/instructors/users"),
    )
    open_ = {(m, p): ask(m, p, json={"admin": True, "users": ["bo"]} if m != "GET" else None) for m, p in closed}
    assert {one: code for one, code in open_.items() if code not in (403, 404)} == {}
    more = {"scopes": ["admin:users", "access:servers!user=ana"]}
    assert two[1].call("POST", "/hub/api/users/bo/tokens", json=more).status_code in (400, 403)
    assert token not in room.log()


def test_nobody_is_an_administrator(two: Two) -> None:
    for person in two:
        assert person.call("GET", "/hub/api/user").json()["admin"] is False
        assert person.call("GET", "/hub/admin").status_code == 403


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda typed: ascii(typed[:20]))
def test_a_hostile_name_is_refused(room: StartedRoom, typed: str) -> None:
    with pytest.raises(NotLetIn):
        Member(room.address, "x").join("a-long-password", room.code, typed)


def test_a_name_in_another_form_is_the_same_name(room: StartedRoom, two: Two) -> None:
    for typed in (" Ana", "ANA", "\N{LATIN SMALL LETTER A WITH ACUTE}na"):
        with pytest.raises(NotLetIn, match="taken"):
            Member(room.address, "ana").join("not-the-password", room.code, typed)


@pytest.mark.parametrize("code", ["", "aaaa-aaaa-aaaa", "%", "' or 1=1"])
def test_nobody_joins_without_the_code(room: StartedRoom, code: str) -> None:
    with pytest.raises(NotLetIn, match="code"):
        Member(room.address, "eve").join("a-long-password", code)


def test_a_short_password_is_refused(room: StartedRoom) -> None:
    with pytest.raises(NotLetIn, match="8 characters"):
        room.member("eve", "short")


def test_passwords_cannot_be_tried_one_after_the_other(room: StartedRoom) -> None:
    room.member("cy")
    for _ in range(5):
        with pytest.raises(NotLetIn, match="taken"):
            room.member("cy", "a-wrong-password")
    with pytest.raises(NotLetIn, match="Too many"):
        room.member("cy")


def test_the_room_has_as_many_places_as_it_was_given(room: StartedRoom, two: Two) -> None:
    with pytest.raises(NotLetIn, match="full"):
        join_until_full(room)
    assert Member(room.address, "ana").join("password-of-ana")  # who is there is


def test_another_page_cannot_act_in_somebodys_name(room: StartedRoom, two: Two) -> None:
    bo = two[1]
    forged = {"Origin": "http://evil.example", "Referer": "http://evil.example/", "Sec-Fetch-Site": "cross-site"}
    before = len(bo.call("GET", "/hub/api/users/bo/tokens").json()["api_tokens"])
    for path in ("/hub/api/users/bo/tokens", "/user/bo/api/kernels", "/hub/auth/change-password"):
        for body in ({"data": {"password": "evil-password"}}, {"data": "{}"}, {"json": {"password": "evil-password"}}):
            answer = bo.web.post(room.address + path, headers=forged, timeout=SECONDS, **body)
            assert answer.status_code in (400, 403), path
    assert len(bo.call("GET", "/hub/api/users/bo/tokens").json()["api_tokens"]) == before
    login = {"username": "ana", "password": "password-of-ana", "code": room.code}
    assert requests.post(f"{room.address}/hub/login", data=login, timeout=SECONDS).status_code == 403
    with bo.kernel() as kernel:
        refused(room, bo, f"/user/bo/api/kernels/{kernel.id}/channels", "http://evil.example")


@pytest.mark.parametrize("path", ["bo/../ana/api/status", "bo/%2e%2e/ana/api/status", "bo%2f..%2fana/", "%61na/lab"])
def test_a_path_leads_nowhere_else(room: StartedRoom, two: Two, path: str) -> None:
    line = http.client.HTTPConnection("127.0.0.1", room.port, timeout=SECONDS)
    line.request("GET", f"/user/{path}", headers={"Cookie": cookies_of(two[1])})
    assert line.getresponse().status in (302, 403, 404)
    line.close()


def test_a_file_outside_the_course_cannot_be_had(two: Two) -> None:
    bo = two[1]
    for path in ("files/../../../hub/room.json", "files/%2e%2e/%2e%2e/%2e%2e/hub/room.json", "api/contents/../../hub"):
        assert not bo.call("GET", f"/user/bo/{path}").ok, path


def test_its_pages_have_the_headers_that_keep_them_out_of_other_pages(room: StartedRoom) -> None:
    answer = requests.get(f"{room.address}/hub/login", timeout=SECONDS)
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "code=" not in answer.headers.get("Location", "")


def test_after_joining_nobody_is_led_away(room: StartedRoom, two: Two) -> None:
    bo = two[1]
    for elsewhere in ("http://evil.example/", "//evil.example/", "/\\evil.example/"):
        answer = bo.web.get(f"{room.address}/hub/login", params={"next": elsewhere}, allow_redirects=False, timeout=60)
        assert re.match(r"/[^/\\]", answer.headers["Location"])


def test_no_secret_is_in_the_log_or_on_the_screen_and_the_hubs_folder_is_closed(room: StartedRoom, two: Two) -> None:
    requests.get(f"{room.address}/hub/login?code={room.code}&x=1", timeout=SECONDS)
    requests.get(f"{room.address}/hub/nowhere?code={room.code}", timeout=SECONDS)
    instructor = (room.folder / "hub" / "instructor.txt").read_text().split()[-1]
    cookies = [one.value for person in two for one in person.web.cookies if len(one.value) > 20]
    secrets = ["password-of-ana", "a-wrong-password", instructor, *cookies]
    assert [one for one in secrets if one in room.log() + room.said()] == []
    assert room.code not in room.log()
    assert not re.search(r"token=[0-9a-f]{8}", room.log())
    assert stat.S_IMODE((room.folder / "hub").stat().st_mode) == 0o700
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) & 0o077 for path in (room.folder / "hub").iterdir()}
    assert {name: mode for name, mode in modes.items() if mode} == {}
