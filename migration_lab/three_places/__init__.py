"""Compare models, scripts and database. Facts only: ``standing/`` puts them into words.

Begin with ``comparison.py``, which compares three schemas.
"""
