"""The service, run as a hub runs it: who may see, send and write; what it keeps, and when it deletes it."""

from __future__ import annotations

import json
import stat
from contextlib import suppress
from pathlib import Path

import pytest

from migration_lab.course.classroom.collecting import collect
from migration_lab.course.records.exported import LARGEST, ExportedProgress, as_text
from migration_lab.course.tries import Tries
from tests.course.learners import HOSTILE
from tests.live_class.class_service import Answer, ask, class_service
from tests.live_class.fake_hub import FakeHub

ADA, GRACE, TEACHER, NOBODY = (f"token-of-{who}" for who in ("ada", "grace", "teacher", "nobody"))


def progress(name: str = "", **tries: Tries) -> str:
    return as_text(ExportedProgress({id.replace("_", "."): one for id, one in tries.items()}, {}, name))


def here(service: str, token: str, digest: str | None = None, seen: str = "") -> Answer:
    return ask("POST", f"{service}here", token, json.dumps({"digest": digest, "open": True, "seen": seen}))


def kept(folder: Path) -> list[str]:
    return [one.name for one in collect(folder / "progress").learners] if list(folder.glob("progress/*.json")) else []


def seen_by_the_teacher(service: str) -> str:
    return " ".join(ask("GET", f"{service}parts", TEACHER).json.values())


def test_a_learner_and_a_stranger_neither_see_the_page_nor_send(service: str) -> None:
    for token in (ADA, NOBODY):
        for method, name in (("GET", ""), ("GET", "parts"), ("POST", "sent"), ("DELETE", "sent")):
            body = "text=hello" if method == "POST" else None
            assert ask(method, f"{service}{name}", token, body).code == 403, (method, name)
    assert here(service, ADA).json["sent"] is None


def test_who_is_not_logged_in_is_led_to_the_hub_and_told_nothing(service: str, hub: FakeHub) -> None:
    found = ask("GET", service)
    assert (found.code, found.text) == (302, "")
    assert found.headers["Location"].startswith(f"{hub.address}/hub/api/oauth2/authorize?")
    for method, name in (("GET", "parts"), ("POST", "here"), ("PUT", "progress"), ("POST", "sent")):
        assert ask(method, f"{service}{name}", "", "{}" if method != "GET" else None).code == 403
        assert ask(method, f"{service}{name}", "made up", "{}" if method != "GET" else None).code == 403


def test_without_consent_only_a_number_is_known(service: str, folder: Path) -> None:
    assert here(service, ADA).json == {"sent": None, "wanted": False}
    page = ask("GET", service, TEACHER)
    assert page.code == 200
    assert "<dd>1</dd><dt>here now</dt>" in page.text
    assert "ada" not in page.text.lower().replace("lab.share_progress(&quot;ada&quot;)", "")
    assert kept(folder) == []


def test_what_is_shared_is_asked_for_kept_and_deleted_when_it_is_shared_no_more(service: str, folder: Path) -> None:
    text = progress("Ada", **{"01_1": Tries(done=True, checks=2)})
    assert here(service, ADA, "first").json["wanted"] is True
    assert ask("PUT", f"{service}progress", ADA, text).code == 200
    (file,) = folder.glob("progress/*.json")
    assert file.read_text() == text
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert "Ada" in seen_by_the_teacher(service)
    assert here(service, ADA, None).json["wanted"] is False
    assert kept(folder) == []
    assert "Ada" not in seen_by_the_teacher(service).replace("share_progress(&quot;Ada", "")


def test_nobody_writes_for_somebody_else(service: str, folder: Path) -> None:
    ask("PUT", f"{service}progress", ADA, progress("Ada"))
    ask("PUT", f"{service}progress", GRACE, progress("Ada", **{"01_1": Tries(done=True)}))
    assert kept(folder) == ["Ada", "Ada"]  # a row of her own, whatever she calls herself
    here(service, GRACE, None)
    (file,) = folder.glob("progress/*.json")
    assert json.loads(file.read_text())["exercises"] == {}
    for token in (TEACHER, NOBODY, ""):
        assert ask("PUT", f"{service}progress", token, progress("Eve")).code == 403
    assert kept(folder) == ["Ada"]
    here(service, ADA, None)


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"\xff", b"null", b"[" * 100_000], ids=str)
def test_what_is_no_progress_is_refused(service: str, folder: Path, body: bytes) -> None:
    assert ask("PUT", f"{service}progress", ADA, body).code == 400
    assert kept(folder) == []


def test_what_is_too_large_is_not_even_read(service: str, folder: Path) -> None:
    with suppress(OSError):  # the service may have closed the connection while it was still written to
        assert ask("PUT", f"{service}progress", ADA, b"x" * (LARGEST + 1)).code == 400
    assert kept(folder) == []
    assert here(service, ADA).code == 200


def test_a_hostile_name_is_text(service: str) -> None:
    ask("PUT", f"{service}progress", ADA, progress(HOSTILE))
    page = ask("GET", service, TEACHER)
    assert HOSTILE not in page.text
    assert "&lt;img src=x onerror=alert(1)&gt;" in page.text
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
    here(service, ADA, None)


def test_what_is_sent_reaches_everybody_until_it_is_taken_back(service: str) -> None:
    sent = ask("POST", f"{service}sent", TEACHER, "what=exercise:03.1&text=Try+this+%3Cb%3E")
    assert sent.code == 200
    first = here(service, ADA).json["sent"]
    assert (first["opens"], first["target"], first["text"]) == ("exercise", "03.1", "Try this <b>")
    assert here(service, GRACE, seen=first["id"]).json["sent"] == first
    assert "Shown to 1 of the 2 here." in seen_by_the_teacher(service)
    assert "<b>”" not in seen_by_the_teacher(service)
    ask("POST", f"{service}sent", TEACHER, "what=card:S06&text=")
    again = here(service, ADA).json["sent"]
    assert (again["target"], again["id"] != first["id"]) == ("S06", True)
    ask("DELETE", f"{service}sent", TEACHER)
    assert here(service, ADA).json["sent"] is None


@pytest.mark.parametrize(
    "form", ["", "what=&text=", "what=card:none", "what=chapter:../../etc", "what=x:03", f"text={'x' * 201}"]
)
def test_what_cannot_be_opened_or_said_is_not_sent(service: str, form: str) -> None:
    refused = ask("POST", f"{service}sent", TEACHER, form)
    assert refused.code == 400
    assert len(refused.text) > 10
    assert here(service, ADA).json["sent"] is None


def test_a_service_that_is_started_again_knows_what_it_knew(hub: FakeHub, tmp_path: Path) -> None:
    with class_service(hub, tmp_path / "class") as service:
        ask("PUT", f"{service}progress", ADA, progress("Ada"))
        ask("POST", f"{service}sent", TEACHER, "text=Lunch")
    with class_service(hub, tmp_path / "class") as service:
        assert "Ada" in seen_by_the_teacher(service)
        assert here(service, GRACE).json["sent"]["text"] == "Lunch"
        here(service, ADA, None)
        assert kept(tmp_path / "class") == []
    assert "token" not in (tmp_path / "class.log").read_text()
