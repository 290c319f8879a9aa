"""Say in words what happened to a column's values: moved, lost, changed, cut, or new. Pure: facts in, words out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from migration_lab.values.became import Became, Filled, Moved
from migration_lab.values.visible_text import plain
from migration_lab.widgets.words import count, name, names, shorten

LONGEST_QUOTED = 30
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
Said = tuple[str, str]
"""A mark, and a sentence without its full stop."""


def gone_words(became: Became, lost: Mapping[str, str]) -> Iterator[Said]:
    """Say, for each dropped column, where its values are now; ``lost`` says of which columns how many are nowhere."""
    moved = {one.column: one for one in became.moved}
    for column in dict.fromkeys((*moved, *lost)):
        one, what = moved.get(column), _dotted(became, column)
        if one is None and became.cannot_compare and became.filled:
            yield "-", f"{what} is gone, and {lost[column]} of it were not found anywhere else"
        elif one is None:
            yield "-", f"{what} is gone, and with it {lost[column]}"
        elif one.all_found:
            yield "", _moved(became, one, what)
        else:
            rest = f"{count(one.of - one.values, 'value')} {'is' if one.of - one.values == 1 else 'are'} lost"
            yield "-", f"{what} is gone: {one.values:,} of {one.of:,} values moved into {names(one.to)}, {rest}"


def _moved(became: Became, one: Moved, what: str) -> str:
    to = _and(one.to)
    if one.how == "unordered":
        return f"{what} is gone; all its values are in {to}, but perhaps in other rows"
    if one.how == "whole":
        scope = "" if became.all_compared else f", in {_compared(became)}"
        return f"{to} now {'holds' if len(one.to) == 1 else 'hold'} the values of {what}{scope}"
    if not became.all_compared or became.rows_gone:
        scope = f"in {_compared(became)}"
    elif one.of == became.rows_before:
        scope = "in every row"
    else:
        scope = f"in each of the {count(one.of, 'row')} that had one"
    return f"the values of {what} moved into {to} {scope}"


def stayed_words(became: Became) -> Iterator[Said]:
    """Say, for each column that stayed, in how many rows it has another value, and what that did to the old one."""
    cut, overwritten, emptied = dict(became.cut), dict(became.overwritten), dict(became.emptied)
    for column, many in became.values_changed:
        what, rows = _dotted(became, column), _compared(became)
        if not overwritten.get(column):
            yield "~", f"{what} has a value in {many:,} of {rows} where it had none"
        elif cut.get(column) == many:
            yield "-", f"{what} was cut in {many:,} of {rows}: only the beginning of its value is left"
        elif emptied.get(column) == many:
            yield "-", f"{what} is empty in {many:,} of {rows} where it had a value"
        elif column in emptied:
            yield "-", f"{what} has another value in {many:,} of {rows}, and in {emptied[column]:,} of them it is empty"
        elif column in cut:
            yield "-", f"{what} has another value in {many:,} of {rows}, and in {cut[column]:,} of them it was cut"
        else:
            yield "~", f"{what} has another value in {many:,} of {rows}"


def filled_words(became: Became) -> Iterator[Said]:
    """Say, for each added column, what it holds."""
    for one in became.filled:
        yield "", f"{_dotted(became, one.column)} {_filled(became, one)}"


def _filled(became: Became, one: Filled) -> str:
    whole = one.of == became.rows_after
    number = count(one.of, "row") if whole else f"the {count(one.of, 'row')} looked at"
    every = "every row" if whole else number
    if one.same:
        return f"is {quoted(one.value)} in {every}"
    return f"has a value in {every if one.values == one.of else f'{one.values:,} of {number}'}"


def quoted(text: str | None) -> str:
    """Put a value into a sentence: a number as it is, a text between quotes."""
    if text is None:
        return "NULL"
    return text if NUMBER.fullmatch(text) else f"'{shorten(plain(text), LONGEST_QUOTED)}'"


def _compared(became: Became) -> str:
    """Return the rows that were compared: ``3 rows``."""
    if became.all_compared and became.rows_gone == 0 and became.rows_come == 0:
        return count(became.rows_before, "row")
    if became.all_compared:
        return f"the {count(became.rows_before - (became.rows_gone or 0), 'row')} there before and after"
    return f"the {count(became.compared, 'row')} compared"


def _dotted(became: Became, column: str) -> str:
    return name(f"{became.table}.{column}")


def _and(columns: tuple[str, ...]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if not 1 < len(columns) < 5:
        return names(columns)
    return f"{', '.join(map(name, columns[:-1]))} and {name(columns[-1])}"
