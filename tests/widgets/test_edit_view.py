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
    assert "\n+  5  <ins>new</ins>\n" in view.html()
    assert "\n- 10  <del>line 10</del>\n+ 11  <ins>changed</ins>\n" in view.html()


def test_the_indentation_is_not_marked_and_an_empty_line_has_nothing_to_mark() -> None:
    html = EditView("models.py", "a\n    b\n", "a\n\n    c\n").html()
    assert '<pre class="mlab-edit">  1  a\n- 2      <del>b</del>\n+ 2\n+ 3      <ins>c</ins></pre>' in html


def test_of_many_lines_in_a_row_the_first_and_the_last_are_shown() -> None:
    added = "".join(f"new {number}\n" for number in range(1, 11))
    view = EditView("models.py", BEFORE, BEFORE.replace("line 8\n", f"{added}line 8\n"))
    assert (
        f"\n{view}\n"
        == """
models.py: 10 lines added
     6  line 6
     7  line 7
  +  8  new 1
  +  9  new 2
  + 10  new 3
  + 11  new 4
  +     … 3 more lines
  + 15  new 8
  + 16  new 9
  + 17  new 10
    18  line 8
    19  line 9
"""
    )
    assert "more line" not in str(EditView("models.py", BEFORE, added.removesuffix("new 10\n") + BEFORE))


def test_an_edit_that_was_made_before_says_so() -> None:
    view = EditView("models.py", BEFORE, BEFORE)
    assert str(view) == "models.py is already so: nothing changed"
    assert view.html() == "<p><strong><code>models.py</code> is already so: nothing changed</strong></p>"


def test_what_a_file_holds_is_shown_as_text() -> None:
    view = EditView("<b>.py", "a\r\n", "a\r\n<script>\tx\x1b\u202e</script>\r\n")
    assert "+ 2  <script>    x\\x1b\\u202e</script>" in str(view)
    assert "<script>" not in view.html()
    assert "<b>" not in view.html()
    assert "\n+ 2  <ins>&lt;script&gt;    x\\x1b\\u202e&lt;/script&gt;</ins></pre>" in view.html()
    assert "\r" not in str(view)
