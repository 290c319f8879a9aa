"""Sphinx's settings. ``python -m deploy.site`` builds the site with them; what it reads is made by ``staging.py``."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from deploy.site.cell_lexer import CellLexer
from deploy.site.coach_ids import LinkIds
from migration_lab import lab

sys.modules["lab"] = lab  # its functions are shown under the name that a notebook gives them

project = "migration-lab"
author = "the authors of migration-lab"
html_title = "migration-lab"
root_doc = "index"
extensions = ["myst_nb", "sphinx.ext.autodoc"]
language = "en"
highlight_language = "text"
suppress_warnings = ["misc.highlighting_failure"]  # an example may have an … where code would stand

# The notebooks are shown as they are stored: nothing runs.
nb_execution_mode = "off"
nb_ipywidgets_js: dict[str, dict[str, str]] = {}  # they would come from another server
myst_enable_extensions = ["linkify"]
myst_linkify_fuzzy_links = False
myst_heading_anchors = 4
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"

html_theme = "furo"
html_static_path = ["static", "pictures"]
html_css_files = ["site.css"]
html_js_files = [("site.js", {"defer": "defer"})]
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False
html_use_index = False
html_domain_indices = False
html_theme_options = {
    "navigation_with_keys": False,  # arrow keys scroll what is wider than its box
    "light_css_variables": {"color-brand-primary": "#0b5cad", "color-brand-content": "#0b5cad"},
    "dark_css_variables": {"color-brand-primary": "#7cb8f7", "color-brand-content": "#7cb8f7"},
}
pygments_style = "default"
pygments_dark_style = "github-dark"
linkcheck_anchors_ignore_for_url = [r"https://github\.com/.*"]
linkcheck_timeout = 30
linkcheck_retries = 3


def setup(app):  # type: ignore[no-untyped-def]
    """Teach Sphinx what our notebooks have and others have not: edit cells, and ids of the coach."""
    app.add_lexer("ipython3", CellLexer)
    app.add_lexer("ipython", CellLexer)
    app.add_transform(LinkIds)
