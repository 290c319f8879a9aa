"""Predictions: what a chapter asks a learner before it shows the answer, and what the learner said.

Begin with ``prediction.py`` (what one is) and ``evidence.py`` (how it is known that what is said is true).
``answers.py`` keeps what a learner answered.
"""
