"""What ``migration-lab`` does in a terminal and in CI, without a notebook, for any Flask-Migrate project.

``explain`` shows the coach's pages, ``review`` looks at the scripts of a project, and ``doctor`` at the installation.
Begin with ``subcommands.py``.
"""
