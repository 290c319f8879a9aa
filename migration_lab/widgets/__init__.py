"""What the lab shows: each display is text, static HTML and, where it earns it, a live widget."""

from migration_lab.widgets.card import Card
from migration_lab.widgets.goal_view import GoalView
from migration_lab.widgets.message import Message
from migration_lab.widgets.response_view import ResponseView
from migration_lab.widgets.rows_view import RowsView
from migration_lab.widgets.tables_view import TablesView

__all__ = ["Card", "GoalView", "Message", "ResponseView", "RowsView", "TablesView"]
