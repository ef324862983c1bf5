"""The result sheets: which tables stand on each, and their words. Widths and pages belong to printing."""
