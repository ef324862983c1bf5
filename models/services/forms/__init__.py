"""Verbs about paper: frame, sample, issue, marks, the book of forms."""
