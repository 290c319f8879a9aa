"""The chapters, and what the notebooks write and run."""
