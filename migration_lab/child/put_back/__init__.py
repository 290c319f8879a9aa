"""What a project's code changes in an interpreter that goes on after it, and how that is put back.

Only for requests that run in the notebook's own process: see ``inline``.
"""
