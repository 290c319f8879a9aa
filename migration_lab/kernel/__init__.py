"""What is open in this kernel: the project, the docked board, and the views that follow it."""
