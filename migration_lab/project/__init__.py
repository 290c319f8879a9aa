"""One Flask-Migrate project on disk: its commands, its database, its app, and the way back."""
