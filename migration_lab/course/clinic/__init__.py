"""The clinic: broken projects, each to be diagnosed and mended. A case is an exercise of ``questions/clinic.toml``.

A case has one id, ``clinic.d``, whatever the seed; the seed decides in which order a learner meets them. Begin with
``case_order.py`` (the order, and which cases go without help) and ``clinic_list.py`` (what ``lab.clinic()`` shows).
"""
