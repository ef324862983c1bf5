"""Withdrawals: what does not count, by whose word and why, and the way to count it again."""
