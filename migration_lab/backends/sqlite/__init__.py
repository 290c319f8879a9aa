"""SQLite: its files read without a trace, copied and put back while they are in use."""
