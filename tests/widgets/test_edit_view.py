"""What an edit cell shows: the lines that changed, and two around them."""

from __future__ import annotations

from migration_lab.widgets.edit_view import EditView

BEFORE = "".join(f"line {number}\n" for number in range(1, 13))


def test_the_changed_lines_stand_between_two_that_stayed() -> None:
    after = BEFORE.replace("line 4\n", "line 4\nnew\n").replace("line 10\n", "changed\n").replace("line 12\n", "")
    view = EditView("models.py", BEFORE, after)
    assert (
        f"\n{view}\n"
        == """
models.py: 1 line changed, 1 line added, 1 line removed
     3  line 3
     4  line 4
  +  5  new
     6  line 5
     7  line 6
  …
     9  line 8
    10  line 9
  - 10  line 10
  + 11  changed
    12  line 11
  - 12  line 12
"""
    )
    assert view.html().startswith("<p><strong><code>models.py</code>: 1 line changed, 1 line added, 1 line removed")
    assert "\n<ins>+  5  new</ins>\n" in view.html()
    assert "\n<del>- 10  line 10</del>\n<ins>+ 11  changed</ins>\n" in view.html()


def test_an_edit_that_was_made_before_says_so() -> None:
    view = EditView("models.py", BEFORE, BEFORE)
    assert str(view) == "models.py is already so: nothing changed"
    assert view.html() == "<p><strong><code>models.py</code> is already so: nothing changed</strong></p>"


def test_what_a_file_holds_is_shown_as_text() -> None:
    view = EditView("<b>.py", "a\r\n", "a\r\n<script>\tx\x1b\u202e</script>\r\n")
    assert "+ 2  <script>    x\\x1b\\u202e</script>" in str(view)
    assert "<script>" not in view.html()
    assert "<b>" not in view.html()
    assert "\n<ins>+ 2  &lt;script&gt;    x\\x1b\\u202e&lt;/script&gt;</ins></pre>" in view.html()
    assert "\r" not in str(view)
