"""How templates are filled."""

from __future__ import annotations

import pytest

from migration_lab.coach.filling import fill


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ("{n:row}", "1 row"),
        ("{more:row}", "2 rows"),
        ("{more:child/children}", "2 children"),
        ("{n:-is/are} {more:-is/are} {more:-row}", "is are rows"),
        ("{names:list}", "a, b and c"),
        ("DROP TABLE {plain:sql}", "DROP TABLE public.talk"),
        ("DROP TABLE {keyword:sql}", 'DROP TABLE "order"'),
        ("DROP TABLE {hostile:sql}", 'DROP TABLE "a""; DROP TABLE b"'),
        ("flask db stamp {hostile:sh}", "flask db stamp 'a\"; DROP TABLE b'"),
    ],
)
def test_a_field_is_written_as_its_place_needs_it(template: str, filled: str) -> None:
    facts = {"n": 1, "more": 2, "names": ["a", "b", "c"], "plain": "public.talk", "keyword": "order"}
    assert fill(template, {**facts, "hostile": 'a"; DROP TABLE b'}) == filled


def test_an_unknown_field_is_no_sentence() -> None:
    with pytest.raises(KeyError):
        fill("{table}", {})
