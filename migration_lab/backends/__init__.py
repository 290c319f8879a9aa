"""One live database: read it, copy it, and put it back."""
