"""Compare models, scripts and database. Facts only: ``standing/`` puts them into words.

Begin with ``rows_of_places.py``, which compares three schemas.
"""
