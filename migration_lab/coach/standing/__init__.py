"""Say whether models, scripts and database agree, and what to do next.

Begin with ``judging.py``: its list ``RULES`` names the rules in their order. Each rule is a function that recognises
one situation and returns a ``Diagnosis`` with its state, its sentence and the next command. The facts come from
``three_places/``, the words from ``catalogue/standing/``.
"""
