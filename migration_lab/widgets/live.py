"""What every display shares: a text form, a static HTML form and, for some, a widget that is made when first shown."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, ClassVar

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


class Display:
    """Something a notebook shows. The text form is stable: it is what nbval compares."""

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
    """The name that the display's ``.js`` and ``.css`` share with its module."""
    _widget: Any = None

    def state(self) -> dict[str, Any]:
        """What the JavaScript draws: plain JSON values."""
        raise NotImplementedError

    @property
    def widget(self) -> Any:
        """The anywidget that draws this; made at the first use. It keeps this display alive as long as itself."""
        if self._widget is None:
            self._widget = widget_class(self.stem)(_state=self.state())
            self._widget.drawn_from = self
        return self._widget

    def refresh(self) -> None:
        """Let the widget, if there is one, draw the present state."""
        if self._widget is not None:
            self._widget._state = self.state()

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        bundle = super()._repr_mimebundle_(include, exclude)
        view = {"version_major": 2, "version_minor": 0, "model_id": self.widget.model_id}
        return {**bundle, WIDGET_VIEW: view}


@cache
def widget_class(stem: str) -> type:
    """The anywidget class of ``stem``: the common script and style with its own behind them."""
    import traitlets
    from anywidget import AnyWidget

    return type(
        "".join(map(str.capitalize, stem.split("_"))) + "Widget",
        (AnyWidget,),
        {
            "__module__": __name__,
            "_esm": asset("common.js") + asset(f"{stem}.js"),
            "_css": asset("common.css") + asset(f"{stem}.css"),
            "_state": traitlets.Dict().tag(sync=True),
        },
    )


@cache
def asset(name: str) -> str:
    """The text of a file that lies beside this module."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
