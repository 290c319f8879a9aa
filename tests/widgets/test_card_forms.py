"""The card as text, as HTML and as a widget: one content, and nothing that harms the page."""

from __future__ import annotations

import json

import pytest

from migration_lab.schema import Column
from migration_lab.widgets import Card
from migration_lab.widgets.live import DRAWN
from tests.widgets.examples import (
    HOSTILE,
    SPEAKER,
    TAMED,
    added_bio,
    hostile,
    renamed,
    schema,
    step,
)


def test_the_html_sets_before_and_after_side_by_side():
    html = Card(added_bio()).html()
    assert "<caption>~ <strong><code>speaker</code></strong>: 1 column added</caption>" in html
    assert '<th scope="col" style="text-align: left">before</th>' in html
    assert "<ins><strong>bio</strong> <code>TEXT NULL</code></ins>" in html
    assert '<td style="text-align: left">+ added</td><td style="text-align: left"></td>' in html
    assert "<summary>SQL that ran (2)</summary>" in html


def test_the_html_needs_nothing_that_a_sanitizer_takes_away():
    html = Card(renamed([None] * 3)).html()
    assert "<del><strong>name</strong>" in html
    for taken in ("<style", "<svg", "<script", "aria-", "role=", "class=", "var("):
        assert taken not in html


def test_hostile_names_and_values_stay_text():
    html = Card(hostile()).html()
    assert "<script" not in html
    assert "<img" not in html
    assert "<b>" not in html
    assert "we&quot;ird &lt;script&gt;alert(1)&lt;/script&gt; 🎤\\n\\u202eשנה" in html
    assert TAMED in str(Card(hostile()))
    assert "\u202e" not in str(Card(hostile())) + html + json.dumps(Card(hostile()).state(), ensure_ascii=False)


def test_the_mime_bundle_has_text_html_and_what_javascript_draws():
    card = Card(added_bio())
    bundle = card._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html", DRAWN}
    assert bundle["text/plain"] == str(card) == repr(card)
    assert json.loads(bundle[DRAWN]) == {"display": "card", "traits": {"_state": json.loads(json.dumps(card.state()))}}


def test_text_and_html_are_the_same_each_time():
    assert str(Card(hostile())) == str(Card(hostile()))
    assert Card(hostile()).html() == Card(hostile()).html()


def test_its_state_is_plain_json():
    card = Card(added_bio())
    state = json.loads(json.dumps(card.state()))
    assert state["command"] == "flask db upgrade"
    assert [table["name"] for table in state["tables"]] == ["speaker"]
    assert [table["name"] for table in state["unchanged"]] == ["talk"]
    assert state["move"] == {
        "table": "alembic_version",
        "before": "3f2ad07e9b1c",
        "after": "9b1c3f2ad07e",
        "made": False,
    }
    assert [one["bookkeeping"] for one in state["statements"]] == [False, True]


def test_a_thousand_unchanged_tables_are_named_and_not_sent():
    many = [type(SPEAKER)(f"t{number:04}", (Column("id", "INTEGER"),)) for number in range(1000)]
    state = Card(step("db", "upgrade", before=schema(*many), after=schema(*many, SPEAKER))).state()
    assert state["unchanged"] == ()
    assert len(state["unchanged_names"]) == 1000


def test_a_table_name_with_a_line_break_keeps_its_line():
    assert all(HOSTILE.split("\n")[1] not in line.strip()[:6] for line in str(Card(hostile())).splitlines())


def test_an_unknown_keyword_is_an_error_at_once():
    with pytest.raises(TypeError):
        Card(added_bio(), theme="dark")
