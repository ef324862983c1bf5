"""Verbs between stations: merging, packages, receipts, clashes, withdrawals, the board."""
