"""What became of rows and values, judged from what stood in a table before and after."""
