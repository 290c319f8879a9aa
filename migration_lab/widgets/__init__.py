"""What the lab shows: each display is text, static HTML and, where that is worth it, a live widget.

Begin with ``live.py`` (what every display shares) and ``card.py`` or ``rows_view.py`` (small ones). ``…_state.py``
prepares what is shown, ``…_text.py`` and ``…_html.py`` write it. The JavaScript is in ``js/``, and is built into
``static/``. To add a page to the board, see CONTRIBUTING.md.
"""

from migration_lab.widgets.board import Board
from migration_lab.widgets.card import Card
from migration_lab.widgets.clinic_view import ClinicView
from migration_lab.widgets.coach_card import CoachCard
from migration_lab.widgets.coach_page import CoachPage
from migration_lab.widgets.course_map_view import CourseMap
from migration_lab.widgets.diagram import Diagram
from migration_lab.widgets.edit_view import EditView
from migration_lab.widgets.goal_view import GoalNotes, GoalView
from migration_lab.widgets.history_view import HistoryView
from migration_lab.widgets.message import Message
from migration_lab.widgets.outcome_view import OtherwiseView, OutcomeView
from migration_lab.widgets.places_view import PlacesView
from migration_lab.widgets.prediction_view import PredictionView
from migration_lab.widgets.progress_view import ProgressView
from migration_lab.widgets.recap_view import RecapView
from migration_lab.widgets.rename_question import RenameQuestions
from migration_lab.widgets.response_view import ResponseView
from migration_lab.widgets.rows_view import RowsView
from migration_lab.widgets.sql_view import SqlView
from migration_lab.widgets.tables_view import TablesView
from migration_lab.widgets.warnings_view import WarningsView

__all__ = [
    "Board",
    "Card",
    "ClinicView",
    "CoachCard",
    "CoachPage",
    "CourseMap",
    "Diagram",
    "EditView",
    "GoalNotes",
    "GoalView",
    "HistoryView",
    "Message",
    "OtherwiseView",
    "OutcomeView",
    "PlacesView",
    "PredictionView",
    "ProgressView",
    "RecapView",
    "RenameQuestions",
    "ResponseView",
    "RowsView",
    "SqlView",
    "TablesView",
    "WarningsView",
]
