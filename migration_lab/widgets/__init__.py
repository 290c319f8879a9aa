"""What the lab shows: each display is text, static HTML and, where it earns it, a live widget."""

from migration_lab.widgets.card import Card

__all__ = ["Card"]
