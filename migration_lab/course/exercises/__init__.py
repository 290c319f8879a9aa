"""The exercises: their tasks, their goals, their checks and their hints."""
