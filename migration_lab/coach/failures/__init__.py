"""Recognise what happened where the data of an entry cannot: functions of one form, ``(Ran) -> Match | None``."""
