"""What every display shares: a text form, a static HTML form and, for some, a state that JavaScript draws.

Our extension of JupyterLab draws the state from the cell's output, without a kernel: so a notebook that is saved and
opened again looks as it did. Only what follows the database is a widget besides.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, ClassVar

from migration_lab.widgets.presence import Presence

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
DRAWN = "application/vnd.migration-lab.display"
"""The MIME type of what our extension draws. Its JSON is one string: as an object it would be indented in the file, and
twice as large."""

MOST_STORED = 200_000
"""Characters of JSON. Of more, as of a thousand tables, a notebook that is opened again shows the HTML."""


class Display:
    """Something that a notebook shows. The text form is stable: it is what nbval compares."""

    def __str__(self) -> str:
        raise NotImplementedError

    def html(self) -> str:
        """The static form, which reads well without style and without script."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return str(self)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {"text/plain": str(self), "text/html": self.html()}


class DrawnDisplay(Display):
    """A display that JavaScript draws as well, from a state that is kept in the cell's output."""

    stem: ClassVar[str]
    """The name that its module shares with the script and the style in ``js``."""
    traits: ClassVar[tuple[str, ...]] = ("_state",)
    """The parts of the state that change on their own; most displays have one."""

    def state(self) -> dict[str, Any]:
        """What the JavaScript draws: plain JSON values."""
        raise NotImplementedError

    def trait_values(self) -> dict[str, Any]:
        """Return the state by traits."""
        return self.state() if self.traits != ("_state",) else {"_state": self.state()}

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        bundle = super()._repr_mimebundle_(include, exclude)
        return {**bundle, DRAWN: drawn(self.stem, self.trait_values())}


def drawn(stem: str, traits: Mapping[str, Any]) -> str:
    """Return what our extension draws, as it stands in a notebook; of very much, only that there is a display."""
    whole = _compact({"display": stem, "traits": traits})
    return whole if len(whole) <= MOST_STORED else _compact({"display": stem, "traits": None})


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class LiveDisplay(DrawnDisplay):
    """A display that follows the database: a widget. Python owns the state; JavaScript draws it."""

    _widget: Any = None
    on_shown: Callable[[Any], object] | None = None
    """Called with this display when a widget of it is made."""
    on_gone: Callable[[Any], object] | None = None
    """Called with this display when its widget is closed because nobody sees it any more."""

    @property
    def widget(self) -> Any:
        """The anywidget that draws this; made when first used. It keeps this display alive as long as itself."""
        if self._widget is None:
            made = widget_class(self.stem, self.traits)
            self._widget = made(**self.trait_values())
            self._widget.drawn_from = self
            Presence(self._widget, self.let_go)
            if self.on_shown is not None:
                self.on_shown(self)
        return self._widget

    def let_go(self) -> None:
        """Close the widget, so that nothing holds it or this display. When it is shown again, another one is made."""
        widget, self._widget = self._widget, None
        if widget is not None:
            widget.drawn_from = None
            widget.close()
            if self.on_gone is not None:
                self.on_gone(self)

    def refresh(self) -> None:
        """Let the widget, if there is one, draw the present state."""
        if self._widget is not None:
            self._widget._state = self.state()

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        bundle = super()._repr_mimebundle_(include, exclude)
        view = {"version_major": 2, "version_minor": 0, "model_id": self.widget.model_id}
        return {**bundle, WIDGET_VIEW: view}


@cache
def widget_class(stem: str, traits: tuple[str, ...] = ("_state",)) -> type:
    """Return the anywidget class of ``stem``, with its script and its style as built."""
    import traitlets
    from anywidget import AnyWidget

    return type(
        "".join(map(str.capitalize, stem.split("_"))) + "Widget",
        (AnyWidget,),
        {
            "__module__": __name__,
            "_esm": asset(f"{stem}.js"),
            "_css": asset(f"{stem}.css"),
            **{name: traitlets.Dict().tag(sync=True) for name in traits},
        },
    )


def asset(name: str) -> str:
    """Return the text of a file in ``static``, which is built from the modules in ``js``."""
    return files(__package__).joinpath("static", name).read_text(encoding="utf-8")
