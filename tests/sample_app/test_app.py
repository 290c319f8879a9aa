"""What the app answers, on a database that its migrations made and `flask seed` filled."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from tests.sample_app.conftest import Project

HOSTILE = "<script>alert('hi')</script> & \"Ünal\" 🎤"


class Page(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_programme_lists_every_talk_in_the_order_of_the_day(client: FlaskClient) -> None:
    text = client.get("/").text
    titles = [talk["title"] for talk in client.get("/talks").json]
    assert len(titles) == 8
    assert [text.index(title) for title in titles] == sorted(text.index(title) for title in titles)
    assert "09:30\N{EN DASH}10:15" in text


def test_the_page_can_be_read_by_a_machine_that_reads_aloud(client: FlaskClient) -> None:
    page = Page(client.get("/").text)
    tags = [tag for tag, _ in page.tags]
    assert ("html", {"lang": "en"}) in page.tags
    assert tags.count("h1") == tags.count("main") == tags.count("title") == 1
    assert all("scope" in attributes for tag, attributes in page.tags if tag == "th")
    assert ("span", {"lang": "es"}) in page.tags


def test_speakers_are_listed_by_name_and_found_by_number(client: FlaskClient) -> None:
    speakers = client.get("/speakers").json
    assert [speaker["name"] for speaker in speakers] == sorted(speaker["name"] for speaker in speakers)
    assert all(speaker["bio"] for speaker in speakers)
    assert client.get(f"/speakers/{speakers[0]['id']}").json == speakers[0]


def test_nobody_gets_to_see_a_phone_number(client: FlaskClient) -> None:
    assert "phone" not in client.get("/speakers").text


def test_a_talk_names_its_speaker_room_and_time(client: FlaskClient) -> None:
    assert client.get("/talks/1").json == {
        "id": 1,
        "title": "What the harbour log taught us about time",
        "speaker": "Amara Okafor",
        "room": "Main hall",
        "starts_at": "2026-09-18T09:30:00",
        "minutes": 45,
        "language": "en",
        "kind": "talk",
    }


def test_rooms_have_seats(client: FlaskClient) -> None:
    assert {"id": 1, "name": "Main hall", "seats": 180} in client.get("/rooms").json


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("/speakers/99", "There is no speaker 99."),
        ("/talks/99", "There is no talk 99."),
        ("/nowhere", "The requested URL was not found"),
    ],
)
def test_what_is_not_there_is_said_as_json(client: FlaskClient, path: str, error: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.json["error"].startswith(error)


def test_a_hostile_name_stays_text(client: FlaskClient, seeded: Project) -> None:
    seeded.rows("INSERT INTO speaker (name) VALUES (?)", HOSTILE)
    page = Page(client.get("/").text)
    assert "script" not in [tag for tag, _ in page.tags]
    assert HOSTILE in page.text
    assert HOSTILE in [speaker["name"] for speaker in client.get("/speakers").json]


def test_an_empty_conference_says_so(client: FlaskClient, seeded: Project) -> None:
    for table in ("talk", "room", "speaker"):
        seeded.rows(f"DELETE FROM {table}")
    assert "No talks yet." in client.get("/").text
    assert client.get("/talks").json == []


def test_the_list_of_talks_is_one_query_however_many_there_are(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        engine = app.extensions["sqlalchemy"].engine
    seen: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        client.get("/talks")
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert len(seen) == 1
