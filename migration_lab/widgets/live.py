"""What every display shares: a text form, a static HTML form and, for some, a widget that is made when first shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any, ClassVar

from migration_lab.widgets.presence import Presence

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


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


class LiveDisplay(Display):
    """A display that is a widget as well. Python owns the state; JavaScript draws it."""

    stem: ClassVar[str]
    """The name that its module shares with the script and the style in ``js`` and, after building, in ``static``."""
    traits: ClassVar[tuple[str, ...]] = ("_state",)
    """What is synchronised with JavaScript: parts of the state that change on their own may have one trait each."""
    _widget: Any = None
    on_shown: Callable[[Any], object] | None = None
    """Called with this display when a widget of it is made."""
    on_gone: Callable[[Any], object] | None = None
    """Called with this display when its widget is closed because nobody sees it any more."""

    def state(self) -> dict[str, Any]:
        """What the JavaScript draws: plain JSON values."""
        raise NotImplementedError

    @property
    def widget(self) -> Any:
        """The anywidget that draws this; made when first used. It keeps this display alive as long as itself."""
        if self._widget is None:
            made = widget_class(self.stem, self.traits)
            self._widget = made(**(self.state() if self.traits != ("_state",) else {"_state": self.state()}))
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
