"""A room of learners: what their exported progress says together. Nothing here writes, and nothing is sent anywhere.

Begin with ``collecting.py`` (reads the files) and ``room.py`` (what the numbers are).
"""
