"""A learner's folders, and the starting points that are put into them."""
