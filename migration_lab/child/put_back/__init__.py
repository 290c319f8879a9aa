"""Put back what a project's code changes in an interpreter that goes on after it.

Only for requests that run in the notebook's own process: see ``inline``.
"""
