"""What the app answered."""

from __future__ import annotations

import json

import pytest

from migration_lab.values.error_report import ErrorReport
from migration_lab.values.result import Response
from migration_lab.widgets import ResponseView
from migration_lab.widgets.response_view import frame_height

PAGE = "<!doctype html>\n<html><head><style>b {}</style></head>\n<body>\n\n  <h1>Talks & more</h1>\n</body></html>"


def answer(text, content_type="application/json", status=200, reason="OK", **more):
    return ResponseView(Response("/talks", status, reason, content_type, text, **more))


def test_json_is_set_out_one_row_a_line():
    talks = [{"id": 1, "title": "Compilers", "speaker": "Grace Hopper"}, {"id": 2, "title": "Zählen", "speaker": None}]
    assert (
        "\n" + str(answer(json.dumps(talks))) + "\n"
        == """
GET /talks → 200 OK  application/json
[
  {"id": 1, "title": "Compilers", "speaker": "Grace Hopper"},
  {"id": 2, "title": "Zählen", "speaker": null}
]
"""
    )


def test_short_json_stays_on_one_line_and_long_objects_open_up():
    assert str(answer('{"talks": []}')).endswith('\n{"talks": []}')
    long = json.dumps({"first": "x" * 60, "second": {"third": "y" * 60}})
    assert str(answer(long)).splitlines()[1:] == [
        "{",
        f'  "first": "{"x" * 60}",',
        f'  "second": {{"third": "{"y" * 60}"}}',
        "}",
    ]


def test_a_page_is_its_body_in_text_and_a_sandboxed_frame_in_html():
    page = answer(PAGE, "text/html; charset=utf-8")
    assert str(page) == "GET /talks → 200 OK  text/html\n<h1>Talks & more</h1>"
    html = page.html()
    assert '<iframe sandbox="" title="The page /talks" srcdoc="&lt;!doctype html&gt;' in html
    assert "Talks &amp;amp; more" not in html
    assert "<h1>" not in html
    assert "<pre><code>&lt;h1&gt;Talks &amp; more&lt;/h1&gt;</code></pre>" in html


def test_a_page_cannot_leave_its_frame():
    html = answer('<p>"></iframe><script>alert(1)</script>', "text/html").html()
    assert html.count("</iframe>") == 1
    assert "<script" not in html


def test_a_failure_shows_the_end_of_what_the_app_printed():
    log = "\n".join(["Traceback", *map(str, range(50)), "OperationalError: no such column: speaker.bio"])
    error = ErrorReport("OperationalError", "sqlite3", "no such column: speaker.bio")
    failed = answer("<h1>Error</h1>", "text/html", 500, "INTERNAL SERVER ERROR", log=log, error=error)
    assert str(failed).startswith("GET /talks → 500 INTERNAL SERVER ERROR  text/html\n")
    assert str(failed).endswith("\n49\nOperationalError: no such column: speaker.bio")
    assert "Traceback" not in str(failed)
    assert "<iframe" not in failed.html()
    assert "<pre><code>OperationalError: no such column: speaker.bio</code></pre>\n<details>" in failed.html()


def test_long_answers_are_trimmed_and_say_so():
    lines = str(answer("\n".join(map(str, range(100))), "text/plain")).splitlines()
    assert lines[-1] == "… and 70 more lines"


def test_what_is_not_json_although_it_says_so_is_shown_as_it_is():
    assert str(answer("oops")).endswith("\noops")


def test_the_answer_can_be_asked():
    view = answer('{"a": 1}')
    assert (view.status, view.ok, view.text, view.json) == (200, True, '{"a": 1}', {"a": 1})
    with pytest.raises(ValueError, match="Expecting value"):
        _ = answer("oops").json


def test_the_mime_bundle_has_text_and_html():
    assert set(answer("{}")._repr_mimebundle_()) == {"text/plain", "text/html"}


def test_the_frame_grows_with_the_page_within_bounds():
    def page(rows: int) -> str:
        return f"<table>{'<tr><td>x</td></tr>' * rows}</table>"

    assert frame_height(page(0)) == 160
    assert frame_height(page(8)) == 360
    assert frame_height(page(25)) == frame_height(page(1000)) == 900
    assert ' width="100%" height="160" ' in answer(PAGE, "text/html").html()
