"""Proof of what stands in the base: every line, campaign and figure beside what was signed, and beside what is counted anew."""
