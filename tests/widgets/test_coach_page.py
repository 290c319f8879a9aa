"""The long page of an entry: its Markdown as text, and as HTML that can do no harm."""

from __future__ import annotations

from migration_lab.coach import catalogue, entries, find_entry
from migration_lab.widgets import CoachPage

PAGE = """\
# S06: A title

What `you` see:

```python
op.add_column("<b>")
```

<script>alert(1)</script>

See [a link](javascript:alert(1)) and [docs](https://alembic.sqlalchemy.org/).

## Why

- one
"""


def test_its_text_is_the_markdown_itself() -> None:
    entry = find_entry("s6")
    assert str(CoachPage(entry)) == entry.page.strip()


def test_its_html_has_headings_below_those_of_the_notebook_and_no_markup_of_its_own(monkeypatch, tmp_path) -> None:
    entry = find_entry("S06")
    monkeypatch.setattr(entries, "CATALOGUE", tmp_path)
    (tmp_path / "S06.md").write_text(PAGE, encoding="utf-8")
    html = CoachPage(entry).html()
    assert "<h3>S06: A title</h3>" in html
    assert "<h4>Why</h4>" in html
    assert "<pre><code>op.add_column(&quot;&lt;b&gt;&quot;)\n</code></pre>" in html
    assert "<script" not in html
    assert "javascript:" not in html
    assert '<a href="https://alembic.sqlalchemy.org/">docs</a>' in html


def test_every_page_can_be_shown() -> None:
    for entry in catalogue().values():
        assert CoachPage(entry).html().startswith(f"<h3>{entry.id}: ")
